"""A reading takes corrections in: the field is read again, the source stays, both readings are kept."""

from __future__ import annotations

import itertools
from dataclasses import replace
from decimal import Decimal

import pytest

from kg import record_json
from kg.corrections import Line, apply
from kg.corrections.concerning import concerning
from kg.corrections.fields import FIELDS, records_of
from kg.corrections.saying import correction_text
from kg.messages import error_text, finding_text
from kg.quantities.value import Kind
from kg.records import Basis, Finding, Form, Level, ProjectReference, Severity, UnitKind
from tests.kg.audit import building as b

DOC = "d" * 64


def line(kind, ordinal, field, was, becomes, reason="看错", number=2, by="", date=None):
    return Line(number, DOC[:16], kind, ordinal, field, was, becomes, reason, by, date)


def taken(reading, *lines):
    """Apply and return the reading; no line may be a problem."""
    applied = apply(reading, lines)
    assert applied.problems == ()
    return applied.reading


EVALUATION = b.reading(
    indicators=[
        b.indicator("培训班场次", None, "10场", "8场", "100.00%"),
        b.indicator("群众满意度", None, "295%", "90%", "31.58%"),
    ],
    scores=[b.score("产出", "10", "9"), b.score("", None, "9", total=True)],
    executions=[b.adjustment("一、基本支出", "100.00", "100.00", "49.96", None, "49.9")],
    projects=[b.project("科普项目", "5.00"), b.project("展览项目", "7.00")],
)
PROJECTS = b.reading(
    Form.PROJECT_TABLE,
    units=[b.unit(b.DEPARTMENT), b.unit("甲市科技馆")],
    projects=[b.project("科普项目", "5.00")],
    indicators=[b.indicator("讲座场次", None, "3场", project=ProjectReference(1, "科普项目"))],
)


def test_a_value_is_read_again_and_its_source_stays():
    """The grammar reads the new words; the source still shows what is printed; the record of the change is kept."""
    read = taken(EVALUATION, line("indicator", 1, "actual", "8场", "18场", by="张三", date="2025-01-02"))

    actual = read.indicators[0].actual
    assert (actual.raw, actual.components[0].value, actual.source.text) == ("18场", Decimal(18), "8场")
    assert read.indicators[0].completion_rate.computed == Decimal("1.800000")
    (one,) = read.corrections
    assert (one.was, one.becomes, one.by, one.date) == ("8场", "18场", "张三", "2025-01-02")
    assert correction_text(one).startswith("实际完成值原读作“8场”，改为“18场”，理由：看错（张三于2025-01-02）")
    assert record_json.loads(record_json.dumps(read)) == read


def test_findings_follow_the_corrected_figures():
    """What the wrong figure contradicted is gone, what the right one contradicts is found."""
    before = replace(EVALUATION, findings=b.document_findings(EVALUATION))
    rules = {finding.rule for finding in before.findings if "indicator/1" in finding.about}
    read = taken(before, line("indicator", 1, "actual", "8场", "10场"))

    assert "rate-above-figures" in rules
    assert not [finding for finding in read.findings if "indicator/1" in finding.about]


def test_a_person_may_say_that_odd_words_are_right():
    """295% is kept as words for fear of a misread ≥; a person who looked can vouch for it, and only for such."""
    doubted = EVALUATION.indicators[1].annual_target
    doubted = replace(doubted, kind=Kind.UNREADABLE, components=())
    second = replace(EVALUATION.indicators[1], annual_target=doubted)
    reading = replace(EVALUATION, indicators=(EVALUATION.indicators[0], second))

    read = taken(reading, line("indicator", 2, "annual_target", "295%", "295%"))
    (problem,) = apply(reading, [line("indicator", 1, "actual", "8场", "8场")]).problems

    assert read.indicators[1].annual_target.components[0].value == Decimal(295)
    assert "this is what is read already" in str(problem)


def test_what_the_reader_found_wrong_with_a_value_is_found_of_the_new_words():
    """A mended value settles its finding; words that the grammar cannot read bring one, with the words."""
    lost = Finding(
        "unreadable-value", Severity.CHECK, {"name": "培训班场次", "column": "实际完成值", "words": "8场"}, None,
        (EVALUATION.indicators[0].actual.source,), ("indicator/1",),
    )  # fmt: skip
    before = replace(EVALUATION, findings=(lost,))
    mended = taken(before, line("indicator", 1, "actual", "8场", "18场"))
    damaged = taken(before, line("indicator", 1, "actual", "8场", "省级60门75项8 4 4 4"))
    emptied = taken(before, line("indicator", 1, "actual", "8场", ""))
    other = taken(before, line("indicator", 1, "annual_target", "10场", "12场"))

    def of_values(reading):
        return [(one.rule, one.params["words"]) for one in reading.findings if one.rule.endswith("-value")]

    assert of_values(mended) == []
    assert damaged.indicators[0].actual.kind is Kind.UNREADABLE
    assert of_values(damaged) == [("unreadable-value", "省级60门75项8 4 4 4")]
    assert of_values(emptied) == [("missing-value", "")]
    assert of_values(other) == [("unreadable-value", "8场")]


