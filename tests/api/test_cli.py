"""The command line: data on standard output, remarks on standard error, exit codes that scripts can trust."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from api.cli.parser import build_parser
from kg.messages import rule_label
from kg.sample import SAMPLE_FOLDER


def test_read_prints_records_without_a_dataset(kg):
    """`kg read` prints one file's records in the shapes of READ."""
    code, out, _ = kg("read", SAMPLE_FOLDER / "huangpu_declaration.txt")
    record = json.loads(out)

    assert code == 0
    assert record["document"]["form"] == "declaration"
    assert record["departments"][0] == {
        **record["departments"][0],
        "name": "广州市黄埔区科学技术协会",
        "level": "district",
        "code": "440112",
    }
    target = record["indicators"][0]["annual_target"]
    assert target["raw"] == target["source"]["text"] == "≥15场"
    assert target["components"][0]["comparator"] == "ge"
    assert target["components"][0]["value"] == "15"


def test_search_answers_in_the_shape_of_search(kg):
    """`kg search --json` gives SEARCH; every hit leads to file, line and words, and its reasons add up to its score."""
    code, out, _ = kg("search", "科普讲座办了几场", "--json", "--limit", 5)
    answer = json.loads(out)

    assert code == 0
    assert answer["answer"] == "found"
    assert [hit["rank"] for hit in answer["hits"]] == list(range(1, len(answer["hits"]) + 1))
    for hit in answer["hits"]:
        why = hit["why"]
        total = why["dense"] + why["lexical"] + sum(why["features"].values())
        assert round(total, 6) == hit["score"]
        assert hit["source"]["text"]
        assert hit["source"]["line"] >= 1
    scores = [hit["score"] for hit in answer["hits"]]
    assert scores == sorted(scores, reverse=True)


def test_a_draft_is_searched_line_by_line(kg, tmp_path):
    """`@FILE` answers each line as it is answered alone; an empty or missing file is asked wrongly."""
    draft = tmp_path / "draft.txt"
    draft.write_text("科普讲座办了几场\n\n公众满意度\n地铁里程\n", encoding="utf-8")
    code, out, _ = kg("search", f"@{draft}", "--json", "--limit", "3")
    answers = json.loads(out)["answers"]
    alone = [json.loads(kg("search", one["query"], "--json", "--limit", "3")[1]) for one in answers]
    _, table, _ = kg("search", f"@{draft}", "--limit", "1")
    _, rows, _ = kg("search", f"@{draft}", "--limit", "1", "--format", "csv")
    (tmp_path / "empty.txt").write_text("\n", encoding="utf-8")

    assert code == 0
    assert answers == alone
    assert [one["answer"] for one in answers] == ["found", "found", "none"]
    assert "公众满意度" in table
    assert rows.splitlines()[1].startswith("科普讲座办了几场,")
    assert kg("search", f"@{tmp_path / 'empty.txt'}")[0] == 2
    assert kg("search", f"@{tmp_path / 'nowhere.txt'}")[0] == 2


def test_why_says_of_each_hit_what_decides(kg):
    """`--why` gives each hit its sentence and a sum that adds up; in CSV the sentence stands behind all else."""
    hits = json.loads(kg("search", "科普讲座办了几场", "--json", "--limit", "5")[1])["hits"]
    _, plain, _ = kg("search", "科普讲座办了几场", "--limit", "5")
    code, out, _ = kg("search", "科普讲座办了几场", "--limit", "5", "--why")
    _, table, _ = kg("search", "科普讲座办了几场", "--limit", "5", "--why", "--format", "csv")
    said = re.findall(r"^(\d+)\. (.*)\n   (可比|相关)：(.*)\n   (.*) ＝ 合计 (－?[\d.]+)$", out, re.MULTILINE)

    assert code == 0
    assert out.startswith(plain.rstrip("\n"))
    assert "＝ 合计" not in plain
    assert [int(rank) for rank, *_ in said] == [hit["rank"] for hit in hits]
    for hit, (_, name, verdict, _, parts, margin) in zip(hits, said, strict=True):
        found = re.findall(r"(?:^|([＋－]) )[^＋－\d]*(\d+\.\d+)", parts)
        total = sum(-Decimal(value) if sign == "－" else Decimal(value) for sign, value in found)
        assert (name, verdict) == (hit["name"], "可比" if hit["comparable"] else "相关")
        assert total == Decimal(margin.replace("－", "-")) == round(Decimal(str(hit["why"]["comparable"]["margin"])), 3)
    header, *rows = csv.reader(io.StringIO(table))
    assert header[-3:] == ["IRI", "核查发现", "为什么"]
    assert [row[-1] for row in rows] == [f"{verdict}：{words}" for _, _, verdict, words, _, _ in said]


