"""What stands between the rules of a page: bands of words, and titles among them.

A rule may be missing above the first row of a table or below its last, and a title may stand between two tables whose
rules reach as far.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from kg.readers.parted_labels import is_label
from kg.readers.pdf_gutters import Run, slices_of
from kg.readers.pdf_lines import is_latin
from kg.readers.running_heads import is_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.readers.pdf_content import Char, Rule
    from kg.readers.pdf_gutters import Slice

FEWEST_COLUMNS = 3
# all that follows in sizes of the type: white that parts words of one row
_CLEAR = 0.45
# letters further over each other than this are of two rows, but for one that hangs over the edge of its cell
_OVER = 0.3
# letters of a label set apart to fill its cell: at least so many, at most so far from each other, as far within a share
_FEWEST_LETTERS = 3
_FURTHEST_LETTERS = 2.0
_SAME_GAP = 0.2
# the first or last row of some styles has no rule beyond it: its words stand so near the next rule
_NEAR_RULE = 2.2
_LEADING = 1.75
# and what is left of a row from the page before so near
_REST_OF_ROW = 1.3
_BETWEEN_LINES = 0.9
_LINES_OF_CELL = 2
# 单位：万元 above a table
_FIELD = re.compile(r"[:：]")
# a difference of size, as a share, that a title has
_OTHER_SIZE = 0.08
# white between two tables is lower than a row without words
_LOWEST_ROW = 1.3
# an underline is so near the baseline; it is no rule over this share of a table
_UNDERLINE = 0.3
_WHOLE = 0.95
# a title among words in columns: how it ends, and its distance from them
_TABLE = re.compile(r".{4}表(?:[（(][^）)]*[）)])?$")
_ALONE = 1.3
# how far a title stands from the middle, as a share of the width, or from the left edge in sizes of the type
_OFF_MIDDLE = 0.08
_AT_LEFT = 1.5
# what an outer row keeps from the words beyond it, in points
_MARGIN = 1.5


def _base(run: Run) -> float:
    return run.chars[0].base


def _is_placed(run: Run, sides: tuple[float, float]) -> bool:
    """Say whether words stand where a title does: in the middle between two edges, or at the left one."""
    middle = (run.x0 + run.x1 - sides[0] - sides[1]) / 2
    return abs(middle) <= _OFF_MIDDLE * (sides[1] - sides[0]) or run.x0 - sides[0] <= _AT_LEFT * run.chars[0].size


def _words(runs: Iterable[Run]) -> str:
    return "".join(char.text for run in runs for char in run.chars)


@dataclass(frozen=True, slots=True)
class Band:
    """What stands between two neighbouring rules; the words of a merged cell may stand in several."""

    top: float
    bottom: float
    runs: tuple[Run, ...]
    size: float

    def is_overprinted(self) -> bool:
        """Say whether words of one line are printed over each other: those of a row that is too low for them."""
        return any(
            sum(after.x0 < before.x1 - _OVER * before.size and not before.turn for before, after in pairwise(run.chars))
            > 1
            for run in self.runs
        )

    @property
    def columns(self) -> int:
        """How many words stand apart beside each other."""
        return sum(1 for _ in self.gaps()) + 1

    def title(self, sides: tuple[float, float]) -> tuple[float, float] | None:
        """Return the baselines of the first and last line of a title that stands alone in its line, between ``sides``.

        It is in the middle or at the left. Among words in columns it is known by its last word and the white around
        it; a name may end with 报告 too.
        """
        lines = [(base, list(line)) for base, line in groupby(self.runs, key=_base)]
        alone = [(base, line[0]) for base, line in lines if len(line) == 1 and _is_placed(line[0], sides)]
        found = [base for base, run in alone if is_title(_words([run]))]
        if self.columns >= FEWEST_COLUMNS or len(lines) > len(found):
            near = _ALONE * self.size
            others = [base for base, _ in lines]
            found = [
                base
                for base, run in alone
                if _TABLE.search(_words([run])) and all(abs(other - base) >= near for other in others if other != base)
            ]
        return (found[0], found[-1]) if found else None

    def words(self) -> str:
        """Return its words."""
        return _words(self.runs)

    def gaps(self) -> Iterator[tuple[float, float]]:
        """Give the white between words that stand apart."""
        end = None
        for run in sorted(self.runs, key=lambda run: run.x0):
            if end is not None and run.x0 - end > _CLEAR * self.size:
                yield end, run.x0
            end = run.x1 if end is None else max(end, run.x1)


def band_of(top: float, bottom: float, chars: Sequence[Char]) -> Band:
    """Put the characters between two heights into runs; letters of a label set apart are one."""
    slices = slices_of(chars)
    turned = [Run(char.x0, char.x1, (char,)) for char in chars if char.turn and not char.text.isspace()]
    runs = [run for slice_ in slices for run in _without_spread(slice_)]
    size = min((slice_.size for slice_ in slices), default=1.0)
    return Band(top, bottom, (*runs, *turned), size)


def _without_spread(slice_: Slice) -> Iterator[Run]:
    """Give the runs of a line, Chinese letters as far from each other as one."""
    letters: list[Run] = []
    for run in slice_.runs:
        single = len(run.chars) == 1 and not is_latin(run.chars[0].text[0])
        if not (single and letters and _is_as_far(letters, run, slice_.size)):
            yield from _together(letters)
            letters = []
        if single:
            letters.append(run)
        else:
            yield run
    yield from _together(letters)


def _is_as_far(letters: Sequence[Run], run: Run, size: float) -> bool:
    gap = run.x0 - letters[-1].x1
    usual = letters[1].x0 - letters[0].x1 if len(letters) > 1 else gap
    return gap <= _FURTHEST_LETTERS * size and abs(gap - usual) <= _SAME_GAP * usual


def _together(letters: Sequence[Run]) -> Sequence[Run]:
    if len(letters) < _FEWEST_LETTERS:
        return letters
    return [Run(letters[0].x0, letters[-1].x1, tuple(char for run in letters for char in run.chars))]


def without_underlines(rules: Iterable[Rule], width: float, chars: Sequence[Char]) -> list[Rule]:
    """Leave out short rules that stand below words as their underline, not as the rule of a cell.

    Args:
        rules: Horizontal rules.
        width: Of the table, in points.
        chars: The characters of the page.

    """
    placed = sorted(chars, key=lambda char: char.base)
    bases = [char.base for char in placed]
    kept = []
    for rule in rules:
        reach = _UNDERLINE * max((char.size for char in chars), default=0.0)
        near = placed[bisect_left(bases, rule.at - reach) : bisect_right(bases, rule.at)]
        if rule.end - rule.begin > _WHOLE * width or not any(_is_above(char, rule) for char in near):
            kept.append(rule)
    return kept


def _is_above(char: Char, rule: Rule) -> bool:
    inside = rule.begin - 1 <= char.x0 and char.x1 <= rule.end + 1
    return inside and rule.at - char.base <= _UNDERLINE * char.size


def parts_of(
    bands: Sequence[Band],
    ends: tuple[float, float],
    sides: tuple[float, float],
    around: tuple[Sequence[Char], Sequence[Char]],
    *,
    goes_on: bool,
) -> Iterator[list[Band]]:
    """Part the rows of several tables with the same sides.

    Between them stands a title, a line above a heading that stood before (项目名称：…), or white too low for a row.

    Args:
        bands: What stands between the rules.
        ends: The heights of the first and the last rule.
        sides: The left and right edge.
        around: The characters above the first rule and those below the last; a row without a rule beyond it is found
            among them.
        goes_on: A table with these sides ends the page before: what is left of a row may be few words.

    """
    part = _row_beyond(around[0], ends[0], -1, goes_on=goes_on)
    for at, band in enumerate(bands):
        title = band.title(sides)
        if title is None and band.columns == 1 and band.runs and _begins_again(bands[at + 1 : at + 2], part):
            yield part
            part = []
            continue
        if title is None and (again := _heading_again(band, part)) is not None:
            yield part
            part = [again]
            continue
        if title is None and (band.runs or band.bottom - band.top >= _LOWEST_ROW * bands[0].size):
            part.append(band)
            continue
        chars = [char for run in band.runs for char in run.chars]
        if title is not None:
            part += _row_beyond([char for char in chars if char.base < title[0]], band.top, 1)
        yield part
        part = []
        if title is not None:
            part = _row_beyond([char for char in chars if char.base > title[1]], band.bottom, -1)
    yield part + _row_beyond(around[1], ends[1], 1)


def _heading_again(band: Band, part: Sequence[Band]) -> Band | None:
    """Return the heading below a line in a band, where no rule is above it: the same as one above in the table."""
    lines = [list(line) for _, line in groupby(band.runs, key=_base)]
    if len(lines) < 2 or len(lines[0]) > 1:
        return None
    rest = [char for line in lines[1:] for run in line for char in run.chars]
    heading = band_of(min(char.top for char in rest) - _MARGIN, band.bottom, rest)
    return heading if _begins_again([heading], part) else None


def _begins_again(after: Sequence[Band], part: Sequence[Band]) -> bool:
    """Say whether the next row is a heading that stands above in the table."""
    return any(
        one.columns >= FEWEST_COLUMNS and one.words() == other.words() and not any(map(str.isdigit, one.words()))
        for one in after
        for other in part
    )


def _row_beyond(chars: Sequence[Char], rule: float, step: int, *, goes_on: bool = False) -> list[Band]:
    """Return the row above (step -1) or below (1) the outermost rule, none if no words in columns stand near it."""
    row: list[Slice] = []
    for slice_ in slices_of(chars)[::step]:
        edge = slice_.base if step < 0 else slice_.base - slice_.size
        if is_title(_words(slice_.runs)) or (not row and abs(edge - rule) > _NEAR_RULE * slice_.size):
            break
        if row and not _is_of_row(slice_, row, step):
            break
        row.append(slice_)
    own = [char for slice_ in row for run in slice_.runs for char in run.chars]
    if not own:
        return []
    far = min(char.top for char in own) - _MARGIN if step < 0 else max(char.bottom for char in own) + _MARGIN
    band = band_of(min(far, rule), max(far, rule), own)
    first = min(band.runs, key=lambda run: run.x0)
    is_field = band.columns == 2 and is_label(_words([first]))
    rest = goes_on and abs(row[0].base - rule) <= _REST_OF_ROW * row[0].size
    return [band] if is_field or rest or band.columns >= FEWEST_COLUMNS else []


def _lines_over(run: Run, row: Sequence[Slice]) -> int:
    return sum(any(run.x0 < other.x1 and other.x0 < run.x1 for other in one.runs) for one in row)


def _is_of_row(slice_: Slice, row: Sequence[Slice], step: int) -> bool:
    """Say whether a line belongs to a row that no rule parts from it: it stands between others, or goes on there."""
    distance = abs(slice_.base - row[-1].base)
    if distance > _LEADING * slice_.size or abs(slice_.size - row[0].size) > _OTHER_SIZE * slice_.size:
        return False
    # lines of cells with other counts of lines stand between each other
    if distance < _BETWEEN_LINES * slice_.size:
        return True
    # （2024年度） above a row is no part of it, unlike the first of three lines around its middle
    fuller = len(slice_.runs) > max(len(other.runs) for other in row)
    if step < 0 and not fuller and any(_lines_over(run, row) < _LINES_OF_CELL for run in slice_.runs):
        return False
    words = [run for other in row for run in other.runs]
    over = [any(run.x0 < other.x1 and other.x0 < run.x1 for other in words) for run in slice_.runs]
    # words go on below their own, or stand beside a label in the middle of its rows
    return (all(over) or not any(over)) and not _FIELD.search(_words(slice_.runs))