def test_a_name_is_read_into_the_values_and_into_what_is_found_of_them():
    """295% is doubted under 满意度 and not under a growth; the finding goes with the doubt, and speaks of the name."""
    first = b.indicator("群众满意度", None, "295%")
    words = first.annual_target
    doubted = replace(first, annual_target=replace(words, kind=Kind.UNREADABLE, components=()))
    params = {"name": "群众满意度", "column": "年度指标值", "words": "295%"}
    found = Finding("suspect-comparator", Severity.CHECK, params, None, (words.source,), ("indicator/1",))
    reading = b.reading(indicators=[doubted], findings=[found])
    growth = taken(reading, line("indicator", 1, "name", "群众满意度", "产值增长"))
    still = taken(reading, line("indicator", 1, "name", "群众满意度", "居民满意度"))

    assert growth.indicators[0].annual_target.kind is Kind.QUANTITY
    assert not [one for one in growth.findings if one.rule == "suspect-comparator"]
    assert [one.params["name"] for one in still.findings if one.rule == "suspect-comparator"] == ["居民满意度"]


def test_a_name_or_a_heading_moves_the_indicator():
    """A corrected heading gives another category, the printed ones stay beside; a name is read into the value."""
    read = taken(
        EVALUATION,
        line("indicator", 1, "level2", "数量指标", "质量指标"),
        line("indicator", 1, "name", "培训班场次", "培训合格率"),
    )

    one = read.indicators[0]
    assert (one.category.code, one.category.printed) == ("output/quality", ("产出指标", "数量指标"))
    assert (one.name, one.source.text) == ("培训合格率", "培训班场次")


def test_money_is_counted_again_wherever_the_records_keep_it():
    """Figure and unit of an amount change its 元, in the project that has it and in all lists."""
    totals = replace(PROJECTS, amounts=PROJECTS.projects[0].amounts)
    read = taken(totals, line("amount", 1, "printed", "5.00", "15.00"), line("amount", 1, "printed_unit", "万元", "元"))

    assert {amount.yuan for amount in (*read.amounts, *read.projects[0].amounts)} == {Decimal("15.00")}
    assert read.projects[0].amounts[0].source.text == "5.00"


def test_a_projects_new_name_stands_with_its_indicators():
    """What belongs to a project calls it by its new name, and an indicator may be given to another project."""
    renamed = taken(PROJECTS, line("project", 1, "name", "科普项目", "科普工程"))
    moved = taken(EVALUATION, line("indicator", 1, "project", "", "展览项目"))
    by_number = taken(EVALUATION, line("indicator", 1, "project", "", "2"))

    assert renamed.indicators[0].project == ProjectReference(1, "科普工程")
    assert moved.indicators[0].project == by_number.indicators[0].project == ProjectReference(2, "展览项目")
    assert "1–2" in str(apply(EVALUATION, [line("indicator", 1, "project", "", "无此项目")]).problems[0])


def test_the_facts_of_a_document():
    """A year that no page prints, a title, and a department whose units go with it."""
    read = taken(
        PROJECTS,
        line("document", 0, "fiscal_year", "", "2022"),
        line("document", 0, "title", "题名", "标题"),
        line("document", 0, "department", b.DEPARTMENT, "乙市丙区科学技术协会"),
    )

    year = read.document.fiscal_year
    assert (year.value, year.basis, year.evidence) == (2022, Basis.GIVEN, "corrections.csv")
    assert (read.document.title, read.document.source.text) == ("标题", "题名")
    assert [(unit.name, unit.department) for unit in read.units] == [
        ("乙市丙区科学技术协会", "乙市丙区科学技术协会"),
        ("甲市科技馆", "乙市丙区科学技术协会"),
    ]
    assert read.units[0].kind is UnitKind.OWN
    assert read.projects[0].unit == "乙市丙区科学技术协会"
    assert all(one.level is Level.DISTRICT for one in read.departments)


def test_scores_and_rates():
    """Figures of score and execution rows; `was` as a spreadsheet writes the number is the same number."""
    read = taken(
        EVALUATION,
        line("score", 1, "score", "9.0", "9.5"),
        line("execution", 1, "control_rate", "49.90", "50.0"),
        line("indicator", 1, "completion_rate", "100%", "80%"),
        line("indicator", 1, "weight", "", "12.5"),
    )

    assert read.scores[0].score == Decimal("9.5")
    assert read.executions[0].rates["control_rate"].value == Decimal("50.0")
    assert (read.indicators[0].completion_rate.value, read.indicators[0].weight) == (Decimal(80), Decimal("12.5"))