def test_bounds_and_facets_are_told_beside_the_hits(kg):
    """What the words bound is said to be no filter unless --typed; facets stand on standard error."""
    _, _, said = kg("search", "科普活动不少于5场", "--facets")
    _, _, typed = kg("search", "科普活动不少于5场", "--typed")

    assert "--typed" in said
    assert "级次：" in said
    assert "--typed" not in typed


def test_what_the_words_ask_is_told_in_a_sentence(kg):
    """Options go before the words, nobody may meet them, nobody may have them, quotes may ask nothing: each is said."""
    _, _, overruled = kg("search", "科普活动不少于5场", "--typed", "--max", "3")
    code, _, unmet = kg("search", "科普活动不少于99999场", "--typed")
    _, _, missing = kg("search", "「量子纠缠」讲座")
    _, _, name = kg("search", "举办“科普”活动场次")
    _, _, english = kg("--lang", "en", "search", "科普活动不少于99999场", "--typed")

    assert "没有用来筛选：以 --min、--max 为准" in overruled
    assert "没有指标满足检索词里的条件（不少于99999场）" in unmet
    assert code == 0
    assert "找不到含有“量子纠缠”的指标" in missing
    assert "“科普”不作必含的词" in name
    assert "no indicator meets the bounds in the query (不少于99999场)" in english


def test_a_department_in_the_words_is_no_filter_and_that_is_said(kg):
    """Others are among the hits; with the option there is nothing to say."""
    _, out, said = kg("search", "黄埔区满意度", "--format", "csv")
    _, _, filtered = kg("search", "黄埔区满意度", "--department", "广州市黄埔区科学技术协会")

    assert "广州市科学技术协会" in out
    assert "检索词里的部门（广州市黄埔区科学技术协会）没有用来筛选" in said
    assert "没有用来筛选" not in filtered


def test_facets_of_a_draft_are_those_of_its_lines(kg, tmp_path, monkeypatch):
    """`--facets` and `--typed` hold for every line; a draft may come from standard input."""
    lines = ["科普活动不少于3场", "公众满意度"]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines)))
    _, out, said = kg("search", "@-", "--facets", "--typed", "--json")
    alone = [json.loads(kg("search", line, "--facets", "--typed", "--json")[1]) for line in lines]

    assert json.loads(out)["answers"] == alone
    assert all(one["facets"]["total"] > 0 for one in alone)
    assert "公众满意度：级次：" in said


def test_a_line_of_a_draft_without_an_answer_is_told_in_every_format(kg, tmp_path):
    """CSV has no row for it and JSON is for programs: a sentence stands beside. A pasted page is cut as a heading."""
    draft = tmp_path / "draft.txt"
    draft.write_text("公众满意度\n！！！\n" + "科普讲座" * 5000, encoding="utf-8")
    _, csv, beside = kg("search", f"@{draft}", "--format", "csv", "--limit", "1")
    _, _, beside_json = kg("search", f"@{draft}", "--json", "--limit", "1")
    _, table, _ = kg("search", f"@{draft}", "--limit", "1")

    assert "！！！" not in csv
    assert "！！！：没有可比的指标" in beside
    assert "！！！：没有可比的指标" in beside_json
    assert "！！！\n没有可比的指标" in table
    assert max(map(len, (*table.splitlines(), *beside.splitlines()))) < 300


