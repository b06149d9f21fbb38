"""Columns set apart by blanks: read where they are clear, else cited or refused; nothing wrong is stored in silence."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.errors import UnknownFormError
from kg.reading import read_bytes
from tests.kg.forms.grids.blank_text import blank_form, damaged, line_of
from tests.kg.forms.variants.comparing import LEFT_OUT, WARNINGS

SEEDS = st.integers(0, 10**9)


def read(form):
    """Read a form; ``None`` where it is refused."""
    try:
        return read_bytes(form.text().encode(), "form.txt")
    except UnknownFormError:
        return None


def stored(indicator, roles):
    """Return what an indicator says, by the roles of the form's columns."""
    values = {
        "level1": indicator.level1,
        "level2": indicator.level2,
        "name": indicator.name,
        "annual": indicator.annual_target.raw if indicator.annual_target else "",
        "actual": indicator.actual.raw if indicator.actual else "",
        "weight": "" if indicator.weight is None else str(indicator.weight),
        "scored": "" if indicator.scored is None else str(indicator.scored),
    }
    return {role: values[role] for role in roles if role in values}


def wrong(form):
    """Return rows that are stored as they are not printed, and those left out, which no finding cites."""
    reading = read(form)
    if reading is None:
        return []
    printed = [{role: row[role] for role in form.roles if role != "reason"} for row in form.rows]
    found = []
    for indicator in reading.indicators:
        got = stored(indicator, form.roles)
        if got in printed:
            printed.remove(got)
        elif cited(reading, indicator):
            printed = [row for row in printed if row["name"] != indicator.name]
        else:
            found.append(got)
    quoted = "".join(str(value) for finding in reading.findings for value in finding.params.values())
    quoted += "".join(source.text for finding in reading.findings for source in finding.sources)
    return found + [row for row in printed if not quotes(quoted, row, form.text())]


def quotes(quoted, row, text):
    """Whether findings quote a row: a part of its name, or its target where the page lost the name."""
    parts = [row["name"][at : at + 4] for at in range(3)]
    return any(part in quoted for part in parts) or (parts[0] not in text and row["annual"] in quoted)


def cited(reading, indicator):
    lines = {span.line for span in indicator.source.spans}
    return any(
        f"indicator/{indicator.ordinal}" in finding.about
        or any(lines & {span.line for span in source.spans} for source in finding.sources)
        for finding in reading.findings
        if finding.rule in WARNINGS or finding.rule == LEFT_OUT
    )


@example(0, False, False)  # a heading whose rest, 指标, is the next line
@settings(max_examples=150, deadline=None)
@given(SEEDS, st.booleans(), st.booleans())
def test_no_row_is_wrong_in_silence(seed, middle, merged):
    """However wide the columns are, wherever wrapped cells and merged headings stand: as printed, cited or refused."""
    assert not wrong(blank_form(seed, middle=middle, merged=merged))


@example(288, False)  # a target that is lost, with the remark behind it in its place
@example(743, True)  # a remark one blank behind the target
@settings(max_examples=250, deadline=None)
@given(SEEDS, st.booleans())
def test_no_damage_is_read_in_silence(seed, middle):
    """A cell that moved or was lost gives no other row than those printed, unless a finding cites it."""
    assert not wrong(damaged(blank_form(seed, middle=middle), seed))


def test_a_heading_that_ends_in_a_heading_stays_whole():
    """对象满意度指标 below 社会公众或服务 is its rest, although it is the heading of other forms."""
    lines = [
        [(0, "一级指标"), (14, "二级指标"), (32, "三级指标"), (50, "年度指标值")],
        [(0, "产出指标"), (14, "数量指标"), (32, "讲座场次"), (50, "≥12场")],
        [(0, "产出指标"), (14, "质量指标"), (32, "合格率"), (50, "≥95%")],
        [(0, "满意度指标"), (14, "社会公众或服务"), (32, "公众满意程度"), (50, "≥90%")],
        [(14, "对象满意度指标")],
    ]
    head = ["2023年度项目支出绩效目标表", "项目名称：科普经费"]
    reading = read_bytes("\n".join([*head, *map(line_of, lines)]).encode(), "form.txt")

    assert [(one.name, one.level2) for one in reading.indicators] == [
        ("讲座场次", "数量指标"),
        ("合格率", "质量指标"),
        ("公众满意程度", "社会公众或服务对象满意度指标"),
    ]


def test_most_rows_are_read():
    """Of tables with no empty cell, more than six in ten rows are stored as they are printed."""
    right = every = 0
    for seed in range(100):
        form = blank_form(seed)
        if not all(row[role] for row in form.rows for role in form.roles):
            continue
        reading = read(form)
        every += len(form.rows)
        if reading is not None:
            printed = [{role: row[role] for role in form.roles if role != "reason"} for row in form.rows]
            right += sum(stored(indicator, form.roles) in printed for indicator in reading.indicators)

    assert every > 200
    assert right > 0.6 * every
