"""Tables for people: a long cell is cut to the part that matters and shows it, and no figure is cut or broken."""

import re
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from api.cli.tables import excerpt, write_table

TEXT = "".join(map(chr, range(0x4E00, 0x4E00 + 200)))  # no sign twice
RANGES = st.lists(st.integers(0, len(TEXT)), min_size=2, max_size=8, unique=True).map(
    lambda ends: [list(pair) for pair in zip(sorted(ends)[::2], sorted(ends)[1::2], strict=False)]
)


@given(RANGES, st.integers(4, 300))
def test_an_excerpt_marks_the_same_words(marked, longest):
    """What is shown is one part of the text, with the first marked sign and no mark on other signs."""
    shown = excerpt(TEXT, marked, longest)
    part = shown.text.strip("…")

    assert part in TEXT
    assert len(part) == min(longest, len(TEXT))
    assert shown.text.startswith("…") == (part[0] != TEXT[0])
    assert shown.text.endswith("…") == (part[-1] != TEXT[-1])
    wanted = {TEXT[place] for start, stop in marked for place in range(start, stop)}
    assert {shown.text[place] for start, stop in shown.ranges for place in range(start, stop)} == wanted & set(part)
    assert TEXT[marked[0][0]] in part


class _Screen(StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize("columns", [20, 40, 60, 90, 140])
def test_a_figure_is_never_broken_or_cut(monkeypatch, columns):
    """However narrow the screen, what is shown of 1,000 is not 100 with 0 on the line below."""
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("TERM", "xterm")
    rows = [(f"广州市第{row}科学技术协会", "全年开展科普活动场次", "≥1000", "106.10%") for row in range(3)]
    screen = _Screen()
    write_table(("部门", "指标", "值", "完成比"), rows, figures=(2, 3), file=screen)

    shown = re.sub(r"\x1b\[[0-9;]*m", "", screen.getvalue())
    assert shown.count("≥1000") == shown.count("106.10%") == len(rows)
    assert "…" not in shown
    assert max(map(cell_len, shown.splitlines())) <= columns


@pytest.mark.parametrize("is_screen", [True, False])
@pytest.mark.parametrize("titles", [("相似度", "可比", "指标值", "指标", "部门", "年度", "项目", "出处"), (
    "similarity", "comparable", "target", "indicator", "department", "year", "project", "source",
)])  # fmt: skip
def test_nothing_is_cropped_at_any_width(is_screen, titles):
    """At any width, on a screen or not, the line of a source is whole: 454 is never 45."""
    words = (
        "0.875",
        "是",
        "全年不少于200次",
        "全年开展科普活动场次",
        "广州市科学技术协会",
        "2024（推断）",
        "青少馆运行维护费",
    )
    rows = [(*words, place) for place in ("000_a22921f69e266b4f.txt:454", "001_0ae45a2ebe34fd91.txt:550")]
    for columns in range(40, 181):
        output = _Screen() if is_screen else StringIO()
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("COLUMNS", str(columns))
            patch.setenv("TERM", "xterm")
            write_table(titles, rows, figures=(0,), whole=(7,), file=output)
        shown = re.sub(r"\x1b\[[0-9;]*m|\s", "", output.getvalue())
        for sign in "年会费馆4545550":
            assert shown.count(sign) >= sum(cell.count(sign) for row in rows for cell in row), columns
