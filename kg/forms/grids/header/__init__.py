"""The block above a table of indicators: labels with their values, money, goals, lists of projects, tasks."""
