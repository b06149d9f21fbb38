"""Make the shipped model again: authored texts in, a sentence-transformers directory out (needs torch)."""
