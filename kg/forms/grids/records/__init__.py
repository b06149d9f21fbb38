"""From cells with their meaning to records: projects, money, indicators, declarations, libraries."""
