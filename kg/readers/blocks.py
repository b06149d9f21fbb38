r"""What a reader of one format gives: paragraphs and tables in reading order, words as printed, each with its place.

An *empty* cell is there with no words; a place *covered* by a merged cell is not there. Lines that the page merely
wrapped are already joined; ``\\n`` stands only where the author broke the line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Format = Literal["text", "pdf", "docx", "xlsx", "html"]
# x0, top, x1, bottom in points from the page's upper left corner
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Part:
    """Words in one place: what a page break parts, a cell or a paragraph, has one part on each page.

    Attributes:
        text: The words.
        page: From 1, where the format has pages.
        box: Where they stand on it.
        goes_on: The next block is the same paragraph on the next page.

    """

    text: str
    page: int | None = None
    box: Box | None = None
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell; ``row`` and ``column`` (from 1) are those of its upper left place, in a sheet those of the sheet."""

    row: int
    column: int
    parts: tuple[Part, ...] = ()
    rowspan: int = 1
    colspan: int = 1

    @property
    def text(self) -> str:
        """The words of all parts.

        >>> TableCell(1, 1, (Part("年度指标值"),)).text
        '年度指标值'

        """
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its cells by row, then column; no two cover the same place."""

    cells: tuple[TableCell, ...]
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a person should know of how the file was read; becomes a finding of rule ``rule`` (severity info)."""

    rule: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FileBlocks:
    """A whole file: ``pages`` is the number of pages where the format has them, ``ocr`` that a scan was recognised."""

    format: Format
    blocks: tuple[Part | Table, ...]
    pages: int | None = None
    ocr: bool = False
    remarks: tuple[Remark, ...] = ()


def ranges(pages: Sequence[int]) -> str:
    """Write page numbers for people.

    >>> ranges([1, 2, 3, 5])
    '1–3、5'

    """
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
