"""The tables of one page: those with rules, those with rules between rows alone, and those without any."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.readers.pdf_row_rules import row_ruled, stacks
from kg.readers.pdf_tables import MOST_TABLES, SNAP, groups_of, tables_of
from kg.readers.pdf_unruled import unruled_tables

if TYPE_CHECKING:
    from kg.readers.blocks import Box
    from kg.readers.counting import Counting
    from kg.readers.pdf_content import Char, PageContent, Rule
    from kg.readers.pdf_row_ruled import RowRuledTable
    from kg.readers.pdf_tables import Group, PageTable

# more rules that touch no others on a page are a drawing
_MOST_RULES = 2000


def page_tables(
    content: PageContent, counting: Counting, before: RowRuledTable | None
) -> tuple[list[PageTable], list[Char]]:
    """Find the tables of a page.

    Args:
        content: What is drawn on it.
        counting: What it may ask for.
        before: The last table of the page before, if it has rules between rows alone.

    Returns:
        The tables, and the characters outside of them.

    Raises:
        FileLimitError: A grid is larger than the limits allow.

    """
    groups, lone = groups_of(content)
    tables: list[PageTable] = []
    rest = content.chars
    told = False
    across: list[Rule] = []
    if len(groups) <= MOST_TABLES and len(lone) <= _MOST_RULES:
        tables, groups, rest, told = _row_ruled(groups, lone, content, counting, before)
        across = [*lone, *(rule for group in groups if _has_sides_alone(group, _box(group)) for rule in group[0])]
    ruled, rest = tables_of(groups, replace(content, chars=rest), counting)
    unruled, rest = ([], rest) if told else unruled_tables(rest, content.number, across)
    return [*tables, *ruled, *unruled], rest


def _row_ruled(
    groups: list[Group], lone: list[Rule], content: PageContent, counting: Counting, before: RowRuledTable | None
) -> tuple[list[PageTable], list[Group], list[Char], bool]:
    """Return the tables with rules between rows alone, the groups and characters that are left, and a doubt.

    The doubt is that a table of the page before goes on here and its rules tell no rows: it is none without rules.
    """
    boxes = [_box(group) for group in groups]
    tables: list[PageTable] = []
    grids: list[Group] = []
    rest = content.chars
    for group, own in zip(groups, boxes, strict=True):
        found: list[RowRuledTable] = []
        alone = not any(box is not own and _overlap(own, box) for box in boxes)
        if alone and _has_sides_alone(group, own):
            across = [*group[0], *(rule for rule in lone if _overlap(own, (rule.begin, rule.at, rule.end, rule.at)))]
            found, rest = row_ruled(across, (own[0], own[2]), rest, content.number, counting, boxed=True)
        tables += found
        grids += [] if found else [group]
    doubt = False
    uppermost = min([*(rule.at for rule in lone), *(box[1] for box in boxes)], default=0.0)
    for rules, left, right in stacks(lone, before):
        own = left, rules[0].at, right, rules[-1].at
        if any(_overlap(own, box) for box in boxes):
            continue
        goes_on = before is not None and before.has_sides(left, right) and rules[0].at == uppermost
        found, rest = row_ruled(rules, (left, right), rest, content.number, counting, goes_on=goes_on)
        tables += found
        doubt = doubt or (goes_on and not found)
    return tables, grids, rest, doubt


def _box(group: Group) -> Box:
    across, down = group
    left, right = min(rule.begin for rule in across), max(rule.end for rule in across)
    return left, min(rule.begin for rule in down), right, max(rule.end for rule in down)


def _has_sides_alone(group: Group, box: Box) -> bool:
    """Say whether the only vertical rules of a table are its sides."""
    return all(min(abs(rule.at - box[0]), abs(rule.at - box[2])) <= SNAP for rule in group[1])


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
