"""Synthetic corpora (合成语料) in every form and format, each document with the records it must give.

Departments, projects, indicators and figures are drawn from a seed; the words are ours. ``python -m benchmarks.corpora
OUT --documents 1000`` writes a corpus, ``--measure`` says how much of it our readers read right.
"""
