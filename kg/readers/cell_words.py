"""The words of one cell of an XLSX file, or of the words that cells share: all runs, without the phonetic guide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.readers.cell_styles import is_struck, is_tiny, is_white
from kg.readers.marks import power

if TYPE_CHECKING:
    from collections.abc import Mapping

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(words: str) -> str:
    r"""Return words with the characters that Excel writes by their number.

    >>> unescaped("数量_x000D_指标")
    '数量\r指标'

    """
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), words)


class CellWords(NamedTuple):
    """Words with those of their runs that are not read.

    Attributes:
        words: What is read; white runs are in it, as their ground is the cell's.
        struck: Runs that are struck out, ``tiny`` those too small to be seen.
        white: White runs, ``rest`` what is read without them.
        formatted: Runs have formats of their own, so that the cell's says nothing of them.
        own: What is read of these runs, ``plain`` what is read of others.

    """

    words: str
    struck: str = ""
    tiny: str = ""
    white: str = ""
    rest: str = ""
    formatted: bool = False
    own: str = ""
    plain: str = ""


NO_WORDS = CellWords("")


class WordsReader:
    """Collects the words of ``si`` or ``is`` from the events of its elements."""

    def __init__(self) -> None:
        # words with what their run does to them
        self._runs: list[tuple[str, str]] = []
        self._inside = self._guide = self._formatted = False
        # of the run that is being read
        self._mark = ""
        self._is_raised = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element."""
        self._guide = self._guide or tag == "rPh"
        self._inside = tag == "t" and not self._guide
        if tag == "r":
            self._mark, self._is_raised = "", False
        elif tag == "rPr":
            self._formatted, self._mark = True, "own"
        elif tag == "strike" and is_struck(attributes):
            self._mark = "struck"
        elif tag == "sz" and self._mark == "own" and is_tiny(attributes):
            self._mark = "tiny"
        elif tag == "color" and self._mark == "own" and is_white(attributes):
            self._mark = "white"
        elif tag == "vertAlign":
            self._is_raised = attributes.get("val") == "superscript"
        elif self._inside and self._is_raised:
            self._runs.append((power([words for words, _ in self._runs]), self._mark))

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        self._inside = False
        if tag == "rPh":
            self._guide = False

    def data(self, text: str) -> None:
        """Take characters."""
        if self._inside:
            self._runs.append((text, self._mark))

    def take(self) -> CellWords:
        """Return the words and forget them."""
        runs, formatted = self._runs, self._formatted
        if not runs:
            return NO_WORDS
        self._runs = []
        self._mark, self._is_raised, self._formatted = "", False, False
        if not formatted:
            return CellWords(unescaped("".join(words for words, _ in runs)))

        def joined(*marks: str) -> str:
            return unescaped("".join(words for words, mark in runs if mark in marks))

        white = joined("white")
        return CellWords(
            joined("", "own", "white"),
            joined("struck"),
            joined("tiny"),
            white,
            joined("", "own") if white else "",
            formatted,
            joined("own", "white"),
            joined(""),
        )
