r"""Words around the cells of a sheet: print headers (打印标题) without their codes, text boxes (文本框).

A header is ``&C&"宋体,Bold"&14项目绩效目标表&R单位：万元``: three places, each with codes for fonts and page numbers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.readers.marks import is_table_sized
from kg.readers.packages import relationships

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.readers.zip_guard import Archive

_CODE = re.compile(r'&(?:"[^"]*"|\d+|K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|.)', re.DOTALL)
# in the order of reading: a title stands in the middle, the unit beside it
_PLACES = "CLR"


def head_lines(header: str) -> list[str]:
    """Return the words of a print header or footer, each place on its own.

    >>> head_lines('&L附件2&C&"宋体,Bold"&14项目绩效目标表&R第 &P 页')
    ['项目绩效目标表', '附件2', '第  页']

    """
    words = dict.fromkeys(_PLACES, "")
    place, at = "C", 0
    for code in _CODE.finditer(header):
        words[place] += header[at : code.start()]
        at = code.end()
        if code[0][1:].upper() in _PLACES:
            place = code[0][1:].upper()
        elif code[0] == "&&":
            words[place] += "&"
    words[place] += header[at:]
    return [line for line in words.values() if line.strip()]


def drawn(archive: Archive, member: str) -> tuple[list[tuple[tuple[int, int], str]], int]:
    """Return the words of each text box of a sheet, with the row and column (from 1) where it begins.

    Beside them the number of pictures as large as a table.

    Args:
        archive: The file.
        member: The sheet.

    """
    parts = [part for part in relationships(archive, member) if part.type == "drawing" and part.target in archive.names]
    reader = _Drawing()
    for part in parts:
        archive.parse(part.target, reader.start, reader.end, reader.data)
    return reader.found, reader.pictures


class _Drawing:
    def __init__(self) -> None:
        self.found: list[tuple[tuple[int, int], str]] = []
        self._words: list[str] = []
        self.pictures = 0
        self._from: dict[str, str] = {}
        # elements that are open: what is below Fallback is said a second time
        self._in_from = self._in_body = self._in_picture = False
        self._fallback = 0
        self._tag = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._tag = tag
        self._fallback += tag == "Fallback" or (self._fallback > 0)
        if tag.endswith("Anchor"):
            self._from = {}
        elif tag == "from":
            self._in_from = True
        elif tag == "pic":
            self._in_picture = True
        elif tag == "ext" and self._in_picture and "cx" in attributes:
            self.pictures += is_table_sized(int(attributes["cx"]), int(attributes.get("cy", "0")))
            self._in_picture = False
        self._in_body = self._in_body or tag == "txBody"

    def data(self, text: str) -> None:
        if self._in_from and self._tag in {"row", "col"}:
            self._from[self._tag] = self._from.get(self._tag, "") + text
        elif self._in_body and self._tag == "t" and not self._fallback:
            self._words.append(text)

    def end(self, tag: str) -> None:
        self._tag = ""
        self._fallback -= self._fallback > 0
        if tag == "from":
            self._in_from = False
        elif tag == "pic":
            self._in_picture = False
        elif self._in_body and tag in {"p", "br"}:
            self._words.append("\n")
        elif tag == "txBody":
            self._in_body = False
            words = "".join(self._words).strip()
            self._words.clear()
            if words:
                place = int(self._from.get("row", "0")) + 1, int(self._from.get("col", "0")) + 1
                self.found.append((place, words))
