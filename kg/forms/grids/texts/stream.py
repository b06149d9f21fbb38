"""Plain text that gives a page in the order in which its cells were drawn (文本流): its tables, where they are certain.

In: the lines of a text without tabs whose words are parted by single blanks, as programs take them out of a PDF. Out:
paragraphs and grids, or nothing. A table begins with headings that are all known and ends where a label, a title or
prose begins; ``stream_table`` reads what stands between. Where words of a table were drawn below it, nothing is read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.categories import is_level1, is_level2, without_code
from kg.cells import Cell, Grid, Piece, words
from kg.folding import fold
from kg.forms.grids.columns.terms import term
from kg.forms.grids.texts.stream_cells import Drawn, is_figure
from kg.forms.grids.texts.stream_fields import fields_table
from kg.forms.grids.texts.stream_headings import headings_at, wrapped
from kg.forms.grids.texts.stream_spacing import is_spaced, without_spacing
from kg.forms.grids.texts.stream_table import StreamTable, grids, stream_table
from kg.forms.grids.words.labels import field_of, money_column, money_row
from kg.forms.grids.words.titles import is_year_line, title_form
from kg.forms.labels import TOTALS, is_personal
from kg.forms.opening import without_page_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.text import TextLayer

_HEADS_PROSE = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）、]|第[一二三四五六七八九十]{1,3}(?:部分|章|节)")
_FOOT = re.compile(
    "分享到|主办单位|版权所有|网站标识|技术支持|上一[篇条]|下一[篇条]|打印本?页|关闭窗口|责任编辑|扫一扫|来源[:：]|浏览次数"
)
_NOTES = re.compile(
    r"(?:说明|备注|注)(?:[:：]|$)|附[件表]\d*$|(?:年度|长期|总体)(?:绩效)?目标\d?[:：]"
    r"|[^。]{0,6}(?:部门|单位|审核|审批|批复)[^。]{0,6}意见$"
)
_MOST_LABEL_LINES = 4
_MOST_LEFT_OVER = 2
_HEADING_ALONE = re.compile(
    r"[率比例系数]\(%\)$|^(?:分值|指标)?(?:权重|分值)(?:\(|$)|^(?:全年|实际)?(?:指标|目标|完成)值|计量单位$"
)
# columns set apart by blanks: lines as they stand on the page
_GAPS = ("  ", "\u3000 ", " \u3000", "\u3000\u3000")


def stream_blocks(layer: TextLayer) -> tuple[Piece | Grid, ...] | None:
    """Return paragraphs and tables of a text, or ``None`` where it holds no table that is certain in most rows."""
    lines, _ = without_page_numbers(layer)
    if any("\t" in line.text for line in lines):
        return None
    drawn = [_drawn(line) for line in lines]
    spaced = is_spaced(lines)
    blocks: list[Piece | Grid | StreamTable] = []
    tables: list[StreamTable] = []
    at = 0
    while at < len(lines):
        headings = headings_at(drawn, at)
        if headings is not None:
            end = _end(drawn, headings.below)
            body = drawn[headings.below : end]
            if spaced:
                body = [without_spacing(line, units="measure_unit" in headings.roles) for line in body]
            table = stream_table(headings, body, tables[-1] if tables else None)
            if table is None or any(gap in line.text.strip() for line in lines[at:end] for gap in _GAPS):
                return None
            count = _wrapped_term(blocks)
            table.above = Cell.of([line for line in blocks[len(blocks) - count :] if isinstance(line, Piece)])
            del blocks[len(blocks) - count :]
            blocks.append(table)
            tables.append(table)
            at = end
        elif (block := fields_table(lines, at)) is not None:
            grid, at = block
            blocks.append(grid)
        else:
            blocks.append(lines[at])
            at += 1
    left_over = list(_left_over(drawn, tables))
    if any(map(_holds_values, left_over)) or (left_over and _holds_headings(left_over[-1])):
        return None
    rows = [row for table in tables for row in table.rows]
    if 2 * sum(row.clear for row in rows) <= len(rows):
        return None
    return tuple(part for block in blocks for part in (grids(block) if isinstance(block, StreamTable) else (block,)))


def _wrapped_term(blocks: Sequence[Piece | Grid | StreamTable]) -> int:
    """Return how many of the last lines are one label of several lines that says whose targets stand below."""
    for count in range(2, _MOST_LABEL_LINES + 1):
        lines = [block for block in blocks[-count:] if isinstance(block, Piece)]
        if len(lines) < count:
            break
        if term(fold("".join(line.text for line in lines))) and not term(fold(lines[-1].text)):
            return count
    return 0


def _left_over(drawn: Sequence[Sequence[Drawn]], tables: Sequence[StreamTable]) -> Iterator[Sequence[Sequence[Drawn]]]:
    """Give the lines below the last level and the last row that is certain of each table, up to the next one."""
    begins = [table.headings.cells[0].pieces[0].line for table in tables[1:]]
    for table, after in zip(tables, [*begins, None], strict=False):
        name = table.headings.name
        last = table.headings.cells[-1].pieces[-1].line
        for row in table.rows:
            words = [cell for column, cell in row.cells.items() if row.clear or column < name]
            last = max([last, *(piece.line for cell in words for piece in cell.pieces)])
        yield [line for line in drawn if last < line[0].piece.line and (after is None or line[0].piece.line < after)]


def _holds_values(below: Sequence[Sequence[Drawn]]) -> bool:
    """Whether values stand below a table, as where a spreadsheet draws wrapped cells and numbers last.

    Their places in the table are empty, and the cells behind them have moved up.
    """
    values = sum(all(is_figure(word.piece.text) for word in line) for line in below)
    return values >= _MOST_LEFT_OVER


def _holds_headings(below: Sequence[Sequence[Drawn]]) -> bool:
    """Whether a heading stands below all tables, so that one of them has a column without it."""
    return any(line[0].alone and _HEADING_ALONE.search(fold(line[0].piece.text)) for line in below)


def _drawn(line: Piece) -> list[Drawn]:
    found = words(line)
    return [Drawn(piece, not at, at + 1 == len(found)) for at, piece in enumerate(found)]


def _end(drawn: Sequence[Sequence[Drawn]], at: int) -> int:
    """Return the line above which a table ends: a label is an end only if no level comes below it."""
    label: int | None = None
    for below in range(at, len(drawn)):
        if _ends(drawn, below):
            return below if label is None else label
        if label is None and _begins_with_label(drawn, below):
            label = below
        first = drawn[below][0].piece.text
        if is_level1(first) or is_level2(first):
            # 实施方案 was the end of a name, and 项目实施情况 all of one
            label = None
    return len(drawn) if label is None else label


def _ends(drawn: Sequence[Sequence[Drawn]], at: int) -> bool:
    """Whether a table ends above a line whatever comes below."""
    first, whole = drawn[at][0].piece.text, "".join(word.piece.text for word in drawn[at])
    begins = "".join(word.piece.text for line in drawn[at : at + 2] for word in line[:1])
    if (
        TOTALS & {without_code(first), without_code(begins)}
        or is_personal(whole)
        or title_form(whole) is not None
        or is_year_line(whole)
    ):
        return True
    return bool(_HEADS_PROSE.match(first) or _FOOT.match(first)) or headings_at(drawn, at) is not None


def _begins_with_label(drawn: Sequence[Sequence[Drawn]], at: int) -> bool:
    """Whether a line begins with a label, or a label wrapped on several begins: 偏差大或 | 目标未完成 | 原因分析."""
    below = [word for line in drawn[at : at + _MOST_LABEL_LINES] for word in line]
    first = drawn[at][0].piece.text
    return bool(_NOTES.match(first)) or _is_field(first) or (drawn[at][0].alone and wrapped(below, _is_field) > 0)


def _is_field(text: str) -> bool:
    return bool(field_of(text)) and not money_row(text) and not money_column(text)
