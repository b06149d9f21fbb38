"""What a person's words mean for a field (更正的写法), and whether they say what is read now.

In: words. Out: the value they stand for, or ``UnfitError``; for each sort of value also what counts as the same, since
a spreadsheet writes 97.5 for 97.50 and 1200 for 1,200.00. Which field takes which stands in ``kg.corrections.fields``.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.forms.labels import MONEY
from kg.records import ProjectReference

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.records import Reading

_FIGURE = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,6})?")
_PERCENTAGE = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,6})?%?")
_YEAR = re.compile(r"19[5-9][0-9]|20[0-9][0-9]")
_MONTH = re.compile(r"1[0-2]|[1-9]")
_PROJECT = re.compile(r"([1-9][0-9]{0,8})(?:\s+(.+))?")


class UnfitError(ValueError):
    """Words that cannot stand in a field; ``reason`` is a word of the catalogue, ``expected`` what would fit."""

    def __init__(self, reason: str, expected: str = "") -> None:
        super().__init__(reason, expected)
        self.reason = reason
        self.expected = expected


def same_words(was: str, now: str) -> bool:
    """Whether two words are the same but for white space (a wrap, a spreadsheet) and composed characters.

    >>> same_words("≥ 3场", "≥3场"), same_words("3场", "4场")
    (True, False)

    """
    return _bare(was) == _bare(now)


def same_figure(was: str, now: str) -> bool:
    """Whether two figures are the same: a spreadsheet writes 97.5 for 97.50 and 1200 for 1,200.00.

    >>> same_figure("1200", "1,200.00"), same_figure("", ""), same_figure("95%", "95")
    (True, True, False)

    """
    try:
        return Decimal(was.replace(",", "")) == Decimal(now.replace(",", ""))
    except ArithmeticError:
        return same_words(was, now)


def same_percentage(was: str, now: str) -> bool:
    """Whether two percentages have the same face value.

    >>> same_percentage("100%", "100.00%"), same_percentage("98", "97%")
    (True, False)

    """
    return same_figure(was.removesuffix("%"), now.removesuffix("%"))


def _bare(words: str) -> str:
    return "".join(unicodedata.normalize("NFC", words).split())


def same_project(was: str, now: str) -> bool:
    """Whether words name the project that is read now: its ordinal, its name, or both."""
    ordinal, _, name = now.partition(" ")
    return same_words(was, now) or was == ordinal or same_words(was, name)


def words(words: str, _: Reading) -> str:
    """Take words, of which there must be some."""
    if not words:
        raise UnfitError("correction-empty")
    return words


def any_words(words: str, _: Reading) -> str:
    """Take words, or none."""
    return words


def words_or_none(words: str, _: Reading) -> str | None:
    """Take words; none are nothing."""
    return words or None


def figure(words: str, _: Reading) -> Decimal | None:
    """Take a figure without unit, or none."""
    if words and not _FIGURE.fullmatch(words):
        raise UnfitError("correction-figure", "12.5")
    return Decimal(words) if words else None


def percentage(words: str, _: Reading) -> tuple[Decimal, str] | None:
    """Take a percentage, with or without its sign: its face value and the words; or none."""
    if words and not _PERCENTAGE.fullmatch(words):
        raise UnfitError("correction-figure", "98.50%")
    return (Decimal(words.rstrip("%")), words) if words else None


def year(words: str, _: Reading) -> int | None:
    """Take a year, or none."""
    if words and not _YEAR.fullmatch(words):
        raise UnfitError("correction-one-of", "1950–2099")
    return int(words) if words else None


def month(words: str, _: Reading) -> int | None:
    """Take a month, or none."""
    if words and not _MONTH.fullmatch(words):
        raise UnfitError("correction-one-of", "1–12")
    return int(words) if words else None


def money(words: str, _: Reading) -> str:
    """Take a figure of money without its unit."""
    found = MONEY.match(words)
    if found is None or found["unit"]:
        raise UnfitError("correction-figure", "1,200.00")
    return words


def one_of(names: Mapping[str, object], *, or_none: bool = False) -> Callable[[str, Reading], str | None]:
    """Return what takes one of some codes."""

    def parsed(words: str, _: Reading) -> str | None:
        if words not in names and not (or_none and not words):
            raise UnfitError("correction-one-of", ", ".join(names))
        return words or None

    return parsed


def project(words: str, reading: Reading) -> ProjectReference | None:
    """Take an ordinal, an ordinal with a name, or a name that one project of the document has."""
    if not words:
        return None
    numbered = _PROJECT.fullmatch(words)
    by_name = [project for project in reading.projects if same_words(project.name, words)]
    if numbered is not None and not by_name:
        by_name = [project for project in reading.projects if project.ordinal == int(numbered[1])]
        if numbered[2] is not None:
            by_name = [project for project in by_name if same_words(project.name, numbered[2])]
    if len(by_name) != 1:
        raise UnfitError("correction-project", f"1–{len(reading.projects)}" if reading.projects else "")
    return ProjectReference(by_name[0].ordinal, by_name[0].name)
