"""``kg compare``: tables for eyes, CSV for spreadsheets, JSON for programs."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from statistics import median

import pytest

from api.cli.comparing import show_groups
from api.cli.words import phrases
from embeddings.comparison.side_by_side import REMARKS


def test_a_table_for_each_group_and_remarks_beside_it(kg):
    """The heading has the statistics, rows have file and line, and what must be known is on standard error."""
    code, out, err = kg("compare", "科普活动开展场次")
    (group, *_) = json.loads(kg("compare", "科普活动开展场次", "--json")[1])["groups"]
    values = [Decimal(row["value"]) for row in group["rows"] if row["standing"] == "counted"]

    assert code == 0
    assert "3 个部门" in out
    assert len(values) >= 5
    assert f"最小 {min(values)}，中位 {median(values)}，最大 {max(values)}" in out
    assert "92.50%" in out
    assert "city_self_evaluation.txt:" in out
    assert "条得分相近" in err
    assert "{" not in out + err


def test_the_same_in_english(kg):
    """`--lang en` says headings, standing and remarks in English."""
    code, out, err = kg("compare", "科普活动开展场次", "--lang", "en")

    assert code == 0
    assert "3 departments" in out
    assert "more score about as much" in err


def test_csv_has_plain_figures_and_no_formulas(kg):
    """One row a figure; values as digits; every cell is safe to open in a spreadsheet."""
    code, out, _ = kg("compare", "科普活动受益人次", "--format", "csv")
    header, *rows = csv.reader(io.StringIO(out))
    value = header.index("值")

    assert code == 0
    assert "30000000" in {row[value] for row in rows}
    assert all(row[value].isdigit() for row in rows)
    assert header[-3:] == ["IRI", "已更正", "核查发现"]
    assert {row[header.index("比较符")] for row in rows} <= {"等于", "不少于", "多于", "不超过", "少于", "介于"}
    assert {row[header.index("级次")] for row in rows} <= {"国家级", "省级", "市级", "区级", "乡镇级", "级次不明"}
    assert all("/id/indicator/" in iri and not corrected for *_, iri, corrected, _ in rows)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_json_has_the_documented_shape(kg):
    """The keys are those of the help text, and an indicator of the answer can be asked for in turn."""
    code, out, _ = kg("compare", "科普活动次数", "--json", "--limit", 50)
    answer = json.loads(out)
    row = answer["groups"][0]["rows"][0]
    again = json.loads(kg("compare", row["indicator"], "--json")[1])
    _, text, _ = kg("compare", "--help", "--lang", "en")

    assert code == 0
    assert set(answer) == {
        "query",
        "build",
        "model",
        "answer",
        "indicator",
        "groups",
        "related",
        "units_left_out",
        "remarks",
    }
    assert all(f'"{key}"' in text.replace("\n", " ") for key in (*answer, *answer["groups"][0]))
    assert (again["indicator"], again["groups"][0]["rows"][0]["standing"]) == (row["indicator"], "own")


def test_particulars_are_said_in_whole_words(kg):
    """Of a value with several figures a reader needs no second explanation, of money that is not shown none."""
    _, out, _ = kg("compare", "交易中心常态化活动数量", "--format", "csv")
    _, _, err = kg("compare", "科普活动次数")
    header, *rows = csv.reader(io.StringIO(out))

    assert "一值多数，不计入" in {row[header.index("说明")] for row in rows}
    # a column that no row fills is not there, and nothing is said of it
    assert "每项结果的预算" not in err
    assert "每项结果的预算（元）" in header


def test_nothing_comparable_is_an_answer(kg):
    """No row, exit 0, and one sentence."""
    code, out, err = kg("compare", "水库除险加固座数")

    assert (code, out.strip()) == (0, "")
    assert "没有可比的指标值" in err


@pytest.mark.parametrize(
    "arguments", [("",), ("0123456789abcdef-1",), ("科普", "--level", "moon"), ("科普", "--limit", 0)]
)
def test_asked_wrongly_ends_with_2(kg, arguments):
    """Empty words, an indicator that is not there, an unknown level, a limit of none."""
    code, _, err = kg("compare", *arguments)

    assert code == 2
    assert "Traceback" not in err


def test_every_remark_and_standing_has_words():
    """Whatever an answer can say is said in both languages."""
    standings = ("counted", "own", "repeats", "repeats-undated", "repeats-own", "several", "one-of")
    reasons = ("no-project", "no-budget", "not-a-count", "not-one-result", "several-counts")
    wanted = {f"compare-{key}" for key in REMARKS} | {f"standing-{key}" for key in standings}

    assert wanted | {f"no-per-result-{key}" for key in reasons} <= set(phrases())


def test_terms_of_a_group_are_said(capsys):
    """A group of upper limits per month and station says so in its heading."""
    group = {
        "measure": None,
        "measure_unit": "立方米",
        "per": "工作站",
        "every": "month",
        "baseline": "十三五",
        "change": True,
        "limit": "at_most",
        "rows": [],
        **dict.fromkeys(("n", "n_departments", "n_documents"), 0),
        **dict.fromkeys(("minimum", "median", "maximum")),
    }
    show_groups({"groups": [group]}, "zh")

    assert "其他 · 立方米 · 每工作站 每月 与“十三五”相比 变化幅度 上限：没有可计入的同类" in capsys.readouterr().out
