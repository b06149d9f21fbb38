"""The headings of a table of indicators, and what each of its columns and levels holds."""
