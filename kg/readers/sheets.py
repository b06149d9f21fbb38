"""One sheet of an XLSX file, read as events: what each cell shows, and what nobody sees of it.

Not shown are rows and columns that are hidden or have no height or width, words struck out, white on white or tiny, and
values whose format shows nothing. White words are taken for seen in a sheet with conditional formats, tables or a
picture as its ground, as any of these may paint it.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from kg.readers.cell_styles import figure
from kg.readers.cell_words import NO_WORDS, WordsReader, unescaped
from kg.readers.number_formats import displayed, displayed_text
from kg.readers.sheet_table import LAST_COLUMN, SheetTable, place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kg.readers.blocks import TableCell
    from kg.readers.cell_words import CellWords
    from kg.readers.counting import Counting
    from kg.readers.workbooks import Workbook

_TICK = 1000
# points, and widths of a digit
_LEAST_HEIGHT, _LEAST_WIDTH = 2.0, 0.25
# what WPS writes into a cell that holds a picture
_PICTURE = ("=DISPIMG(", "=_xlfn.DISPIMG(")
# a formula that adds words to its result: empty only where it says so
_ADDS_WORDS = re.compile(r'"[^"]+"\s*&|&\s*"[^"]+"')
_MAY_BE_EMPTY = re.compile(r'""|\bIF', re.IGNORECASE)
# what may paint the ground of cells besides their own format
_PAINTS = {"conditionalFormatting", "tablePart", "picture"}
_HEADS = {"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"}
_YES = ("1", "true")


class Sheet:
    """The cells of one sheet with words, and what was not read of it (``sheet_remarks``)."""

    def __init__(self, workbook: Workbook, counting: Counting, tick: Callable[[], None]) -> None:
        self._workbook = workbook
        self._counting = counting
        self._tick = tick
        self.table = SheetTable(counting, tick)
        self.without_value: list[tuple[int, int]] = []
        self.hidden_rows: list[int] = []
        self.hidden_columns: set[int] = set()
        self.struck: list[str] = []
        self.unseen: list[tuple[tuple[int, int], str]] = []
        self.zeros: list[tuple[int, int]] = []
        self.errors: dict[tuple[int, int], str] = {}
        self.pictures: list[tuple[int, int]] = []
        # print headers and footers by their names, and what the sheet says of them
        self.heads: dict[str, str] = {}
        self.first_differs = False
        self._head = ""
        self._painted = False
        self._shows_zeros = True
        self._hidden = False
        self._all_hidden_rows: set[int] = set()
        self._all_hidden_columns: set[int] = set()
        self._hidden_words: dict[tuple[int, int], str] = {}
        # white words with what is left in the cell without them
        self._white: dict[tuple[int, int], tuple[str, str]] = {}
        self._row = self._column = self._places = 0
        # of the cell that is being read
        self._in_cell = self._formula = False
        self._kind, self._style = "n", 0
        self._value: list[str] = []
        self._code: list[str] = []
        self._has_value = self._in_value = self._in_code = False
        self._inline = WordsReader()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element."""
        if self._in_cell:
            if tag == "v":
                self._in_value = self._has_value = True
            elif tag == "f":
                self._in_code = self._formula = True
            else:
                self._inline.start(tag, attributes)
        elif tag == "c":
            self._in_cell, self._formula, self._has_value = True, False, False
            self._kind, self._style = attributes.get("t", "n"), int(attributes.get("s") or "0")
            self._places += 1
            self._counting.area(self._places)
            if "r" in attributes:
                self._row, self._column = place_of(attributes["r"])
            else:
                self._column += 1
        elif tag == "row":
            self._begin_row(attributes)
        elif tag == "col":
            if attributes.get("hidden") in _YES or figure(attributes, "width", 9) <= _LEAST_WIDTH:
                last = min(int(attributes.get("max", "0")), LAST_COLUMN)
                self._all_hidden_columns.update(range(int(attributes.get("min", "1")), last + 1))
        elif tag == "mergeCell":
            self.table.merge(attributes.get("ref", ""))
        elif tag == "sheetView":
            self._shows_zeros = attributes.get("showZeros", "1") in _YES
        elif tag in _HEADS:
            self._head = tag
        elif tag == "headerFooter":
            self.first_differs = attributes.get("differentFirst") in _YES
        elif tag in _PAINTS:
            self._painted = True

    def data(self, text: str) -> None:
        """Take characters."""
        if self._in_value:
            self._value.append(text)
        elif self._in_code:
            self._code.append(text)
        elif self._in_cell:
            self._inline.data(text)
        elif self._head:
            self.heads[self._head] = self.heads.get(self._head, "") + text

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        self._head = ""
        if not self._in_cell:
            return
        self._in_value = self._in_code = False
        if tag == "c":
            self._in_cell = False
            value, code = "".join(self._value), "".join(self._code)
            self._value.clear()
            self._code.clear()
            self._close(value, code, self._inline.take())
        elif tag != "v":
            self._inline.end(tag)

    def settle(self) -> None:
        """Take out what turns out to be unseen; called after the last event."""
        if not self._painted and self._white:
            for place, (white, rest) in self._white.items():
                self.unseen.append((place, white))
                self.table.take_out(place, rest)
            self.table.settle()

    def cells(self) -> Iterator[TableCell]:
        """Give all cells by row, then column."""
        return self.table.cells(self._hidden_words, self._all_hidden_rows, self._all_hidden_columns, self._places)

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        self._row = int(attributes.get("r", self._row + 1))
        self._column = 0
        self._hidden = attributes.get("hidden") in _YES or figure(attributes, "ht", 15) <= _LEAST_HEIGHT
        if self._hidden:
            self._all_hidden_rows.add(self._row)
        if self._row % _TICK == 0:
            self._tick()

    def _close(self, value: str, code: str, inline: CellWords) -> None:
        place = self._row, self._column
        if self._formula and not value and self._lacks_value(code):
            self.without_value.append(place)
            return
        if self._kind == "s":
            inline = self._workbook.words[int(value)] if value.strip() else NO_WORDS
        elif self._kind == "inlineStr" and not inline.words:
            inline = inline._replace(words=value)
        words = self._words(value, inline.words)
        hidden = self._hidden or self._column in self._all_hidden_columns
        styles = self._workbook.styles
        if not (hidden or inline.formatted or self._style in styles.left_out) and words.strip():
            self._counting.cell(words)
            self._show(place, words, inline)
            return
        struck, tiny = inline.struck, inline.tiny
        if self._style in styles.struck:
            # a run with a format of its own is struck out by that alone
            words, struck = inline.own, (inline.plain if inline.formatted else words) + struck
        elif self._style in styles.tiny and not inline.formatted:
            words, tiny = "", words + tiny
        elif not words.strip() and not hidden:
            self._not_shown(place, value, inline.words)
        if not hidden:
            if struck.strip():
                self.struck.append(struck)
            if tiny.strip():
                self.unseen.append((place, tiny))
        if words.strip():
            self._counting.cell(words)
            if hidden:
                self._hide(place, words)
            else:
                self._show(place, words, inline)

    def _show(self, place: tuple[int, int], words: str, inline: CellWords) -> None:
        if words.startswith(_PICTURE):
            self.pictures.append(place)
            return
        if self._kind == "e":
            self.errors[place] = words
        self.table.put(place, words)
        styles = self._workbook.styles
        if (inline.white or self._style in styles.white) and self._style not in styles.painted:
            if inline.white.strip():
                self._white[place] = inline.white, self._words("", inline.rest)
            elif not inline.formatted:
                self._white[place] = words, ""

    def _hide(self, place: tuple[int, int], words: str) -> None:
        if self._hidden and self._row not in self.hidden_rows[-1:]:
            self.hidden_rows.append(self._row)
        elif not self._hidden:
            self.hidden_columns.add(self._column)
        self._hidden_words[place] = words

    def _lacks_value(self, code: str) -> bool:
        """Whether the result of a formula was not saved; one of words may be empty, which is saved as nothing."""
        if self._kind != "str" or not self._has_value:
            return True
        return bool(_ADDS_WORDS.search(code)) and not _MAY_BE_EMPTY.search(code)

    def _not_shown(self, place: tuple[int, int], value: str, inline: str) -> None:
        """Keep a value whose format shows nothing."""
        words = inline if self._kind in ("s", "inlineStr") else value
        if self._kind == "n" and value.strip() and not float(value):
            self.zeros.append(place)
        elif words.strip():
            self.unseen.append((place, words))

    def _words(self, value: str, inline: str) -> str:
        code = self._workbook.styles.format(self._style)
        if self._kind in ("s", "inlineStr"):
            return displayed_text(inline, code) if inline else ""
        if self._kind == "str":
            return displayed_text(unescaped(value), code)
        if self._kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(value.strip(), value)
        if self._kind == "d":
            return self._iso_date(value, code)
        if self._kind == "e" or not value.strip():
            return value
        return self._number(float(value), value, code)

    def _number(self, number: float, value: str, code: str) -> str:
        if not number and not self._shows_zeros:
            return ""
        return displayed(number, code, from_1904=self._workbook.from_1904) if math.isfinite(number) else value

    def _iso_date(self, value: str, code: str) -> str:
        from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_ISO8601, to_excel

        epoch = MAC_EPOCH if self._workbook.from_1904 else WINDOWS_EPOCH
        return value if code == "General" else self._number(to_excel(from_ISO8601(value), epoch), value, code)
