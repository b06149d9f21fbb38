"""Comparable hits side by side (横向比较): figures of targets and results in groups of like with like."""
