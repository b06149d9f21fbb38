"""The cell styles of an XLSX file (单元格格式): number format, struck out, white or tiny words, a painted ground."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.readers.number_formats import CHINESE_FORMATS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.readers.zip_guard import Archive

# points
_TINY, _USUAL = 2.0, 11.0
# of the colours that files name by number: white, and the window's ground
_WHITE_INDEXED = {"1", "9", "65"}
_WHITE_THEME = "0"


@dataclass(frozen=True, slots=True)
class CellStyles:
    """What each cell style says, by its number.

    Attributes:
        formats: The number format of each.
        struck: Styles that strike words out.
        white: Styles with white words, ``tiny`` with words of two points or less.
        painted: Styles whose ground may be another than white.
        left_out: Styles whose words are not read, whatever stands around them.

    """

    formats: tuple[str, ...] = ()
    struck: frozenset[int] = frozenset()
    white: frozenset[int] = frozenset()
    tiny: frozenset[int] = frozenset()
    painted: frozenset[int] = frozenset()
    left_out: frozenset[int] = field(init=False, default=frozenset())

    def __post_init__(self) -> None:
        # asked of each cell
        object.__setattr__(self, "left_out", self.struck | self.tiny)

    def format(self, style: int) -> str:
        """Return the number format of a cell style.

        >>> CellStyles(("0%",)).format(0), CellStyles().format(3)
        ('0%', 'General')

        """
        return self.formats[style] if style < len(self.formats) else "General"

    @classmethod
    def read(cls, archive: Archive, member: str) -> CellStyles:
        """Read the part that holds the styles; raises what ``Archive.parse`` raises."""
        reader = _Reader()
        archive.parse(member, reader.start, reader.end)
        return reader.styles()


def is_struck(attributes: Mapping[str, str]) -> bool:
    """Whether ``strike`` strikes words out."""
    return attributes.get("val", "1") not in ("0", "false")


def is_white(attributes: Mapping[str, str]) -> bool:
    """Whether a colour is white.

    >>> is_white({"rgb": "FFFFFFFF"}), is_white({"theme": "0"}), is_white({"theme": "0", "tint": "-0.5"})
    (True, True, False)

    """
    if figure(attributes, "tint", 0):
        return False
    if "rgb" in attributes:
        return attributes["rgb"][-6:].upper() == "FFFFFF"
    return attributes.get("indexed") in _WHITE_INDEXED or attributes.get("theme") == _WHITE_THEME


def is_tiny(attributes: Mapping[str, str]) -> bool:
    """Whether a size (``sz``) is too small to be seen."""
    return figure(attributes, "val", _USUAL) <= _TINY


def figure(attributes: Mapping[str, str], name: str, usual: float) -> float:
    """Return an attribute that only says how something looks; an odd one is as if it were not there.

    >>> figure({"ht": "0"}, "ht", 15), figure({"ht": ""}, "ht", 15)
    (0.0, 15)

    """
    try:
        return float(attributes.get(name, usual))
    except ValueError:
        return usual


class _Reader:
    def __init__(self) -> None:
        from openpyxl.styles.numbers import BUILTIN_FORMATS

        self._codes: dict[int, str] = {**BUILTIN_FORMATS, **CHINESE_FORMATS}
        # what each font says, whether each fill paints
        self._fonts: list[set[str]] = []
        self._fills: list[bool] = []
        self._formats: list[str] = []
        self._marked: dict[str, set[int]] = {"struck": set(), "white": set(), "tiny": set(), "painted": set()}
        self._section = ""
        self._solid = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in {"fonts", "fills", "cellXfs", "dxfs"}:
            self._section = tag
        elif tag == "numFmt" and "numFmtId" in attributes and self._section != "dxfs":
            self._codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "General")
        elif self._section == "fonts":
            self._font(tag, attributes)
        elif self._section == "fills":
            self._fill(tag, attributes)
        elif self._section == "cellXfs" and tag == "xf":
            self._style(attributes)

    def end(self, tag: str) -> None:
        if tag == self._section:
            self._section = ""

    def _font(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "font":
            self._fonts.append(set())
        elif tag == "strike" and is_struck(attributes):
            self._fonts[-1].add("struck")
        elif tag == "color" and is_white(attributes):
            self._fonts[-1].add("white")
        elif tag == "sz" and is_tiny(attributes):
            self._fonts[-1].add("tiny")

    def _fill(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "fill":
            self._fills.append(False)
        elif tag == "patternFill":
            # a solid one paints in its colour, which follows
            pattern = attributes.get("patternType", "none")
            self._fills[-1], self._solid = pattern != "none", pattern == "solid"
        elif tag == "fgColor" and self._solid and is_white(attributes):
            self._fills[-1] = False
        elif tag == "gradientFill":
            self._fills[-1] = True

    def _style(self, attributes: Mapping[str, str]) -> None:
        number = len(self._formats)
        self._formats.append(self._codes.get(int(attributes.get("numFmtId", "0")), "General"))
        font, fill = int(attributes.get("fontId", "0")), int(attributes.get("fillId", "0"))
        for mark in self._fonts[font] if font < len(self._fonts) else ():
            self._marked[mark].add(number)
        if fill < len(self._fills) and self._fills[fill]:
            self._marked["painted"].add(number)

    def styles(self) -> CellStyles:
        return CellStyles(tuple(self._formats), **{name: frozenset(found) for name, found in self._marked.items()})
