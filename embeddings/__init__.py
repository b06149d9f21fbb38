"""Find comparable indicators by meaning, in layers that are read upwards from ``analysis`` (docs/architecture.md)."""
