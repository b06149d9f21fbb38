"""Words around the pages of an office file (页眉、页脚、打印标题): read where a table has its title only there.

A running head above a form with a title of its own is no line of it: its year may be that of another document. So
headers are read as lines above the first table where nothing there can be its title; all other words that the file
does not have besides are told.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from kg.readers.blocks import Part, Remark, Table
from kg.readers.marks import cited

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# 第 1 页 共 3 页, — 2 —, Page 1 of 3
_PAGE_NUMBER = re.compile(r"(?:[\d\s第页共总/\-—–－_·.,，()（）]|page|of)*", re.IGNORECASE)
_GAP = re.compile(r"\t+|\n+|[ \u3000\u00a0]{2,}")
_LETTER = re.compile(r"[^\W\d_]")
# （2024年度） below a title
_BRACKETED = re.compile(r"\s*[(（\[【].*[)）\]】]\s*")
_LEAST_TITLE = 5
_LEAST_PART = 4


def taken(blocks: Sequence[Part | Table], heads: Iterable[str], others: Iterable[str]) -> tuple[list[Part], list[str]]:
    """Return the lines to be read before the blocks, and the lines that are not read.

    Args:
        blocks: The file, or a sheet of it.
        heads: What stands above its first page.
        others: What stands below it, and around other pages.

    >>> from kg.readers.blocks import TableCell
    >>> form = Table((TableCell(1, 1, (Part("项目名称"),)), TableCell(1, 2, (Part("科普进社区"),))))
    >>> taken([form], ["绩效目标表（2024年度）"], ["第 1 页"])
    ([Part(text='绩效目标表（2024年度）', page=None, box=None, goes_on=False)], [])
    >>> taken([Part("项目支出绩效目标表"), form], ["2023年决算"], [])
    ([], ['2023年决算'])

    """
    above, around = _lines(heads), _lines(others)
    if not above and not around:
        return [], []
    before = "".join(_squeezed(words) for block in _before_tables(blocks) for words in _words(block))
    read = [line for line in above if _squeezed(line) not in before] if _lacks_title(blocks) else []
    known = "".join(_squeezed(words) for block in blocks for words in _words(block))
    unread = (line for line in (*above, *around) if line not in read and _squeezed(line) not in known)
    return [Part(line) for line in read], list(dict.fromkeys(unread))


def heads_told(lines: Sequence[str]) -> tuple[Remark, ...]:
    """Return the remark on lines around the pages that are not read, none where there are none."""
    said = cited(list(dict.fromkeys(lines)))
    return (Remark("header-words", {"words": said}),) if said else ()


def _lines(words: Iterable[str]) -> list[str]:
    """Return lines without page numbers; words far apart on one line are lines of their own."""
    found: dict[str, None] = {}
    for text in words:
        for line in text.split("\n"):
            parts = [part.strip() for part in _GAP.split(line) if part.strip()]
            # letters spaced out (绩  效) are one word
            if any(len(part) < _LEAST_PART for part in parts):
                parts = [part.strip() for part in line.split("\t")]
            found |= dict.fromkeys(part for part in parts if not _PAGE_NUMBER.fullmatch(part))
    return list(found)


def _words(block: Part | Table) -> list[str]:
    return [block.text] if isinstance(block, Part) else [cell.text for cell in block.cells]


def _squeezed(words: str) -> str:
    return "".join(words.split())


def _before_tables(blocks: Sequence[Part | Table]) -> Iterator[Part | Table]:
    return takewhile(lambda block: not isinstance(block, Table), blocks)


def _lacks_title(blocks: Sequence[Part | Table]) -> bool:
    """Whether there is a table, and no line before it, nor its first row, can be a title."""
    for block in blocks:
        if isinstance(block, Table):
            first = [cell.text for cell in block.cells if cell.row == block.cells[0].row and cell.text.strip()]
            return not (len(first) == 1 and _may_be_title(first[0]))
        if _may_be_title(block.text):
            return False
    return False


def _may_be_title(line: str) -> bool:
    """Whether a line may be a title: enough letters, no label with its value, not wholly in brackets."""
    if re.search("[:：]", line) or _BRACKETED.fullmatch(line):
        return False
    return len(_LETTER.findall(line)) >= _LEAST_TITLE
