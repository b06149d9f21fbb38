"""Goals side by side that only blanks set apart: joined below their headings, and nothing else is drawn in."""

from __future__ import annotations

import pytest

from kg.reading import read_bytes
from tests.kg.forms.grids.test_blank_money import line, with_money


@pytest.mark.parametrize(
    ("head", "tail"),
    [
        (["年度总体目标", "预期目标", "实际完成情况"], ()),
        (["年度总体目", "预期目标", "实际完成情况"], (line(["标"], [0]),)),
    ],
)
def test_the_words_of_each_heading_are_joined(head, tail):
    """A label may be wrapped; the headings of the table below are no part of it, and every row is read."""
    text = with_money(
        line(head, [0, 16, 60]),
        *tail,
        line(["清淤渠道并加固堤岸，", "渠道全部清淤，"], [16, 60]),
        line(["灌溉用水有保障。", "堤岸加固一半。"], [16, 60]),
    )

    reading = read_bytes(text.encode(), "form.txt")

    (project,) = reading.projects
    assert project.goal == "清淤渠道并加固堤岸，灌溉用水有保障。"
    assert len(reading.indicators) == 3
    assert not [finding for finding in reading.findings if finding.rule == "unread-words"]


def test_words_that_stand_elsewhere_end_the_goals():
    """A line that begins below neither heading is none of them: it is cited, and the form is read all the same."""
    text = with_money(
        line(["年度总体目标", "预期目标", "实际完成情况"], [0, 16, 60]),
        line(["清淤渠道。", "渠道全部清淤。"], [16, 60]),
        line(["以上由水管站核实"], [4]),
    )

    reading = read_bytes(text.encode(), "form.txt")

    assert reading.projects[0].goal == "清淤渠道。"
    assert any("以上由水管站核实" in source.text for finding in reading.findings for source in finding.sources)
