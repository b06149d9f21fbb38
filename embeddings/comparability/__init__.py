"""Whether two promises have the same object (可比判定): figures about two texts, weighed to yes or no."""
