"""Page numbers and running heads (页码、页眉、页脚): what every page prints around its text.

Left out only where it is beyond doubt: a number at the edge that counts the pages, or the same words at the same place
on several pages. A title that is printed over every form of a file looks alike; it stays unless its table goes on.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from kg.readers.pdf_lines import TextLine
from kg.readers.pdf_tables import PageTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# of the page's height: where page numbers, heads and feet stand
_EDGE = 0.12
_HEAD = 0.08
_FOOT = 0.1
# on a small page at least this, in points
_MARGIN = 50.0
_MOST_LINES = 4
_NUMBER = re.compile(r"[-—–·~\s]*(\d{1,4})[-—–·~\s]*")
_COUNTED = re.compile(
    r"第?\s*\d{1,4}\s*页?\s*[,，/／|（(]?\s*(?:共|of|/)\s*\d{1,4}\s*页?\s*[)）]?|第\s*[\d一二三四五六七八九十百]{1,5}\s*页"
    r"|(?:page|p\.?)\s*\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?|\d{1,4}\s*/\s*\d{1,4}",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"[:：]\s*\S")
_TITLE = re.compile(r"(?:表|报告|书|方案)(?:[（(][^）)]*[）)])?$")


@dataclass(slots=True)
class Page:
    """A page as it is read: its lines outside of tables and its tables, from top to bottom."""

    number: int
    width: float
    height: float
    items: list[TextLine | PageTable]


def is_title(text: str) -> bool:
    """Say whether words end as the title of a form or a report does.

    >>> is_title("项目支出绩效自评表（2024年度）"), is_title("绩效指标")
    (True, False)

    """
    return _TITLE.search(text.strip()) is not None


def without_running_heads(pages: Sequence[Page]) -> None:
    """Take page numbers and running heads out of the pages."""
    numbers = _page_numbers(pages)
    for page in pages:
        page.items = [item for item in page.items if id(item) not in numbers]
    sizes = [line.size for page in pages for line in page.items if isinstance(line, TextLine)]
    usual = median(sizes) if sizes else 0.0
    heads = Counter(_key(line) for page in pages for line in _edge(page, top=True))
    feet = Counter(_key(line) for page in pages for line in _edge(page, top=False))
    often = max(2, round(0.4 * len(pages)))
    for at, page in enumerate(pages):
        left_out = {id(line) for line in _edge(page, top=False) if feet[_key(line)] >= often}
        for line in _edge(page, top=True):
            running = heads[_key(line)] >= often and line.size <= 1.1 * usual and not is_title(line.text)
            # a label with its value, printed over every page, is read once
            if running and (at or not _LABELLED.search(line.text)):
                left_out.add(id(line))
        page.items = [item for item in page.items if id(item) not in left_out]


def _key(line: TextLine) -> tuple[str, int, int]:
    return "".join(line.text.split()), round(line.x0 / 4), round(line.bottom / 4)


def _edge(page: Page, *, top: bool) -> Iterator[TextLine]:
    """Give the lines in the margin, from the edge inwards."""
    for item in (page.items if top else page.items[::-1])[:_MOST_LINES]:
        head, foot = max(_HEAD * page.height, _MARGIN), max(_FOOT * page.height, _MARGIN)
        inside = item.top < head if top else item.bottom > page.height - foot
        if not isinstance(item, TextLine) or not inside:
            return
        yield item


def _page_numbers(pages: Sequence[Page]) -> set[int]:
    """Return the lines that count the pages."""
    counted: set[int] = set()
    bare: list[tuple[int, TextLine]] = []
    for page in pages:
        for items in (page.items[:_MOST_LINES], page.items[::-1][:_MOST_LINES]):
            for item in items:
                near = isinstance(item, TextLine) and (
                    item.top < _EDGE * page.height or item.bottom > (1 - _EDGE) * page.height
                )
                if not isinstance(item, TextLine) or not near:
                    break
                words = item.text.strip()
                number = _NUMBER.fullmatch(words)
                if _COUNTED.fullmatch(words):
                    counted.add(id(item))
                elif number:
                    bare.append((int(number[1]) - page.number, item))
                    continue
                else:
                    break
    # bare numbers must count: one and the same distance from the number of the page
    distances = Counter(distance for distance, _ in bare)
    for distance, item in bare:
        if distances[distance] >= max(2, round(0.4 * len(pages))) or (len(pages) == 1 and distance == 0):
            counted.add(id(item))
    return counted
