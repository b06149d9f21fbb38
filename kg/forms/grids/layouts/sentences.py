"""Indicators in numbered sentences (逐条叙述的指标).

``1、科普讲座场次，目标值12场，完成值13场，得分10。``, ``数量指标：慰问人数=9人，当年实际完成9人。`` A sentence is one
where a label stands before each of its values, a target and a result or points among them, or whose level stands
before it; headings on lines of their own are levels, too. Words without labels are prose, which nobody reads as an
indicator.
"""

from __future__ import annotations

import re
from itertools import chain, groupby, pairwise
from typing import TYPE_CHECKING

from kg.categories import is_kind, is_level1, is_level2
from kg.cells import Cell, Grid, Piece
from kg.folding import fold
from kg.forms.grids.layouts.long_table import long_table
from kg.forms.grids.layouts.told import NUMBER, SIGNED
from kg.forms.grids.rows.table import LaidOut
from kg.forms.grids.view import GridView
from kg.forms.grids.words.other_time import says_other_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.forms.grids.found import FoundForm

_MARK = re.compile(r"\s*(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[)）][、.．]?|[、.．](?!\d))|[①-⑳])?\s*")
_LABELS = (
    ("annual", "(?:年初|年度|全年|预期|计划|绩效|设定)?(?:目标|指标|计划)值|初目标值"),
    ("actual", "(?:全年|年度|当年)?(?:实际(?:完成|达到|实现)(?:值|情况)?|(?:完成|达到|实现)值)"),
    ("weight", "(?:指标)?(?:分值|权重)|满分"),
    ("scored", "(?:自评|实际)?得分|自评分"),
)
_LABELLED = re.compile(
    "|".join(f"(?P<{role}>(?:{label})(?![率比占的差完])(?:[:：为是]\\s*)?)" for role, label in _LABELS)
)
_LEVEL = re.compile(r"(?P<level2>[^：:，,；;。]{2,16})[：:]")
# 慰问人数=9人: the target behind the name
_COMPARED = re.compile(r"[≥≤＝=＞＜><]\s*\d[^≥≤＝=＞＜><]*$")
_SIGN = re.compile(r"[≥≤＝=＞＜><]+")
# a name that its sentence goes on behind: 由10张增至
_GOES_ON = re.compile("[至到且或由于为]$")
_PART = re.compile("[^，,；;。]+")
# 布防飞机数量≥6架，实际布防6架: the result names again what is counted
_RESULT = re.compile(rf"(?:当年|全年)?实际(?P<again>[\u4e00-\u9fff]{{0,8}}?)(?P<value>{NUMBER})")
# a project's report with the project in brackets; a year or a kind of report names none
_TITLE = re.compile(
    r"项目[^（(]{0,6}绩效[^（(]{0,4}自评报告\s*[（(](?P<name>[^（）()]{2,38}"
    r"(?:经费|资金|项目|补助|补贴|专项|工程|建设|改造|计划|行动|奖补|奖励|活动|服务|维护|运维|采购|费))[）)]\s*$"
)
_ITEM = re.compile("[^；;。]+")
_LONGEST_NAME = 60


def in_sentences(blocks: Sequence[Piece | Grid]) -> Sequence[Piece | Grid | LaidOut]:
    """Return the blocks of a file, runs of sentences and their headings as tables; what holds no sentence stays.

    Several runs may tell of several projects, which nothing names, and one below 上年完成情况 of another year: none of
    these is read.
    """
    runs = [(told, [*run]) for told, run in groupby(chain.from_iterable(map(_lines, blocks)), key=_is_told)]
    tables = [_table([line for line in run if isinstance(line, Piece)]) if told else run for told, run in runs]
    read = [at for at, (told, _) in enumerate(runs) if told and isinstance(tables[at][0], LaidOut)]
    if len(read) != 1:
        return blocks
    above = runs[read[0] - 1][1][-1] if read[0] else None
    if isinstance(above, Piece) and says_other_time(fold(above.text), "", periods=False):
        return blocks
    return [*chain.from_iterable(tables)]


def _is_told(block: Piece | Grid) -> bool:
    return isinstance(block, Piece) and (bool(_indicators(block)) or _is_heading(block))


def _lines(block: Piece | Grid) -> Iterable[Piece | Grid]:
    """Return the lines of a table that sets no words side by side, as a sheet or the layout of a web page does."""
    if not isinstance(block, Grid) or len({cell.row for cell in block.cells}) < len(block.cells):
        return [block]
    lines: list[Piece] = []
    for piece in (piece for cell in block.cells for piece in cell.cell.pieces):
        starts = [0, *(at for at in range(1, len(piece.text)) if piece.start + at in block.breaks)]
        lines += [piece.cut(*span).strip() for span in pairwise([*starts, len(piece.text)])]
    return lines


def _table(run: Sequence[Piece]) -> Sequence[Piece | LaidOut]:
    """Return a run of sentences and headings as a table; headings alone stay as they are."""
    rows: list[dict[str, Cell]] = []
    labels: list[Cell] = []
    levels: dict[str, Cell] = {}
    mark_above = ""
    for line in run:
        begin = _after_mark(line.text)
        end = len(line.text.rstrip("。 \u3000"))
        words, mark = Cell.of([line.cut(begin, end)]), _kind(line.text[:begin])
        values = _indicators(line)
        labels += _labels(line, values) if values else [Cell.of([line])]
        if values:
            rows += [{**levels, **one} for one in values]
        # 成本指标 is on both levels: what its number is like tells
        elif is_level1(words.text) and not (is_level2(words.text) and levels and mark != mark_above):
            levels, mark_above = {"level1": words}, mark
        else:
            levels = {**levels, "level2": words}
    return [long_table(GridView(Grid((), 1, 1, line=run[0].line)), rows, labels, 1)] if rows else run


