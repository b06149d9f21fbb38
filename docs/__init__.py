"""Documentation for people who work on the project; ``python -m docs.generate`` writes its generated parts."""
