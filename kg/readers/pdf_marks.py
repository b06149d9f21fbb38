"""Short lines among the words of a PDF page that are no rules of a table: through words, and between two numbers.

A line drawn through words strikes them out: they are not read, as in other formats. A number above a short line and one
below it are a fraction. Both lines would cut the row of a table in two.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import groupby
from typing import TYPE_CHECKING

from kg.readers.pdf_fonts import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.readers.pdf_content import Char, PageContent, Rule

# a line that meets a vertical rule, or goes on in another one, is one of a table; in points
_MEETS = 0.8
_GOES_ON = 2.0
_SAME_HEIGHT = 0.5
# all of these are in sizes of the type; how far above its foot a line runs through a character
_THROUGH = (0.12, 0.6)
# how far a line may begin or end beside the words that it strikes out, and how far apart these may stand
_BESIDE = 0.5
_APART = 1.0
# how thick it is at most; words are marked by thicker ones in a light colour
_THICKEST = 0.18
# how far below the foot of the upper number the line of a fraction runs, and above that of the lower one
_BELOW_UPPER = (-0.05, 0.6)
_ABOVE_LOWER = (0.6, 1.5)
# how much longer than its numbers it is, and how long at most
_LONGER = 1.2
_LONGEST = 8.0
_BESIDE_FRACTION = 1.5
# how near to the height of one of its numbers other words stand on one line with it
_ALIKE = 0.1
# how much smaller than the type of the page the numbers of a fraction are that stands alone
_SMALLER = 0.9
# looks at a character or a rule, of a page: nothing that takes longer is a mark
_MOST_LOOKS = 4_000_000


def take_marks(content: PageContent) -> list[str]:
    """Take such lines from the rules of a page, fractions into one line, and the words struck out from its characters.

    Returns:
        The words struck out.

    """
    if not content.across or not content.chars:
        return []
    page = _Page(content)
    struck: set[int] = set()
    words: list[str] = []
    marks: set[int] = set()
    fractions: list[tuple[list[int], Char]] = []
    for numbers, rule in _joined(content.across):
        if any(page.is_of_table(content.across[number]) for number in numbers):
            continue
        if below := page.struck_by(rule):
            marks.update(numbers)
            if new := [at for at in below if at not in struck]:
                words.append("".join(content.chars[at].text for at in new))
            struck.update(below)
        elif len(numbers) == 1 and (fraction := page.fraction_at(rule)):
            marks.update(numbers)
            fractions.append(fraction)
    if marks:
        content.across = [rule for number, rule in enumerate(content.across) if number not in marks]
        placed = {numbers[0]: char for numbers, char in fractions if struck.isdisjoint(numbers)}
        gone = struck.union(*(numbers for numbers, _ in fractions))
        kept = ((placed.get(at), char, at in gone) for at, char in enumerate(content.chars))
        content.chars = [made or char for made, char, is_gone in kept if made or not is_gone]
    return words


def _joined(rules: Sequence[Rule]) -> Iterator[tuple[list[int], Rule]]:
    """Give the lines that rules make which go on in each other, with the numbers of the rules."""
    for _, level in groupby(sorted(enumerate(rules), key=lambda rule: rule[1]), key=_levels()):
        numbers: list[int] = []
        line: Rule | None = None
        for number, rule in sorted(level, key=lambda rule: rule[1].begin):
            if line is not None and rule.begin - line.end > _GOES_ON:
                yield numbers, line
                line, numbers = None, []
            line = rule if line is None else line._replace(end=max(line.end, rule.end))
            numbers.append(number)
        if line is not None:
            yield numbers, line


def _levels() -> Callable[[tuple[int, Rule]], float]:
    """Return what gives the same height for rules that stand nearly as high as the one before, in order."""
    heights: list[float] = []

    def level(rule: tuple[int, Rule]) -> float:
        if not heights or rule[1].at - heights[-1] > _SAME_HEIGHT:
            heights.append(rule[1].at)
        return heights[-1]

    return level


class _Page:
    """The upright characters of a page by the height they stand at, and its rules by their places."""

    def __init__(self, content: PageContent) -> None:
        self.chars = content.chars
        upright = sorted((char.base, at) for at, char in enumerate(content.chars) if not char.turn)
        self._order = [at for _, at in upright]
        self._bases = [base for base, _ in upright]
        sizes = sorted(self.chars[at].size for at in self._order)
        self._largest = sizes[-1] if sizes else 0.0
        self._usual = sizes[len(sizes) // 2] if sizes else 0.0
        self._looks = 0
        self._across = sorted(content.across)
        self._heights = [rule.at for rule in self._across]
        self._down = sorted(content.down)
        self._places = [rule.at for rule in self._down]

    def is_of_table(self, rule: Rule) -> bool:
        """Say whether a rule meets a vertical one at an end."""
        for end in (rule.begin, rule.end):
            first, last = bisect_left(self._places, end - _MEETS), bisect_right(self._places, end + _MEETS)
            if self._is_too_long(last - first) or any(
                down.begin - _MEETS <= rule.at <= down.end + _MEETS for down in self._down[first:last]
            ):
                return True
        return False

    def _is_too_long(self, looks: int) -> bool:
        self._looks += looks
        return self._looks > _MOST_LOOKS

    def _near(self, rule: Rule, above: float, below: float) -> list[int]:
        """Return the characters over or under a line whose feet stand so far above and below it, from left to right."""
        first = bisect_left(self._bases, rule.at - above * self._largest)
        last = bisect_right(self._bases, rule.at + below * self._largest)
        if self._is_too_long(last - first):
            return []
        found = [
            at
            for at in self._order[first:last]
            if rule.begin <= (self.chars[at].x0 + self.chars[at].x1) / 2 <= rule.end
        ]
        return sorted(found, key=lambda at: self.chars[at].x0)

    def struck_by(self, rule: Rule) -> list[int]:
        """Return the characters that a line strikes out: it runs through their middle, from the first to the last."""
        chars = self.chars
        through = [
            at
            for at in self._near(rule, 0, _THROUGH[1])
            if _THROUGH[0] * chars[at].size <= chars[at].base - rule.at <= _THROUGH[1] * chars[at].size
        ]
        if not through or all(chars[at].text.isspace() for at in through):
            return []
        size = max(chars[at].size for at in through)
        if rule.thickness > _THICKEST * size:
            return []
        ends = [rule.begin]
        for at in through:
            if chars[at].x0 - ends[-1] > (_APART if len(ends) > 1 else _BESIDE) * size:
                return []
            ends.append(max(chars[at].x1, ends[-1]))
        if chars[through[0]].x0 < rule.begin - _BESIDE * size or abs(ends[-1] - rule.end) > _BESIDE * size:
            return []
        # the line below the words of a row that is too low for them
        above = [
            at
            for at in self._near(rule, _BELOW_UPPER[1], 0)
            if _within((0, _BELOW_UPPER[1]), rule.at - chars[at].base, chars[at].size) and not chars[at].text.isspace()
        ]
        ended = above and max(chars[at].x1 for at in above) >= ends[-1] - _BESIDE * size
        return [] if ended and chars[above[0]].x0 <= chars[through[0]].x0 + _BESIDE * size else through

    def fraction_at(self, rule: Rule) -> tuple[list[int], Char] | None:
        """Return the characters of a fraction around its line, and what stands for them."""
        chars = self.chars
        near = self._near(rule, _BELOW_UPPER[1], _ABOVE_LOWER[1])
        upper = [at for at in near if _within(_BELOW_UPPER, rule.at - chars[at].base, chars[at].size)]
        lower = [at for at in near if _within(_ABOVE_LOWER, chars[at].base - rule.at, chars[at].size)]
        if not (self._is_number(upper) and self._is_number(lower)):
            return None
        both = [chars[at] for at in (*upper, *lower)]
        size = max(char.size for char in both)
        width = max(char.x1 for char in both) - min(char.x0 for char in both)
        if not width - size <= rule.end - rule.begin <= min(width + _LONGER * size, _LONGEST * size):
            return None
        before, beside = self._beside(rule)
        # one number underlined, or the sum below a line: each has its own line
        if (beside is None and size > _SMALLER * self._usual) or self._is_underlined(rule, lower):
            return None
        if self._goes_on(rule, upper) or self._goes_on(rule, lower):
            return None
        base, size = (beside.base, beside.size) if beside else (rule.at + 0.3 * size, size)
        # 2½ is no 21/2
        text = UNREADABLE if before is not None and before.text[-1:].isdigit() else ""
        text += "".join(chars[at].text for at in upper) + "/" + "".join(chars[at].text for at in lower)
        top, bottom = min(char.top for char in both), max(char.bottom for char in both)
        middle = (rule.begin + rule.end) / 2
        made = both[0]._replace(text=text, x0=rule.begin, x1=rule.end, top=top, bottom=bottom)
        return sorted([*upper, *lower]), made._replace(base=base, size=size, x=middle, y=rule.at)

    def _is_number(self, numbers: Sequence[int]) -> bool:
        chars = [self.chars[at] for at in numbers]
        return bool(chars) and all(char.text.isdigit() and abs(char.base - chars[0].base) <= 1 for char in chars)

    def _is_underlined(self, rule: Rule, number: Sequence[int]) -> bool:
        """Say whether a line like the one above a number runs below it as well."""
        foot, size = self.chars[number[0]].base, self.chars[number[0]].size
        first = bisect_left(self._heights, foot + _BELOW_UPPER[0] * size)
        last = bisect_right(self._heights, foot + _BELOW_UPPER[1] * size)
        return any(line.begin < rule.end and rule.begin < line.end for line in self._across[first:last])

    def _goes_on(self, rule: Rule, number: Sequence[int]) -> bool:
        """Say whether other words stand right beside a number, on one line with it."""
        base, size = self.chars[number[0]].base, self.chars[number[0]].size
        first = bisect_left(self._bases, base - _ALIKE * size)
        last = bisect_right(self._bases, base + _ALIKE * size)
        near = (self.chars[at] for at in self._order[first:last] if at not in number)
        beside = (max(char.x0 - rule.end, rule.begin - char.x1) for char in near if not char.text.isspace())
        return any(gap <= _BESIDE_FRACTION * size for gap in beside)

    def _beside(self, rule: Rule) -> tuple[Char | None, Char | None]:
        """Return the character before a fraction, and the one it stands on one line with."""
        first = bisect_left(self._bases, rule.at)
        last = bisect_right(self._bases, rule.at + self._largest)
        line = [
            char
            for char in (self.chars[at] for at in self._order[first:last])
            if _within((0.05, 0.65), char.base - rule.at, char.size) and not char.text.isspace()
        ]
        before = [char for char in line if -1 <= rule.begin - char.x1 <= _BESIDE_FRACTION * char.size]
        after = [char for char in line if -1 <= char.x0 - rule.end <= _BESIDE_FRACTION * char.size]
        last_before = max(before, key=lambda char: char.x1, default=None)
        return last_before, last_before or min(after, key=lambda char: char.x0, default=None)


def _within(bounds: tuple[float, float], length: float, size: float) -> bool:
    return bounds[0] * size <= length <= bounds[1] * size
