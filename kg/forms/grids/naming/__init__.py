"""Whose form it is, of which project and for which year: titles, lines and periods around it."""
