"""`kg correct`, and how a corrected reading shows in `kg build`, `kg read`, `kg search` and on a page."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys

import pytest

from kg.corrections.writing import remove
from kg.dataset import open_build
from kg.errors import CorrectionError
from kg.sample import sample_files

CAPTION = "公众对科普工作满意度(%)"


@pytest.fixture
def dataset(sample_dataset, tmp_path, monkeypatch):
    """A sample dataset of one's own, the default of every command."""
    directory = tmp_path / "dataset"
    shutil.copytree(sample_dataset, directory)
    monkeypatch.setenv("KG_DATASET", str(directory))
    return directory


@pytest.fixture
def indicator(dataset):
    """Document and ordinal of one indicator of the sample, and what its annual target reads."""
    for reading in open_build(dataset).readings():
        for one in reading.indicators:
            if one.name == CAPTION:
                return reading.document, one.ordinal, one.annual_target.raw
    raise AssertionError("the sample has no such indicator")


@pytest.fixture
def run(dataset, kg, monkeypatch):
    """Run commands on the own dataset."""
    monkeypatch.setenv("KG_DATASET", str(dataset))
    return kg


def corrected(run, indicator, *options, value="≥96%"):
    document, ordinal, _ = indicator
    about = (document.id[:8], "indicator", ordinal, "annual_target", value)
    return run("correct", *about, "--reason", "与公布件不符", "--date", "2025-01-02", *options)


class Terminal(io.StringIO):
    def isatty(self):
        return True


def answered(monkeypatch, answer):
    monkeypatch.setattr(sys, "stdin", Terminal(f"{answer}\n"))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)


def test_source_and_present_reading_are_shown_and_the_line_is_written(run, dataset, indicator):
    """One sees file, line, printed words, what is read and what would be, and what comes next."""
    document, ordinal, raw = indicator
    code, out, err = corrected(run, indicator, "--by", "张三")

    assert code == 0
    assert f"{document.name}:" in out
    assert f"indicator {ordinal} {CAPTION}" in out
    assert out.count(raw) >= 2
    assert "≥96%" in out
    assert "kg build" in err
    line = (dataset / "corrections.csv").read_text("utf-8-sig").splitlines()[1]
    assert line == f"{document.digest},indicator,{ordinal},annual_target,{raw},≥96%,与公布件不符,张三,2025-01-02"


def test_a_build_applies_it_and_everybody_sees_it(run, indicator):
    """The build counts it, the search marks the hit and carries both readings, verify finds the build sound."""
    document, ordinal, raw = indicator
    corrected(run, indicator)
    code, _, err = run("build")
    found = json.loads(run("search", CAPTION, "--json")[1])["hits"][0]
    shown = run("search", CAPTION, "--limit", "1")[1]

    assert (code, "1 处读法按 corrections.csv 更正" in err) == (0, True)
    assert found["target"]["raw"] == "≥96%"
    assert [(one["ordinal"], one["was"], one["becomes"]) for one in found["corrections"]] == [(ordinal, raw, "≥96%")]
    assert found["target"]["source"]["text"] == raw
    assert "（已更正）" in shown.replace("\n", "").replace(" ", "")
    _, table, _ = run("compare", CAPTION, "--format", "csv")
    header, *rows = csv.reader(io.StringIO(table))
    signs = {row[header.index("IRI")].endswith(f"{document.id}-{ordinal}"): row[header.index("已更正")] for row in rows}
    assert signs == {True: "是", False: ""}
    assert run("verify")[0] == 0
    assert document.name in shown.replace("\n", "")


def test_a_page_says_what_was_read_and_why_it_is_another_now(run, dataset, indicator):
    """The page of the indicator has the line 更正 with both readings, reason and day."""
    from starlette.testclient import TestClient

    from api.http.app import create_app
    from api.http.source import DatasetSource

    document, ordinal, raw = indicator
    corrected(run, indicator, "--by", "张三")
    run("build")
    with TestClient(create_app(DatasetSource(dataset))) as client:
        page = client.get(f"/id/indicator/{document.id}-{ordinal}", headers={"accept": "text/html"}).text
        search = client.get("/", params={"q": CAPTION}, headers={"accept": "text/html"}).text
        compared = client.get("/compare", params={"q": CAPTION}, headers={"accept": "text/html"}).text

    assert f"年度指标值原读作“{raw}”，改为“≥96%”，理由：与公布件不符（张三于2025-01-02）" in page
    assert f"/page/correction/{document.id}-indicator-{ordinal}-annual_target" in page
    assert ">更正</a>" in search
    assert "<small" in compared.partition("≥96%")[2].partition("</td>")[0]