def test_shared_words_are_bold_on_a_screen_only(kg, monkeypatch):
    """A terminal shows the words that query and hit share in bold; a file or a pipe gets plain text."""
    _, plain, _ = kg("search", "科普活动场次", "--limit", "3")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    _, screen, _ = kg("search", "科普活动场次", "--limit", "3")
    bold = re.findall("\x1b\\[1m([^\x1b]+)\x1b\\[0m", screen)

    assert "\x1b" not in plain
    assert "科普活动" in bold
    assert re.sub("\x1b\\[[0-9;]*m", "", screen) == plain


def test_search_as_csv_is_safe_and_complete(kg):
    """CSV has a header, a row a hit, and the IRI of each indicator, with what findings ask to check of it."""
    code, out, _ = kg("search", "满意度", "--format", "csv", "--limit", 3)
    rows = list(csv.reader(io.StringIO(out)))

    assert code == 0
    assert len(rows) == 4
    assert all("/id/indicator/" in row[-2] for row in rows[1:])


def test_a_doubtful_indicator_is_marked_where_it_is_listed(kg):
    """What a finding asks to check stands behind the name in tables, in a column of CSV and as rules in JSON."""
    hits = json.loads(kg("search", "科普活动", "--json", "--limit", 50)[1])["hits"]
    doubted = next(hit for hit in hits if len(hit["findings"]) == 1)
    rule = rule_label(doubted["findings"][0], "zh")
    _, table, _ = kg("search", f"「{doubted['name']}」", "--limit", 50)
    _, lines, _ = kg("search", f"「{doubted['name']}」", "--format", "csv")
    _, compared, _ = kg("compare", doubted["indicator"])

    assert any(not hit["findings"] for hit in hits)
    # cells wrap between other columns
    assert f"（核查：{rule[:2]}" in table
    assert rule in {row[-1] for row in csv.reader(io.StringIO(lines))}
    assert "（核查" in "".join(compared.split())


def test_nothing_comparable_is_an_answer(kg):
    """Nonsense ends with 0, no hits on standard output and one sentence on standard error."""
    code, out, err = kg("search", "？？！")

    assert (code, out.strip()) == (0, "")
    assert "没有可比的指标" in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("search", ""), "检索词是空的"),
        (("search", "科普", "--department", "天河区科协"), "相近的有"),
        (("search", "科普", "--year", "明年"), "--year"),
        (("search", "科普", "--category", "宇宙指标"), "宇宙指标"),
        (("search", "科普", "--min", "许多"), "许多"),
        (("search", "科普", "--limit", "0"), "--limit"),
        (("sparql", "SELECT * WHERE { ?s ?p }"), "第 1 行"),
        (("sparql", "INSERT DATA { <a:a> <a:b> <a:c> }"), "只读"),
        (("sparql", "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"), "外部服务"),
        (("sparql", "ASK {}", "--format", "turtle"), "turtle"),
        (("export", "--format", "xlsx"), "--output"),
        (("export", "--format", "docx"), "--format"),
        (("audit", "--rule", "no-such-rule"), "self-score-differs  自评得分正文与表格不一致"),
        (("read", "no/such/file.txt"), "没有这个文件"),
        (("evaluate", "no/such.jsonl"), "没有这个文件"),
        (("fly",), "fly"),
        ((), ""),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_asked_wrongly_ends_with_2_and_says_what_would_be_right(kg, arguments, words):
    """A wrong option, name or query ends with 2 and one helpful sentence; nothing else happens."""
    code, _, err = kg(*arguments)

    assert code == 2
    assert words in err
    assert "Traceback" not in err


def test_messages_are_english_by_option(kg):
    """`--lang en` says the same in English."""
    code, _, err = kg("search", "科普", "--department", "nobody", "--lang", "en")

    assert code == 2
    assert "the dataset has no 'nobody'" in err


def test_a_dataset_that_is_not_there_ends_with_1(kg, tmp_path):
    """No dataset: 1, and the sentence how to make one."""
    code, _, err = kg("search", "科普", "--dataset", tmp_path / "none")

    assert code == 1
    assert "kg build" in err


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "没有文字"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x00\x01\x02binary", "不是"),
        ("今天天气很好，适合散步。".encode(), "不是已知的绩效表格"),
    ],
    ids=["empty", "pdf", "binary", "unknown form"],
)
def test_a_file_that_cannot_be_read_says_why(kg, tmp_path, data, words):
    """An empty file, a binary and an unknown form each end with 1 and a sentence of their own."""
    path = tmp_path / "page.txt"
    path.write_bytes(data)
    code, out, err = kg("read", path)

    assert (code, out) == (1, "")
    assert words in err


