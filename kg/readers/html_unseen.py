"""What of a saved page is not read, told: words that nobody sees, signs that are no words, looks said elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.readers.blocks import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Set

    from lxml.etree import _Element as Element

    from kg.readers.html_looks import Looks

_SHOWN = 60


def unseen(looks: Looks, tables: Set[Element]) -> Iterator[Remark]:
    """Give the remarks on a page.

    Args:
        looks: What its styles did.
        tables: The tables that were read as tables: what is hidden in them is told first. Outside them words for
            browsers without scripts are told only where they have digits, and signs are decoration.

    """
    inside = [words for words, table in (*looks.hidden, *looks.instead) if table in tables]
    outside = [words for words, table in looks.hidden if table not in tables]
    outside += [words for words, table in looks.instead if table not in tables and _has_digit(words)]
    if said := _cited([*inside, *sorted(outside, key=_has_digit, reverse=True)]):
        yield Remark("hidden-words", {"words": said})
    if said := _cited([words for words, table in looks.signs if table in tables]):
        yield Remark("signs-not-read", {"words": said})
    if said := _cited([words for words, table in looks.elsewhere if table in tables]):
        yield Remark("styles-elsewhere", {"words": said})


def _has_digit(words: str) -> bool:
    return any(char.isdigit() for char in words)


def _cited(words: Sequence[str]) -> str:
    """Return the beginning of what is to be told, each once."""
    said = dict.fromkeys(" ".join(one.split()) for one in words)
    return "｜".join(one for one in said if one)[:_SHOWN]
