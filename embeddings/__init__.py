"""Find comparable indicators by meaning: encoders, vectors, lexical index, search, comparison."""
