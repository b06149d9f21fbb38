"""How good retrieval is against what people judged relevant: metrics, and each method beside its baselines."""