def test_one_bad_file_does_not_spoil_a_build(kg, tmp_path):
    """A folder with one unreadable file builds the others, names the bad one, and ends with 0; strict ends with 1."""
    sources = tmp_path / "sources"
    sources.mkdir()
    for name in ("huangpu_declaration.txt", "baiyun_declaration.txt"):
        (sources / name).write_bytes((SAMPLE_FOLDER / name).read_bytes())
    (sources / "notes.txt").write_text("随手记的几句话", encoding="utf-8")

    code, out, err = kg("build", sources, "--dataset", tmp_path / "d")
    strict, _, _ = kg("build", sources, "--strict", "--dataset", tmp_path / "strict")
    again, unchanged, _ = kg("build", sources, "--dataset", tmp_path / "d")

    assert (code, strict, again) == (0, 1, 0)
    assert "2 份文件" in out
    assert "notes.txt" in err
    assert "没有变化" in unchanged
    assert not (tmp_path / "strict" / "CURRENT").exists()


def test_a_strict_build_with_error_findings_ends_with_1(kg, tmp_path):
    """Contradictions belong to the documents, so the build is served; `--strict` says so and ends with 1."""
    code, out, err = kg("build", SAMPLE_FOLDER, "--strict", "--dataset", tmp_path / "d")
    again, _, said = kg("build", SAMPLE_FOLDER, "--strict", "--dataset", tmp_path / "d")

    assert (code, again) == (1, 1)
    assert "已构建" in out
    assert "错误级发现" in err
    assert "错误级发现" in said
    assert (tmp_path / "d" / "CURRENT").exists()


def test_sparql_in_every_format(kg):
    """Each format of the contract comes out, and the row count is remarked."""
    select = "PREFIX kg: <https://w3id.org/jixiao/ontology/> SELECT ?n WHERE { ?d a kg:Department ; kg:name ?n }"
    construct = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3"

    for format_name in ("json", "xml", "csv", "tsv", "table"):
        code, out, err = kg("sparql", select, "--format", format_name)
        assert code == 0
        assert "广州市白云区科学技术协会" in out
        assert "3 行" in err
    for format_name in ("turtle", "ntriples", "jsonld"):
        assert kg("sparql", construct, "--format", format_name)[0] == 0


def test_sparql_reads_a_file_and_standard_input(kg, tmp_path, monkeypatch):
    """`@FILE` and `-` stand for the query."""
    path = tmp_path / "ask.rq"
    path.write_text("ASK { ?s ?p ?o }", encoding="utf-8")
    from_file = kg("sparql", f"@{path}", "--json")
    monkeypatch.setattr("sys.stdin", io.StringIO("ASK { ?s ?p ?o }"))
    from_input = kg("sparql", "-", "--json")

    assert json.loads(from_file[1])["boolean"] is True
    assert from_input[1] == from_file[1]


def test_verify_finds_nothing_in_a_sound_build(kg):
    """`kg verify` ends with 0 on what was just built."""
    code, _, err = kg("verify")

    assert code == 0
    assert "核对无误" in err


def test_audit_lists_the_gravest_first(kg):
    """Findings carry rule, sentence, arithmetic and places; `--strict` ends with 1 where figures disagree."""
    code, out, err = kg("audit", "--json")
    findings = json.loads(out)["findings"]
    strict, _, _ = kg("audit", "--strict", "--severity", "error")

    assert (code, strict) == (0, 1)
    assert [f["severity"] for f in findings] == sorted(
        (f["severity"] for f in findings), key=["error", "check", "info"].index
    )
    scores = next(f for f in findings if f["rule"] == "self-score-differs")
    assert "97.79 − 95.64 = 2.15" in scores["arithmetic"]
    assert all(source["spans"] for finding in findings for source in finding["sources"])
    assert str(len(findings)) in err


