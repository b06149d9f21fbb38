"""Every printed number is listed, with what it is and the record that claims it."""

from __future__ import annotations

import cProfile
import pstats
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.corpora.generating import FORMS, make, write
from benchmarks.corpora.generating import corpus as corpora
from kg.cells import Cell
from kg.corrections import Line, apply
from kg.graph.iris import numbered_amounts
from kg.ledger import NumberKind, State, coverage_by_form, ledger, numbers, summary
from kg.ledger.claims import claims_of
from kg.readers.limits import DEFAULT_LIMITS
from kg.readers.opening_files import open_layer
from kg.reading import read_bytes, read_layer
from kg.records import Form, Reading
from kg.sample import sample_files
from kg.text import TextLayer

LOOKED_UP = ("printed_number", "weight", "scored", "adjustment_rate", "control_rate", "progress", "execution_rate")


def kinds_of(text):
    return [(one.text, one.kind.value) for one in numbers(TextLayer("a.txt", "0" * 64, text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("参与1,200人次，满意度≥95.5%", [("1,200", "figure"), ("95.5%", "figure")]),
        ("３００万元、９５％", [("３００", "figure"), ("９５％", "figure")]),
        ("满意人数 $\\geq 90\\%$", [("90\\%", "figure")]),
        ("举办三场讲座，两百余人，百分之九十五", [("三", "figure"), ("两百", "figure"), ("百分之九十五", "figure")]),
        ("形成一批成果，一线员工", []),
        ("2022年3月5日", [("2022", "year"), ("3", "year"), ("5", "year")]),
        ("2024-2025年", [("2024", "year"), ("2025", "year")]),
        ("2022中国创新创业成果交易会", [("2022", "year")]),
        ("建成2022套", [("2022", "figure")]),
        ("22\n-社会效益；2022\n年6\n月30\n日", [
            ("22", "code"), ("2022", "year"), ("6", "year"), ("30", "year"),
        ]),
        ("1-9月", [("1", "year"), ("9", "year")]),
        ("2024.3.15开工，2022-2023学年", [("2024.3.15", "year"), ("2022", "year"), ("2023", "year")]),
        ("完成率\t＝\t100\t%", [("100", "figure")]),
        ("1、修改章程；2、选举35名", [("1", "mark"), ("2", "mark"), ("35", "figure")]),
        ("（一）总体\n(2) 分项\n① 甲", [("一", "mark"), ("2", "mark"), ("①", "mark")]),
        ("一是办班。二是办展", [("一", "mark"), ("二", "mark")]),
        ("1、1-产出指标；11-数量指标", [("1", "mark"), ("1", "code"), ("11", "code")]),
        ("时长2-3分钟", [("2", "figure"), ("3", "figure")]),
        ("“1310”部署，“四个意识”，FM818，第八届，第14位，〔2015〕88号", [
            ("1310", "code"), ("四", "code"), ("818", "code"), ("第八", "code"), ("14", "code"), ("2015", "code"),
            ("88", "code"),
        ]),
        ("表3：得分", [("3", "mark")]),
        ("上一页\n— 3 —\n", [("3", "page")]),
    ],
)  # fmt: skip
def test_what_a_number_is(text, found):
    """Figures, dates, list marks, codes and page numbers are told by what stands beside them."""
    assert kinds_of(text) == found


@given(st.text("12,.3%年月、（）()第三场次百分之 \n\tA-“”①０９·", max_size=30))
def test_no_digit_is_left_out_and_none_is_counted_twice(text):
    """Numbers are slices of the text, in order, apart from each other, and hold every digit."""
    found = numbers(TextLayer("a.txt", "0" * 64, text))

    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    held = {at for one in found for at in range(one.start, one.end)}
    assert {at for at, char in enumerate(text) if char.isdigit() and char not in "②"} <= held


PAGE = """部门整体预算绩效目标申报表
部门名称\t甲市科学技术协会
预算整体情况\t部门预算支出\t预算金额（万元）\t收入来源\t预算金额（万元）
\t基本支出\t515.85\t财政拨款\t847.85
\t项目支出\t332.00\t其他资金\t0.00
\t事业发展性支出\t预算金额（万元）\t按预算级次划分\t预算金额（万元）
\t财政专项资金\t0.00\t市本级使用资金\t847.85
\t其他事业发展性支出\t0.00\t拟用于对下转移支付资金\t0.00
总体绩效目标\t服务12家学会。
年度重点工作任务\t名称\t主要实施内容\t拟投入的资金（万元）\t期望达到的目标（概述）
\t科普讲座\t办讲座6场\t20.00\t听众300人
其他需完成的任务（可选填）
绩效指标\t一级指标\t二级指标\t三级指标\t实施周期指标值\t年度指标值
\t产出指标\t数量指标\t讲座场次\t≥18场\t≥6场
"""


@pytest.fixture
def read():
    layer = TextLayer.from_bytes(PAGE.encode(), "a.txt")
    return read_layer(layer, {}), layer.text


def test_a_number_has_the_record_and_field_that_hold_it(read):
    """Amounts, targets, task texts and the goal claim their figures."""
    entries = {entry.number.text: entry for entry in ledger(*read)}

    assert entries["515.85"].claim.name == "amount/1/printed"
    assert entries["≥18场".strip("≥场")].claim.name == "indicator/1/period_target"
    assert entries["300"].claim.name == "task/1/outcome"
    assert entries["12"].claim.name == "document/0/overall_goal"
    assert (entries["300"].line, entries["300"].before, entries["300"].after) == (11, "办讲座6场\t20.00\t听众", "人")
    assert all(entry.state is State.CLAIMED for entry in entries.values())


def test_a_number_that_no_record_holds_is_unclaimed(read):
    """A record taken away leaves its figures unclaimed, with their place and the words around."""
    reading, text = read
    less = replace(reading, indicators=())

    left = [entry for entry in ledger(less, text) if entry.state is State.UNCLAIMED]
    assert [(entry.number.text, entry.line, entry.claim) for entry in left] == [("18", 14, None), ("6", 14, None)]


def test_the_summary_adds_up(read):
    """States and kinds count every number once; coverage is about figures only."""
    reading, text = read
    counts = summary(ledger(replace(reading, indicators=()), text))

    assert counts.numbers == sum(counts.states.values()) == sum(counts.kinds.values())
    assert sum(counts.records.values()) == counts.states["claimed"]
    assert counts.coverage == (counts.figures - 2) / counts.figures
    assert summary(()).coverage is None


def test_figures_of_a_row_without_a_place_of_their_own_are_found_in_it():
    """Scores, weights, rates and row numbers of the sample's self-evaluation are claimed by their rows."""
    path = next(path for path in sample_files() if path.name == "city_self_evaluation.txt")
    layer = TextLayer.from_bytes(path.read_bytes(), path.name)
    reading = read_layer(layer, {})

    fields = {entry.claim.field for entry in ledger(reading, layer.text) if entry.claim is not None}
    assert {"printed_number", "row", "completion_rate", "actual", "annual_target"} <= fields


def field_words(reading, claim):
    """Say what the claimed field of a record reads, as words."""
    if claim.kind == "amount":
        return next(one.amount for one in numbered_amounts(reading) if one.number == claim.ordinal).printed
    if claim.kind == "document":
        year = reading.document.fiscal_year
        return {"fiscal_year": year and year.evidence}.get(claim.field) or getattr(reading.document, claim.field)
    records = getattr(reading, f"{claim.kind}s" if claim.kind != "duty" else "duties")
    record = next(one for at, one in enumerate(records, 1) if getattr(one, "ordinal", at) == claim.ordinal)
    if claim.kind == "score":
        return "|".join(str(one) for one in (record.level1, record.level2, record.name, record.full, record.score))
    if claim.kind == "statement":
        return f"{record.label}|{record.value}{record.unit}"
    if claim.kind == "execution" and claim.field in record.rates:
        return record.rates[claim.field].printed
    if claim.field in ("level1", "level2"):
        return "|".join(record.category.printed)
    value = getattr(record, claim.field)
    return str(getattr(value, "raw", None) or getattr(value, "printed", None) or value)


def misclaimed(reading, text):
    """Return the numbers whose record does not say them."""
    return [
        (entry.line, entry.number.text, entry.claim.name)
        for entry in ledger(reading, text)
        if entry.state in (State.CLAIMED, State.REPEATED)
        and "".join(entry.number.text.split()).rstrip("%") not in "".join(field_words(reading, entry.claim).split())
    ]


@pytest.mark.parametrize("found", ["text", "pdf", "docx", "xlsx", "html"])
def test_the_record_that_claims_a_number_says_it(found):
    """Over all forms and formats the claimed field holds the digits; no two looked-up figures claim one place."""
    for name, data, _ in corpora(len(FORMS), (found,), 5):
        layer = open_layer(data, name, DEFAULT_LIMITS, lambda: None)
        reading = read_layer(layer, {})

        assert misclaimed(reading, layer.text) == [], name
        looked_up = [(one.start, one.end) for one in claims_of(reading, layer.text) if one.field in LOOKED_UP]
        assert len(looked_up) == len(set(looked_up))


def test_the_number_of_a_row_is_the_one_beside_its_name():
    """A list mark a few lines above with the same figure belongs to somebody else."""
    document = make(1, 10, "report")
    layer = open_layer(write(document, "docx", 10), "a.docx", DEFAULT_LIMITS, lambda: None)
    reading = read_layer(layer, {})

    lines = {claim.name: layer.text.count("\n", 0, claim.start) for claim in claims_of(reading, layer.text)}
    numbered = [one.ordinal for one in reading.indicators if one.printed_number is not None]
    assert len(numbered) > 1
    assert all(lines[f"indicator/{at}/printed_number"] == lines[f"indicator/{at}/name"] for at in numbered)


def test_a_corrected_figure_still_claims_what_is_printed():
    """A person's figure is nowhere in the text; the printed one that it mends stays its record's."""
    document = make(1, 3, "project_evaluation", contradictions=0)
    layer = open_layer(write(document, "docx", 3), "a.docx", DEFAULT_LIMITS, lambda: None)
    reading = read_layer(layer, {})
    weight = format(reading.indicators[0].weight, "f")
    line = Line(2, reading.document.digest[:16], "indicator", 1, "weight", weight, "77", "看错")
    corrected = apply(reading, [line]).reading

    def claimed(of):
        return [(one.start, one.name) for one in claims_of(of, layer.text) if one.field == "weight"]

    assert corrected.indicators[0].weight == 77
    assert claimed(corrected) == claimed(reading)


def test_many_rows_take_no_longer_each():
    """Four times the rows take about four times the steps: places that are taken are not searched one by one."""
    calls = []
    for rows in (100, 400):
        document = make(1, 0, "packed_projects", indicators=rows)
        layer = open_layer(write(document, "text"), "a.txt", DEFAULT_LIMITS, lambda: None)
        reading = read_layer(layer, {})
        profile = cProfile.Profile()
        profile.runcall(claims_of, reading, layer.text)
        calls.append(pstats.Stats(profile).total_calls / len(reading.indicators))

    assert calls[1] < 1.5 * calls[0]


def test_a_figure_that_its_cell_wraps_counts_once():
    """12 ⏎ 00 of one cell is the figure 1200, whose rest is named; 12 ⏎ 00 of two cells are two figures."""
    layer = TextLayer("a.txt", "0" * 64, "题名\n讲座12\n00场\n共28,028.\n68元\n5\n.9万")
    (first, *_) = corpora(1, ("docx",), 5)
    some = read_layer(open_layer(first[1], first[0], DEFAULT_LIMITS, lambda: None), {})

    def kinds(*cells):
        indicators = tuple(
            replace(some.indicators[at], ordinal=at + 1, period_target=None, source=layer.source(cell))
            for at, cell in enumerate(cells)
        )
        bare = replace(some.document, goal_source=None, fiscal_year=None, source=layer.source(Cell.of(layer.lines[:1])))
        bare = Reading(bare, indicators=tuple(replace(one, annual_target=None) for one in indicators))
        return [(entry.number.text, entry.number.kind.value) for entry in ledger(bare, layer.text)]

    one, two, three, four, five, six = layer.lines[1:]
    together = kinds(Cell.of([one, two]), Cell.of([three, four]), Cell.of([five, six]))
    apart = kinds(*(Cell.of([line]) for line in layer.lines[1:]))
    assert together == [
        ("12", "figure"),
        ("00", "rest"),
        ("28,028", "figure"),
        ("68", "rest"),
        ("5", "figure"),
        ("9", "rest"),
    ]
    assert {kind for _, kind in apart} == {"figure"}


def test_coverage_is_told_for_each_form():
    """The sample's forms each have their own share, and no declaration or project table loses a figure."""
    documents = []
    for path in sample_files():
        data = path.read_bytes()
        documents.append((read_bytes(data, path.name), TextLayer.from_bytes(data, path.name).text))
    shares = coverage_by_form(documents)

    assert shares[Form.DECLARATION].coverage == shares[Form.PROJECT_TABLE].coverage == 1.0
    assert 0.5 < shares[Form.SELF_EVALUATION].coverage <= 1.0


# figures, of them in records, unclaimed: read against the pages (docs/quality.md)
REAL = {
    "000": (130, 130, 0),
    "001": (293, 293, 0),
    "002": (606, 492, 101),
    "003": (58, 58, 0),
    "004": (54, 54, 0),
}


@pytest.mark.parametrize("number", REAL)
def test_the_records_of_the_real_documents_say_the_numbers_they_claim(corpus, number):
    """Each claimed number stands in the claimed field; only a numeral that is read into digits is another word."""
    (path,) = corpus.glob(f"{number}_*.txt")
    layer = TextLayer.from_bytes(path.read_bytes(), path.name)

    assert [one[1] for one in misclaimed(read_layer(layer, {}), layer.text)] == (["一"] if number == "002" else [])


@pytest.mark.parametrize("number", REAL)
def test_the_real_documents_lose_no_more_figures(corpus, number):
    """Every figure of the four forms is in a record; of the report's prose a known number is not."""
    (path,) = corpus.glob(f"{number}_*.txt")
    layer = TextLayer.from_bytes(path.read_bytes(), path.name)
    entries = ledger(read_layer(layer, {}), layer.text)

    counts, (figures, claimed, unclaimed) = summary(entries), REAL[number]
    assert counts.figures == figures
    assert counts.figures_claimed >= claimed
    assert counts.states.get("unclaimed", 0) <= unclaimed
    assert not [entry for entry in entries if entry.number.kind is NumberKind.FIGURE and entry.state is State.LABEL]
