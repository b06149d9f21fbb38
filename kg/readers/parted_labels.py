"""Whether a label beside rows (栏目名) is parted by a page break, or ends there and another one begins below.

Where its last line is full and reaches the end of the page, both look alike. What can tell: words that stand whole
elsewhere in the file or in the vocabulary of the field, brackets and sentences left open, and how often labels of this
column end with a full line. Nothing here knows a form; the vocabulary says only that its words are whole.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from math import log
from typing import TYPE_CHECKING

from kg.folding import fold
from kg.readers.line_joins import starts_item

if TYPE_CHECKING:
    from kg.readers.long_tables import LongCell
    from kg.readers.pdf_lines import Frame
    from kg.readers.pdf_tables import PageTable

# the margin inside a cell is read from its lines, up to this, in points
WIDEST_MARGIN = 6.0
# how much likelier one parted label must be than two, as a logarithm
DECIDED = log(15)
_SENTENCE = tuple("。！!；;")
_ENDED = log(10)
_GOES_ON = log(3)
_ROOM_LEFT = log(10)
_GAP_BELOW = log(4)
_NOT_MERGED = log(10)
# 项目 and 目标 are labels and ends of names as well
_NAMING = 4
_OPENED, _CLOSED = "(《“", ")》”"
_CLOSING = tuple("，。、；：！？)》”’】%％,;:!?")
_REMARK = re.compile(r"\([^()]*\)$")


@cache
def vocabulary() -> frozenset[str]:
    """Return the labels that tables of this field have, folded.

    >>> "年度总体目标" in vocabulary(), "社会效益指标" in vocabulary(), "年度总体" in vocabulary()
    (True, True, False)

    """
    from kg.categories import LEVEL1, LEVEL2
    from kg.forms.labels import BUDGET_AMOUNTS, BUDGET_HEADERS, DEPARTMENT_LABELS, SECTION_OF

    roles = [section.values() for section in _wordings().values()]
    words = {wording for wordings in roles for role in wordings for wording in role}
    words |= {*SECTION_OF, *BUDGET_AMOUNTS, *BUDGET_HEADERS, *DEPARTMENT_LABELS}
    headings = (*LEVEL1, *(heading for _, heading in LEVEL2))
    return frozenset(map(fold, words)) | {wording for heading in headings for wording in heading.wordings}


@cache
def _wordings() -> dict[str, dict[str, list[str]]]:
    text = files("kg.forms.grids.words").joinpath("wordings.json").read_text(encoding="utf-8")
    wordings: dict[str, dict[str, list[str]]] = json.loads(text)
    return wordings


@cache
def _headings(*roles: str) -> frozenset[str]:
    columns = _wordings()["columns"]
    return frozenset(fold(wording) for role in roles for wording in columns[role])


def is_heading_of_names(words: str) -> bool:
    """Say whether words head the names of indicators: 三级指标, 指标名称."""
    return fold(words) in _headings("name")


def is_heading_of_values(words: str) -> bool:
    """Say whether words head the names of indicators, their targets or results: 三级指标, 年度指标值, 实际完成值."""
    return fold(words) in _headings("name", "period", "annual", "actual")


def is_heading_of_notes(words: str) -> bool:
    """Say whether words head reasons or notes: 偏差原因分析, 备注."""
    return fold(words) in _headings("reason", "note")


def is_label(words: str) -> bool:
    """Say whether words are a label that tables of this field have."""
    return fold(words) in vocabulary()


@dataclass(slots=True)
class Column:
    """What the cells of a column are like, counted as they come.

    Attributes:
        blank: How many of them are blank.
        merged: How many span rows.
        sentences: How many end with the end of a sentence.
        rooms: How many have room left in their last line, by whole sizes of the type.

    """

    blank: int = 0
    merged: int = 0
    sentences: int = 0
    rooms: Counter[int] = field(default_factory=Counter)

    @property
    def cells(self) -> int:
        """How many have words."""
        return self.rooms.total()

    def take(self, cell: LongCell, times: int = 1) -> None:
        """Count a cell, or take it out again with ``times`` -1."""
        self.merged += times * (cell.rowspan > 1)
        last = next((line for part in reversed(cell.parts) for line in reversed(part.lines)), None)
        if last is None:
            self.blank += times
            return
        margin = min(max(last.x0 - cell.parts[0].box[0], 0.0), WIDEST_MARGIN)
        self.rooms[int(max(cell.right - cell.left - 2 * margin - (last.x1 - last.x0), 0) / last.size)] += times
        self.sentences += times * last.text.rstrip().endswith(_SENTENCE)

    def without(self, *cells: LongCell) -> Column:
        """Return the counts without some cells that were counted."""
        rest = replace(self, rooms=self.rooms.copy())
        for cell in cells:
            rest.take(cell, -1)
        return rest


def parted(above: str, below: str, whole: Collection[str]) -> bool | None:
    """Say from the words alone whether two are one, ``None`` if they do not tell.

    Args:
        above: The words at the end of a page, without white space.
        below: Those at the beginning of the next.
        whole: Words that stand in cells of the file that no page parts, folded.

    >>> parted("项目资金", "（万元）", ()), parted("年度总体目", "标", ()), parted("产出指标", "效益指标", ())
    (True, True, False)
    >>> parted("陕西省青少年科技", "活动中心", ())

    """
    before, after = fold(above), fold(below)
    known = whole, vocabulary()
    if any(before + after in words or _REMARK.sub("", before + after) in words for words in known):
        return True
    if after.startswith(_CLOSING) or _open(before) or (after[:1] in _OPENED and not starts_item(after)):
        return True
    if any(before in words or (len(after) >= _NAMING and after in words) for words in known):
        return False
    return None


def _open(words: str) -> bool:
    return any(words.count(left) > words.count(right) for left, right in zip(_OPENED, _CLOSED, strict=True))


def full_by_chance(above: LongCell, below: LongCell, frame: Frame, column: Column) -> float:
    """Return how rarely a cell of this column ends with so full a line, as a logarithm; its last line above is full.

    Args:
        above: The cell at the end of a page.
        below: The one at the beginning of the next.
        frame: Where lines may begin and end.
        column: What the other cells are like.

    """
    size = above.lines[-1].size
    characters = max((frame.right - frame.left) / size, 1.0)
    needed = min(max(below.lines[0].head / size, 1.0), characters)
    full = sum(count for room, count in column.rooms.items() if room < needed)
    return log((column.cells + characters) / (full + needed))


def odds(above: LongCell, below: LongCell, frame: Frame, column: Column, *, beside: bool) -> float:
    """Return how much likelier one parted label is than two, as a logarithm; the arguments are as above.

    ``beside`` says that a label to the left goes on.
    """
    last, first = above.parts[-1].lines[-1], below.lines[0]
    found = full_by_chance(above, below, frame, column) + beside * _GOES_ON
    if above.parts[-1].box[3] - last.bottom > 1.5 * last.size:
        found -= _ROOM_LEFT
    if first.top - below.parts[0].box[1] > 1.6 * first.size:
        found -= _GAP_BELOW
    if above.rowspan == below.rowspan == 1:
        found -= _NOT_MERGED
    if last.text.rstrip().endswith(_SENTENCE):
        found -= _ENDED
    elif 2 * column.sentences >= max(column.cells, 1):
        found += _ENDED
    elif below.words.endswith(_SENTENCE):
        found += _GOES_ON
    return found


def whole_words(tables: Iterable[PageTable]) -> frozenset[str]:
    """Return the folded words of the cells that touch neither end of a page's part of a table.

    Where a page begins with rows that an earlier page has as well, it is the row below them that may be parted.
    """
    found: set[str] = set()
    known: set[tuple[str, ...]] = set()
    for table in tables:
        rows: dict[int, list[str]] = defaultdict(list)
        for cell in table.cells:
            rows[cell.row].append(cell.words)
        first = 0
        while tuple(rows.get(first, ())) in known:
            first += 1
        known |= {tuple(words) for words in rows.values() if any(words)}
        last = len(table.ys) - 1
        for cell in table.cells:
            if cell.lines and first < cell.row and cell.row + cell.rowspan < last:
                found.add(fold(cell.words))
    return frozenset(found)
