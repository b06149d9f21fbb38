"""`kg diff`: what one build has that another has not."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from kg.dataset import current_id
from kg.messages import rule_label
from kg.sample import sample_files


@pytest.fixture
def sources(tmp_path):
    folder = tmp_path / "sources"
    folder.mkdir()
    for path in sample_files():
        shutil.copy(path, folder)
    return folder


@pytest.fixture
def built(kg, tmp_path, sources):
    """Build the sources again and again into one dataset; returns the id."""

    def build(*options):
        code, _, err = kg("build", sources, "--dataset", tmp_path / "d", "--yes", *options)
        assert code == 0, err
        return current_id(tmp_path / "d")

    return build


@pytest.fixture
def diff(kg, tmp_path):
    return lambda *arguments: kg("diff", *arguments, "--dataset", tmp_path / "d")


def edit(path, *changes):
    text = path.read_text("utf-8")
    for was, now in changes:
        assert was in text
        text = text.replace(was, now)
    path.write_text(text, encoding="utf-8")


def test_a_new_edition_shows_old_and_new_value_with_their_places(built, sources, diff):
    """A file that came again with another value is one document, and the value is shown as it was and is."""
    first = built()
    edit(sources / "huangpu_declaration.txt", ("≥6场", "≥8场"))
    second = built()

    code, out, err = diff(first, second)

    assert code == 0
    assert "~ huangpu_declaration.txt" in out
    assert "指标 2 黄埔科普讲坛活动场次 · 实施周期指标值: " in out
    assert "≥6场 (huangpu_declaration.txt:18) → ≥8场 (huangpu_declaration.txt:18)" in out
    assert "文件 1 处" in err
    assert "baiyun" not in out


def test_documents_and_findings_that_come_and_go_are_told(built, sources, diff):
    """A removed file takes its findings along; a score that now agrees takes its contradiction along, too."""
    built()
    (sources / "baiyun_declaration.txt").unlink()
    edit(sources / "city_self_evaluation.txt", ("97.79", "95.64"))
    built()

    code, out, _ = diff()
    plain = json.loads(diff("--json")[1])

    assert code == 0
    assert out.startswith("- baiyun_declaration.txt")
    assert "- 自评得分正文与表格不一致" in out
    assert [(one["change"], one["document"]) for one in plain["documents"]] == [
        ("gone", "baiyun_declaration.txt"),
        ("changed", "city_self_evaluation.txt"),
    ]
    (score,) = [one for one in plain["records"] if one["kind"] == "score"]
    assert (score["field"], score["old"], score["new"]) == ("score", "97.79", "95.64")
    assert score["old_source"]["line"] == 38
    changed = {(one["change"], rule_label(one["finding"]["rule"])) for one in plain["findings"]}
    assert {("appeared", "得分表合计不符"), ("gone", "自评得分正文与表格不一致")} <= changed
    assert all(one["finding"]["message"]["zh"] for one in plain["findings"])


def test_what_people_say_of_a_file_changes_no_finding(built, sources, diff):
    """Another name and a given year are said of the document; its findings stay the same ones."""
    built()
    (sources / "city_projects.txt").rename(sources / "projects.txt")
    (sources / "documents.csv").write_text("file,fiscal_year\nprojects.txt,2023\n", encoding="utf-8")
    built()

    plain = json.loads(diff("--json")[1])

    (document,) = plain["documents"]
    assert document["fields"]["names"] == {"old": "city_projects.txt", "new": "projects.txt"}
    assert document["fields"]["metadata"]["new"] == "fiscal_year: 2023"
    assert {one["field"].partition("/")[0] for one in plain["records"]} == {"fiscal_year"}
    assert plain["findings"] == []


def test_a_corrected_year_is_shown_in_words_and_not_placed_at_the_title(kg, built, diff, tmp_path):
    """Field and basis are said, the old year has its own place, the new one none: it stands in corrections.csv."""
    built()
    where = ("--dataset", tmp_path / "d")
    kg("correct", "city_declaration.txt", "document", "fiscal_year", "2030", "--reason", "复核", "--yes", *where)
    kg("build", *where)

    _, out, _ = diff()
    year, basis, evidence = (line for line in out.splitlines() if "预算年度" in line)

    assert re.search(r"预算年度: \d{4} \(city_declaration\.txt:\d+\) → 2030$", year)
    assert re.search(r"预算年度 · 依据: .+\) → 来源表给出$", basis)
    assert evidence.endswith(" → corrections.csv")
    assert "fiscal year · basis" in diff("--lang", "en")[1]


def test_a_row_put_in_between_makes_no_other_row_look_changed(built, sources, diff):
    """Records are matched by their names: one new row is one change."""
    built()
    lines = (sources / "huangpu_declaration.txt").read_text("utf-8").splitlines(keepends=True)
    row = next(n for n, line in enumerate(lines) if "黄埔科普讲坛活动场次" in line)
    new = lines[row].replace("黄埔科普讲坛活动场次", "流动科技馆巡展场次")
    (sources / "huangpu_declaration.txt").write_text("".join([*lines[:row], new, *lines[row:]]), encoding="utf-8")
    built()

    plain = json.loads(diff("--json")[1])

    assert [(one["change"], one["name"]) for one in plain["records"]] == [("come", "流动科技馆巡展场次")]


def test_the_same_build_differs_in_nothing(built, diff):
    """One id alone is compared with the served build; digits enough to tell it are enough to name it."""
    only = built()

    code, out, err = diff(only[:6])

    assert (code, out) == (0, "")
    assert "没有变化" in err
    assert f"{only} → {only}" in err


def test_a_build_that_is_not_there_is_asked_wrongly(built, diff):
    """Unknown ids name those there are; too few digits, too many builds or a single build end with 2 as well."""
    only = built()

    for arguments in (["ffffffff"], [only[:2]], [only, only, only]):
        code, out, err = diff(*arguments)
        assert (code, out) == (2, "")
        assert "BUILD" in err
    assert only in diff("ffffffff")[2]
    code, _, err = diff()
    assert code == 2
    assert f"只有一个构建（{only}）" in err