def test_a_comparison_marks_what_was_corrected(run, indicator):
    """A row whose target a person mended says so and has both readings; its peers say nothing."""
    _, ordinal, raw = indicator
    corrected(run, indicator)
    run("build")
    rows = [row for group in json.loads(run("compare", CAPTION, "--json")[1])["groups"] for row in group["rows"]]
    shown = run("compare", CAPTION)[1].replace("\n", "").replace(" ", "")

    assert [(one["ordinal"], one["was"]) for row in rows for one in row["corrections"]] == [(ordinal, raw)]
    assert len(rows) > 1
    assert shown.count("已更正") == 1


def test_the_page_of_an_amount_shows_both_figures(run, dataset, indicator):
    """Money that a person mended has its line 更正 on its own page, with the reason."""
    from starlette.testclient import TestClient

    from api.http.app import create_app
    from api.http.source import DatasetSource

    document, _, _ = indicator
    assert run("correct", document.id, "amount", 1, "printed", "1.25", "--reason", "漏看小数点", "--date", "")[0] == 0
    run("build")
    with TestClient(create_app(DatasetSource(dataset))) as client:
        page = client.get(f"/id/amount/{document.id}-1", headers={"accept": "text/html"}).text

    assert "改为“1.25”，理由：漏看小数点" in page


def test_reading_a_file_can_take_a_table_in(run, dataset, indicator, tmp_path):
    """`kg read FILE --corrections` shows the corrected records; lines that fit nothing are said."""
    document, ordinal, raw = indicator
    corrected(run, indicator)
    file = next(path for path in sample_files() if path.name == document.name)
    plain = json.loads(run("read", file)[1])
    code, out, err = run("read", file, "--corrections", dataset / "corrections.csv")
    read = json.loads(out)

    assert (code, err, plain["corrections"]) == (0, "", [])
    assert plain["indicators"][ordinal - 1]["annual_target"]["raw"] == raw
    assert read["indicators"][ordinal - 1]["annual_target"]["raw"] == "≥96%"
    assert read["corrections"][0]["was"] == raw
    (tmp_path / "bad.csv").write_text("document,kind\n", encoding="utf-8")
    said = run("read", file, "--corrections", tmp_path / "bad.csv")[2]
    assert "缺这一栏" in said
    assert "bad.csv" in said
    assert run("read", file, "--corrections", tmp_path / "none.csv")[0] == 2


@pytest.mark.parametrize(("answer", "written"), [("y", True), ("是", True), ("", False), ("n", False)])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_person_at_a_terminal_is_asked(run, dataset, indicator, monkeypatch, answer, written, language):
    """Only a clear yes writes; a program, or --yes, is not asked."""
    answered(monkeypatch, answer)
    code, _, err = corrected(run, indicator, "--lang", language)

    assert (code == 0) is written
    assert (dataset / "corrections.csv").exists() is written
    assert ("写入这条更正？" if language == "zh" else "Write this correction?") in err


def test_yes_is_not_asked(run, dataset, indicator, monkeypatch):
    """--yes writes without a question, on a terminal too."""
    answered(monkeypatch, "n")
    code, _, err = corrected(run, indicator, "--yes")

    assert (code, "？" in err) == (0, False)
    assert (dataset / "corrections.csv").exists()


def test_twice_the_same_is_once_and_another_needs_replace(run, dataset, indicator):
    """Nobody overwrites a colleague by accident; the line is named."""
    path = dataset / "corrections.csv"
    corrected(run, indicator)
    before = path.read_bytes()
    same, other = corrected(run, indicator), corrected(run, indicator, value="≥97%")
    assert (same[0], other[0], path.read_bytes()) == (0, 1, before)
    assert "第 2 行已有这条更正" in same[2]
    assert "第 2 行已把它改为“≥96%”" in other[2]

    assert corrected(run, indicator, "--replace", value="≥97%")[0] == 0
    assert [line.rpartition("≥")[2][:3] for line in path.read_text("utf-8-sig").splitlines()[1:]] == ["97%"]


def test_an_iri_stands_for_document_kind_and_ordinal(run, dataset, indicator):
    """What search and pages show can be pasted."""
    document, ordinal, _ = indicator
    iri = f"http://localhost:8000/id/indicator/{document.id}-{ordinal}"

    assert run("correct", iri, "name", "满意度", "--reason", "简称")[0] == 0
    assert f",indicator,{ordinal},name," in (dataset / "corrections.csv").read_text("utf-8-sig")


def test_a_file_is_named_with_or_without_its_ending(run, dataset, indicator):
    """As people say it; what is neither a name nor the first digits of an id is told with names that are."""
    document, ordinal, _ = indicator
    stem = document.name.rpartition(".")[0]

    assert run("correct", stem, "indicator", ordinal, "name", "满意度", "--reason", "简称")[0] == 0
    assert f"{document.digest},indicator,{ordinal},name," in (dataset / "corrections.csv").read_text("utf-8-sig")
    code, _, err = run("correct", stem[:-1], "indicator", ordinal, "name", "满意度", "--reason", "简称")
    assert code == 2
    assert document.name in err