def _is_heading(line: Piece) -> bool:
    words = line.text[_after_mark(line.text) :].strip().rstrip("。")
    return is_level1(words) or is_kind(words)


def _indicators(line: Piece) -> list[dict[str, Cell]]:
    """Return the indicators of a sentence: one with labels, or several behind their level, each with its sign."""
    values = _values(line)
    if values:
        return [values]
    begin = _after_mark(line.text)
    level = _LEVEL.match(line.text, begin)
    if level is None or not is_kind(level["level2"]):
        return []
    found = [_compared(line, *item.span()) for item in _ITEM.finditer(line.text, level.end())]
    if not all(found):
        return []
    return [{"level2": Cell.of([line.cut(*level.span("level2"))]), **one} for one in found]


def _compared(line: Piece, begin: int, end: int) -> dict[str, Cell]:
    """Return name, target and result of 布防飞机数量≥6架，实际布防6架; nothing where more is said."""
    parts = [*_PART.finditer(line.text, begin, end)]
    named = SIGNED.fullmatch(line.text, *parts[0].span()) if parts else None
    if named is None or len(parts) > 2 or says_other_time(fold(named["name"]), "", periods=False):
        return {}
    found = {"name": Cell.of([line.cut(*named.span("name"))]), "annual": Cell.of([line.cut(*named.span("value"))])}
    for part in parts[1:]:
        result = _RESULT.fullmatch(line.text, *part.span())
        if result is None or result["again"] not in named["name"]:
            return {}
        found["actual"] = Cell.of([line.cut(*result.span("value"))])
    return found


def _values(line: Piece) -> dict[str, Cell]:
    """Return the name and the labelled values of a sentence by role, nothing where the line is none."""
    begin = _after_mark(line.text)
    level = _LEVEL.match(line.text, begin)
    found = {}
    if level is not None and is_kind(level["level2"]):
        begin, found = level.end(), {"level2": Cell.of([line.cut(*level.span("level2"))])}
    parts = _PART.finditer(line.text, begin)
    first = next(parts, None)
    if first is None or len(first[0]) > _LONGEST_NAME or _LABELLED.match(first[0]):
        return {}
    compared = _COMPARED.search(first[0]) if found and len(_SIGN.findall(first[0])) == 1 else None
    end = first.start() + compared.start() if compared else first.end()
    found["name"] = Cell.of([line.cut(first.start(), end)])
    if _GOES_ON.search(found["name"].folded) or says_other_time(found["name"].folded, "", periods=False):
        return {}
    if compared:
        found["annual"] = Cell.of([line.cut(end, first.end())])
    for part in parts:
        words = part[0].lstrip()
        if not words:
            continue
        label = _LABELLED.match(words)
        role = label.lastgroup if label else None
        if label is None or role is None or role in found or not words[label.end() :].strip():
            return {}
        found[role] = Cell.of([line.cut(part.end() - len(words) + label.end(), part.end())])
    return found if found["name"] and "annual" in found and {"actual", "scored", "level2"} & found.keys() else {}


def _labels(line: Piece, values: Sequence[Mapping[str, Cell]]) -> list[Cell]:
    """Return the words of a sentence that stand between its values."""
    taken = sorted({(piece.start, piece.end) for one in values for cell in one.values() for piece in cell.pieces})
    ends = [line.start, *(end for _, end in taken)]
    starts = [*(start for start, _ in taken), line.end]
    between = (Cell.of([line.cut(a - line.start, b - line.start)]) for a, b in zip(ends, starts, strict=True))
    return [cell for cell in between if cell]


def _after_mark(text: str) -> int:
    """Return where the words begin behind white space and a number such as 1）."""
    mark = _MARK.match(text)
    return mark.end() if mark else 0


def _kind(mark: str) -> str:
    """Return what the marks of one level have in common.

    >>> _kind("（二） ") == _kind("（一）"), _kind("1、") == _kind("1）")
    (True, False)

    """
    return re.sub(r"\d+", "1", re.sub("[一二三四五六七八九十]+", "一", mark)).strip()


def name_project(found: FoundForm, blocks: Iterable[Piece | Grid | LaidOut]) -> None:
    """Give sentences without a project the one that stands below them, else the one that their report's title names.

    >>> from kg.forms.grids.found import Block, FoundForm
    >>> found = FoundForm(blocks=[Block(tables=[None])])
    >>> name_project(found, [Piece("2024年度项目绩效自评报告（标准化工作专项经费）", 0, 1, None)])
    >>> found.blocks[0].name.text
    '标准化工作专项经费'

    """
    told = [block for block in found.blocks if block.tables]
    if len(told) != 1 or told[0].name:
        return
    below = [block for block in found.blocks if block.name]
    if len(below) == 1 and not below[0].begun():
        (own,), (other,) = told, below
        for field in ("name", "superior", "upper", "unit", "reporter"):
            setattr(own, field, getattr(own, field) or getattr(other, field))
        found.blocks.remove(other)
    for line in blocks:
        if isinstance(line, Piece) and (title := _TITLE.search(line.text)) is not None:
            found.title = found.title or Cell.of([line])
            told[0].name = told[0].name or Cell.of([line.cut(*title.span("name"))])
            return
