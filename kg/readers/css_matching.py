"""Matching selectors to the elements of a page, each step counted: a selector tried, an ancestor or sibling looked at.

cssselect2 matches, and gives a hostile sheet (``:has``, ``:nth-child``, descendants of descendants) all the time it
asks for. So its elements go to others through counted ways, and the page is refused once the steps are too many.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from cssselect2 import ElementWrapper, Matcher

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element

    from kg.readers.counting import Counting

_STEPS = 3_000_000
# steps that a match, an element made anew and the next one beside it cost
_A_MATCH, A_CHILD, A_NEXT = 5, 12, 3


class BoundedMatcher(Matcher):  # type: ignore[misc]
    """Counts the steps of matching.

    Attributes:
        quirks: Classes are the same in capitals, as in a page that declares no standard.
        weight: What looking at one element costs, more where long attributes are compared.

    """

    def __init__(self, counting: Counting, *, quirks: bool) -> None:
        super().__init__()
        self.quirks = quirks
        self.weight = 1
        self._counting = counting
        self._steps = 0

    def step(self, count: int) -> None:
        """Count steps; raises ``FileLimitError``."""
        self._steps += count
        if self._steps > _STEPS:
            self._counting.hold("limit-style-steps", self._steps, _STEPS)

    def add_relevant_selectors(
        self, element: ElementWrapper, selectors: list[Any], relevant_selectors: list[Any]
    ) -> None:
        """Try selectors on an element, as the library does; each counts."""
        before = len(relevant_selectors)
        self.step(len(selectors) * self.weight)
        for test, specificity, order, pseudo, payload in selectors:
            if test(element):
                relevant_selectors.append((specificity, order, pseudo, payload))
        self.step(_A_MATCH * (len(relevant_selectors) - before))


class _Siblings(list[Any]):
    """Children of one element; going over them is counted, their number is not."""

    __slots__ = ("matcher",)

    def __init__(self, elements: Iterable[Any], matcher: BoundedMatcher) -> None:
        super().__init__(elements)
        self.matcher = matcher

    def __getitem__(self, at: Any) -> Any:  # noqa: ANN401
        if isinstance(at, slice):
            self.matcher.step(len(self))
        return super().__getitem__(at)

    def __iter__(self) -> Iterator[Any]:
        self.matcher.step(len(self))
        return super().__iter__()


class Seen(ElementWrapper):  # type: ignore[misc]
    """An element as selectors see it; going to others is counted."""

    def __init__(
        self, element: Element, parent: Seen | None, index: int, before: ElementWrapper | None, matcher: BoundedMatcher
    ) -> None:
        self.matcher = matcher
        super().__init__(element, parent, index, before, in_html_document=True)

    @cached_property
    def classes(self) -> set[str]:
        """The classes, in small letters where capitals are the same."""
        found = self.etree_element.get("class", "")
        return set((found.lower() if self.matcher.quirks else found).split())

    @cached_property
    def id(self) -> str | None:
        """The id, likewise."""
        found: str | None = self.etree_element.get("id")
        return found.lower() if found and self.matcher.quirks else found

    @cached_property
    def etree_children(self) -> _Siblings:
        """The elements inside, without comments."""
        return _Siblings((one for one in self.etree_element if isinstance(one.tag, str)), self.matcher)

    @property
    def ancestors(self) -> Iterator[ElementWrapper]:
        """The elements around, from the innermost."""
        return self._going("parent")

    @property
    def previous_siblings(self) -> Iterator[ElementWrapper]:
        """The elements before, from the nearest."""
        return self._going("previous")

    def _going(self, way: str) -> Iterator[ElementWrapper]:
        one = getattr(self, way)
        while one is not None:
            self.matcher.step(self.matcher.weight)
            yield one
            one = getattr(one, way)

    def iter_children(self) -> Iterator[ElementWrapper]:
        """Give the elements inside, each made anew."""
        before: Seen | None = None
        for index, element in enumerate(self.etree_children):
            self.matcher.step(A_CHILD)
            before = Seen(element, self, index, before, self.matcher)
            yield before
