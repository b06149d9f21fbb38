"""What a person asks: topic, measure, bounds, quoted words, departments and filters, made one question."""