def test_another_reading_is_not_corrected_but_found():
    """Where `was` is not what is read now, nothing changes, and a finding says what is read."""
    read = taken(EVALUATION, line("indicator", 1, "actual", "9场", "18场"))

    (finding,) = [one for one in read.findings if one.rule == "correction-mismatch"]
    assert read.indicators == EVALUATION.indicators
    assert read.corrections == ()
    assert (finding.severity, finding.about) == ("check", ("indicator/1",))
    assert finding.sources[0].text == "8场"
    assert "更正表要把实际完成值从“9场”改为“18场”，但现在读作“8场”" in finding_text(finding.rule, finding.params)


def test_contradicting_lines_are_both_reported_and_neither_is_taken():
    """Nobody decides between two people; a third line is not touched by it."""
    lines = [
        line("indicator", 1, "actual", "8场", "18场", number=2),
        line("indicator", 1, "actual", "8场", "28场", number=3),
        line("indicator", 2, "actual", "90%", "91%", number=4),
    ]
    applied = apply(EVALUATION, lines)

    assert [(problem.line, problem.found) for problem in applied.problems] == [(2, "18场"), (3, "28场")]
    assert "3: 28场" in error_text(applied.problems[0], "zh")
    assert [(one.ordinal, one.becomes) for one in applied.reading.corrections] == [(2, "91%")]


def test_the_same_line_twice_is_one_correction():
    """Two people who say the same do not contradict each other."""
    lines = [line("score", 1, "score", "9", "9.5", by=by) for by in ("张三", "李四")]

    (one,) = taken(EVALUATION, *lines).corrections
    assert one.becomes == "9.5"


@pytest.mark.parametrize(
    ("of", "column", "said"),
    [
        (("indicator", 3, "name", "a", "b"), "ordinal", "there is no such record, expected 1–2"),
        (("task", 1, "name", "a", "b"), "ordinal", "the document has no record of this kind"),
        (("score", 1, "score", "9", "九"), "becomes", "expected a figure such as 12.5"),
        (("document", 0, "fiscal_year", "", "22"), "becomes", "expected 1950–2099"),
        (("amount", 1, "printed", "5.00", "五万"), "becomes", "expected a figure such as 1,200.00"),
        (("amount", 1, "printed_unit", "万元", "千元"), "becomes", "expected 元, 万元, 亿元"),
        (("indicator", 1, "name", "培训班场次", ""), "becomes", "it cannot be empty"),
    ],
)
def test_what_fits_no_record_is_a_problem_of_the_table(of, column, said):
    """The line is named, the reading stays as it was."""
    applied = apply(EVALUATION, [line(*of)])

    (problem,) = applied.problems
    assert (problem.line, problem.column) == (2, column)
    assert said in str(problem)
    assert applied.reading is EVALUATION


def test_the_order_of_lines_never_matters():
    """Every order of the same lines gives the same bytes."""
    lines = [
        line("indicator", 1, "actual", "8场", "18场", number=2),
        line("indicator", 1, "name", "培训班场次", "培训场次", number=3),
        line("indicator", 2, "actual", "nothing", "18%", number=4),
        line("project", 2, "name", "展览项目", "展览工程", number=5),
        line("indicator", 2, "project", "", "2", number=6),
    ]

    readings = {record_json.dumps(taken(EVALUATION, *order)) for order in itertools.permutations(lines)}
    assert len(readings) == 1


def test_every_field_can_be_shown_and_found_again():
    """What a field shows is what `was` is compared with, for each field of each record there is."""
    for reading in (EVALUATION, PROJECTS):
        for kind, fields in FIELDS.items():
            for record in records_of(reading, kind).values():
                for field in fields.values():
                    assert field.alike(field.shown(record), field.shown(record))
                    source = field.source(record)
                    assert source is None or source.spans


def test_a_reader_of_a_record_sees_the_corrections_that_concern_it():
    """An indicator shows its own, its project's and the document's; another indicator's stay with that."""
    read = taken(
        PROJECTS,
        line("project", 1, "name", "科普项目", "科普工程"),
        line("amount", 1, "printed", "5.00", "6.00"),
        line("document", 0, "fiscal_year", "", "2022"),
        line("indicator", 1, "annual_target", "3场", "4场"),
    )

    assert [one.kind for one in concerning(read, "indicator", 1)] == ["amount", "document", "indicator", "project"]
    assert [one.kind for one in concerning(read, "project", 1)] == ["amount", "document", "project"]
    assert [one.ordinal for one in concerning(read, "amount", 1)] == [1]
    assert concerning(EVALUATION, "indicator", 1) == ()