@pytest.mark.parametrize("format_name", ["nquads", "trig", "turtle", "jsonld", "graphml", "records", "csv"])
def test_export_writes_text_formats_to_a_file(kg, tmp_path, format_name):
    """Each text format holds the words of the documents."""
    path = tmp_path / "export"
    code, _, _ = kg("export", "--format", format_name, "--output", path)

    assert code == 0
    assert "科普" in path.read_text(encoding="utf-8")


def test_every_verb_is_documented():
    """Each command of the program stands in the README or the reference, with its name."""
    root = Path(__file__).resolve().parents[2]
    documented = (root / "README.md").read_text("utf-8") + (root / "docs" / "commands.md").read_text("utf-8")
    verbs = next(action for action in build_parser()._actions if action.dest == "verb").choices

    assert [verb for verb in verbs if f"kg {verb}" not in documented] == []


def test_numpy_comes_after_its_number_of_threads_is_set():
    """The setting counts only where it stands before numpy is imported."""
    code = (
        "import os, sys; from api.cli import main; early = 'numpy' in sys.modules; main(['--version']);"
        "sys.exit(early or os.environ['OPENBLAS_NUM_THREADS'] != '1')"
    )
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, env=environment)

    assert done.returncode == 0


def test_search_imports_no_heavy_library(sample_dataset):
    """`kg search` as a whole process loads neither torch nor sentence-transformers nor rdflib."""
    code = (
        "import sys; from api.cli import main; main(sys.argv[1:]);"
        "heavy = {'torch', 'sentence_transformers', 'rdflib', 'fastapi', 'pyshacl'} & set(sys.modules);"
        "sys.exit(len(heavy))"
    )
    command = [sys.executable, "-c", code, "search", "科普讲座", "--json", "--dataset", str(sample_dataset)]
    done = subprocess.run(command, capture_output=True, check=False)

    assert done.returncode == 0
    assert json.loads(done.stdout)["answer"] == "found"


def test_a_mistyped_option_names_its_nearest(kg):
    """The verb's own usage stands above, and the option that was meant behind; words without quotes are told so."""
    code, out, err = kg("search", "科普", "--deparment", "广州市科协")
    assert (code, out) == (2, "")
    assert "kg search" in err
    assert "--deparment，是不是 --department" in err
    _, _, err = kg("search", "科普", "讲座")
    assert "讲座（有空格的词句要加引号）" in err


def test_results_of_a_query_are_written_in_the_format_of_the_file(kg, tmp_path):
    """--output q.csv is CSV, q.json JSON; an ending that says nothing is asked about, unless --format stands there."""
    query = "PREFIX kg: <https://w3id.org/jixiao/ontology/> SELECT ?name { ?i a kg:Indicator ; kg:name ?name } LIMIT 2"
    for ending, begins in (("csv", "name"), ("json", '{"head"'), ("tsv", "?name"), ("txt", "name")):
        path = tmp_path / f"q.{ending}"
        assert kg("sparql", query, "--output", str(path))[0] == 0
        assert path.read_text("utf-8").lstrip().startswith(begins), ending
    code, _, err = kg("sparql", query, "--output", str(tmp_path / "q.foo"))
    assert (code, ".csv" in err) == (2, True)
    assert kg("sparql", query, "--output", str(tmp_path / "q.foo"), "--format", "csv")[0] == 0
    code, _, err = kg("sparql", "question.rq")
    assert (code, "@question.rq" in err) == (2, True)


def test_a_hit_stands_where_its_value_does(kg):
    """The place in the table is that of the value shown, not of the name beside or above it."""
    answer = json.loads(kg("search", "科普活动", "--limit", "20", "--json")[1])
    rows = list(csv.reader(io.StringIO(kg("search", "科普活动", "--limit", "20", "--format", "csv")[1])))
    place = rows[0].index("出处")
    for hit, row in zip(answer["hits"], rows[1:], strict=True):
        source = (hit["target"] and hit["target"]["source"]) or hit["source"]
        assert row[place].startswith(f"{source['document']}:{source['line']}")