def test_what_does_not_fit_is_asked_wrongly(run, dataset, indicator, tmp_path):
    """Status 2 and a sentence for a wrong document, field or value, or without a reason; 1 without a dataset."""
    document, ordinal, _ = indicator
    about = (document.id, "indicator", ordinal)

    assert "annual_target" in run("correct", *about, "target", "1", "--reason", "x")[2]
    assert run("correct", *about, "weight", "x", "--reason", "x")[0] == 2
    assert run("correct", "nothing.txt", "indicator", 1, "name", "x", "--reason", "x")[0] == 2
    assert run("correct", *about, "name", "x")[0] == 2
    assert run("correct", *about, "name", "x", "--reason", "x", "--dataset", tmp_path / "none")[0] == 1
    assert not (dataset / "corrections.csv").exists()


def test_a_correction_is_taken_back_and_the_reading_is_what_it_was(run, dataset, indicator):
    """One sees the line and what is read without it; the next build reads as before, others' lines stay."""
    document, ordinal, raw = indicator
    about = (document.name, "indicator", ordinal)
    run("correct", *about, "name", "满意度", "--reason", "简称")
    corrected(run, indicator, "--by", "张三")
    others = (dataset / "corrections.csv").read_bytes().splitlines(keepends=True)[:2]
    assert "kg correct --remove 3" in corrected(run, indicator, "--replace", "--by", "张三", value="≥97%")[2]
    run("build")
    code, out, err = run("correct", "--remove", *about, "annual_target")

    assert code == 0
    assert all(words in out for words in ("≥97%", "与公布件不符", "张三 2025-01-02", "撤回后读作"))
    assert out.count(raw) >= 3, "what it was, what is printed, what is read without it"
    assert "第 3 行" in err
    assert f"{raw},≥97%,与公布件不符" in err
    assert (dataset / "corrections.csv").read_bytes() == b"".join(others)
    assert run("build")[0] == 0
    (reading,) = (one for one in open_build(dataset).readings() if one.document.id == document.id)
    assert reading.indicators[ordinal - 1].annual_target.raw == raw
    assert [one.field for one in reading.corrections] == ["name"]
    assert run("verify")[0] == 0


def test_lines_are_listed_and_taken_back_by_their_number(run, dataset, indicator):
    """A line that no build can use, and one of two that contradict each other, are named by their number."""
    document, ordinal, _ = indicator
    corrected(run, indicator)
    path = dataset / "corrections.csv"
    twice = path.read_text("utf-8-sig").splitlines()[1].replace("≥96%", "≥98%")
    path.write_bytes(path.read_bytes() + f"{twice}\r\nzzz,indicator,1,name,a,b,c\r\n".encode())
    _, out, err = run("correct", "--list")

    assert [line.split()[:2] for line in out.splitlines() if document.name in line] == [
        ["2", document.name],
        ["3", document.name],
    ]
    assert "corrections.csv 第 4 行" in err
    code, _, err = run("correct", "--remove", document.id, "indicator", ordinal, "annual_target")
    assert (code, "第 2、3 行都更正了这一字段" in err) == (1, True)
    assert "zzz" in run("correct", "--remove", "4", "--yes")[1]
    assert run("correct", "--remove", "2")[0] == 0
    assert path.read_text("utf-8-sig").splitlines()[1:] == [twice]


def test_what_is_not_there_cannot_be_taken_back(run, dataset, indicator, monkeypatch):
    """No table, no such line, the header, no clear yes, a table that somebody changed meanwhile: nothing is written."""
    document, ordinal, _ = indicator
    about = (document.id, "indicator", ordinal, "annual_target")
    path = dataset / "corrections.csv"

    assert run("correct", "--remove", *about)[0] == 1
    assert not path.exists()
    assert "没有更正" in run("correct", "--list")[2]
    corrected(run, indicator)
    before = path.read_bytes()
    assert run("correct", "--remove", *about[:-1], "name")[0] == 1
    assert run("correct", "--remove", *about[:-1], "target")[0] == 2
    assert [run("correct", "--remove", number)[0] for number in ("0", "1", "9")] == [1, 1, 1]
    assert run("correct", "--remove")[0] == 2
    assert run("correct", "--remove", "--replace", "2")[0] == 2
    with pytest.raises(CorrectionError):
        remove(dataset, 2, "another line\r\n")
    answered(monkeypatch, "n")
    code, _, err = run("correct", "--remove", *about)
    assert (code, "撤回这条更正？" in err) == (1, True)
    assert path.read_bytes() == before
