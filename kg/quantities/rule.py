"""One row of knowledge about how a target value is written (规则), and how its example is checked.

Every table of the grammar gives its rows as ``Rule``: a civil servant can read the row, its example is
tested by itself, and the source says which convention it follows.  The reader compiles the same rows, so
that what the documentation lists is what runs.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of a table of the grammar.

    Attributes:
        id: ``table/word``, unique and stable.
        pattern: The words, or a regular expression over folded text where the table says so.
        meaning: What the pattern stands for, as the table understands it (``ge``, ``person_count`` ...).
        example: A value that uses the row.
        reads: What ``brief(read_value(example))`` gives.
        source: Section of the reading conventions, or the general rule that the row extends.
        name: Name of the indicator in the example, where the reading depends on it.
        actual: Whether the example is an actual rather than a target.
        single: Whether the row is known to serve one string of the sample only.
        label: The label of the example's last component, where the row is about labels.

    """

    id: str
    pattern: str
    meaning: str
    example: str
    reads: str
    source: str
    name: str = ""
    actual: bool = False
    single: bool = False
    label: str | None = None


def longest_first(words: list[str]) -> list[str]:
    """Order alternatives so that a regular expression prefers the longest, deterministically.

    Examples:
        >>> longest_first(["个", "个月", "人"])
        ['个月', '个', '人']

    """
    return sorted(words, key=lambda word: (-len(word), word))
