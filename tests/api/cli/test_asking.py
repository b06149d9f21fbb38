"""What people type wrongly: one sentence each, in their language, and nothing else happens."""

from __future__ import annotations

import pytest

from kg.sample import sample_files

SURROGATE = "科普\udcff"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("search", SURROGATE), "不是 UTF-8 文字"),
        (("compare", SURROGATE), "不是 UTF-8 文字"),
        (("sparql", f'ASK {{ ?s ?p "{SURROGATE}" }}'), "不是 UTF-8 文字"),
        (("search", "科普", "--department", SURROGATE), "不是 UTF-8 文字"),
        (("sparql", "ASK {}", "--timeout", "nan"), "--timeout"),
        (("sparql", "ASK {}", "--timeout", "inf"), "86400"),
        (("sparql", "ASK {}", "--timeout", "0"), "大于 0"),
        (("search", "科普", "讲座"), "加引号"),
        (("read", "."), "不是文件"),
        (("evaluate", "."), "不是文件"),
        (("sparql", "@."), "不是文件"),
        (("build", ".", "--base-iri", "nonsense"), "--base-iri"),
        (("build", ".", "--base-iri", "http://example.org/kg"), "--base-iri"),
        (("build", ".", "--base-iri", "http://example.org/a b/"), "--base-iri"),
    ],
    ids=lambda value: ascii(" ".join(value))[:60] if isinstance(value, tuple) else "",
)
def test_asked_wrongly_ends_with_2(kg, tmp_path, monkeypatch, arguments, words):
    """No traceback for bytes that are no text, times that never end, folders for files and IRIs that are none."""
    monkeypatch.chdir(tmp_path)
    code, out, err = kg(*arguments, "--dataset", tmp_path / "d") if arguments[0] == "build" else kg(*arguments)

    assert (code, out) == (2, "")
    assert words in err
    assert "Traceback" not in err
    assert not (tmp_path / "d").exists()


def test_the_system_speaks_the_readers_language(kg, tmp_path):
    """What the system will not do is said in Chinese, with the file; in English by option."""
    beside = tmp_path / "file"
    beside.write_text("x")

    missing = kg("export", "--format", "csv", "--output", tmp_path / "none" / "x.csv")
    folder = kg("export", "--format", "csv", "--output", tmp_path, "--lang", "en")
    taken = kg("build", tmp_path, "--dataset", beside)

    assert [code for code, _, _ in (missing, folder, taken)] == [1, 1, 1]
    assert missing[2].strip() == f"{tmp_path / 'none'}：没有这个文件或文件夹"
    assert folder[2].strip() == f"{tmp_path}: a folder, not a file"
    assert "不是文件夹" in taken[2]


def test_a_query_file_may_be_saved_on_any_desk(kg, tmp_path):
    """@FILE is read as UTF-8 or GB18030; a binary is named and is no crash."""
    query = 'SELECT ?n { VALUES ?n { "科普" } }'
    (tmp_path / "query.rq").write_bytes(query.encode("gb18030"))
    (tmp_path / "binary.rq").write_bytes(b"\x89PNG\r\n")

    good = kg("sparql", f"@{tmp_path / 'query.rq'}", "--format", "csv")
    bad = kg("sparql", f"@{tmp_path / 'binary.rq'}")

    assert good[:2] == (0, "n\r\n科普\r\n")
    assert bad[:2] == (1, "")
    assert "binary.rq" in bad[2]


def test_help_is_in_the_readers_language(kg):
    """The words of the help itself are Chinese, too; English by option."""
    _, chinese, _ = kg("search", "--help")
    _, english, _ = kg("search", "--help", "--lang", "en")

    assert chinese.startswith("用法：kg search")
    assert "usage" not in chinese
    assert "options:" not in chinese
    assert english.startswith("usage: kg search")


def test_a_table_goes_to_the_file_that_was_named(kg, tmp_path):
    """`kg sparql --output` without a format writes the table, and nothing to standard output."""
    path = tmp_path / "rows.txt"
    code, out, err = kg("sparql", 'SELECT ?n { VALUES ?n { "科普" } }', "--output", path)

    assert (code, out) == (0, "")
    assert "科普" in path.read_text("utf-8")
    assert "{" not in path.read_text("utf-8")
    assert "1 行" in err


def test_an_empty_answer_says_which_filters_it_stands_under(kg):
    """Filters that leave nothing are named, and that a year leaves out documents that state none."""
    for verb in ("search", "compare"):
        code, out, err = kg(verb, "科普讲座", "--level", "district", "--year", "2001")
        plain = kg(verb, "量子火箭")

        assert (code, out) == (0, "")
        assert "--level district --year 2001" in err
        assert "没有写明年度" in err
        assert "筛选条件" not in plain[2]


def test_a_draft_may_be_saved_on_any_desk(kg, tmp_path):
    """`kg search @FILE` reads UTF-8 and GB18030; a folder and a binary are named."""
    (tmp_path / "draft.txt").write_bytes("科普讲座\n\n满意度\n".encode("gb18030"))
    (tmp_path / "binary.txt").write_bytes(b"\x89PNG")

    code, out, _ = kg("search", f"@{tmp_path / 'draft.txt'}", "--limit", "1")
    binary = kg("search", f"@{tmp_path / 'binary.txt'}")
    folder = kg("search", f"@{tmp_path}")

    assert code == 0
    assert out.index("科普讲座") < out.index("满意度")
    assert (binary[0], folder[0]) == (1, 2)
    assert "binary.txt" in binary[2]
    assert "不是文件" in folder[2]


def test_a_language_that_is_none_is_said(kg, monkeypatch):
    """The setting is named, what it may be, and what is done; the command runs."""
    monkeypatch.setenv("KG_LANG", "xx")
    code, _, err = kg("search", "科普讲座")

    assert code == 0
    assert "KG_LANG 写的是 xx，应为 zh 或 en" in err
    monkeypatch.setenv("KG_LANG", "")
    assert "KG_LANG" not in kg("search", "科普讲座")[2]


@pytest.mark.parametrize(("name", "value"), [("--level", "区"), ("--year", "2022年"), ("--level", "市级")])
def test_a_filter_is_said_as_people_say_it(kg, name, value):
    """The same words that the page and the service understand."""
    assert kg("search", "科普活动", name, value)[0] == 0


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--year", "明年"), "应为2022"),
        (("--level", "村"), "district"),
        (("--limit", "abc"), "写的是 abc，应为 1, 2, 3 …"),
        (("--limit", "0"), "写的是 0，应为 1, 2, 3 …"),
        (("--department", "白云"), "广州市白云区科学技术协会"),
    ],
)
def test_a_bad_option_is_told_with_what_is_expected(kg, arguments, expected):
    """What was found, and what would do, a name that holds the words first."""
    code, out, err = kg("search", "科普活动", *arguments)

    assert (code, out) == (2, "")
    assert expected in err
    assert arguments[1] in err


def test_an_audit_says_what_it_could_not_look_at(kg, tmp_path):
    """No finding of a file that was refused: it is named beside the findings."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_bytes(sample_files()[0].read_bytes())
    (tmp_path / "in" / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    kg("build", tmp_path / "in", "--dataset", tmp_path / "d")
    code, _, err = kg("audit", "--dataset", tmp_path / "d")

    assert code == 0
    assert "另有 1 个文件没有读成，不在核查之内：bad.pdf" in err


def test_a_misspelt_name_in_a_query_is_said(kg):
    """SPARQL matches nothing then, and the remark says which name, with those that look like it."""
    code, _, err = kg("sparql", "PREFIX kg: <https://w3id.org/jixiao/ontology/> SELECT * { ?i a kg:Indicators }")

    assert code == 0
    assert "词汇表里没有 kg:Indicators，相近的有：Indicator" in err


def test_a_search_inside_a_query_that_finds_nothing_is_said(kg):
    """A result without rows says why: here the words are none."""
    prefixes = "PREFIX kg: <https://w3id.org/jixiao/ontology/> PREFIX kgs: <https://w3id.org/jixiao/search/>"
    code, _, err = kg("sparql", f'{prefixes}\nSELECT * {{ SERVICE kg:similar {{ ?i kgs:text "！" }} }}')

    assert code == 0
    assert "第 2 行的 SERVICE kg:similar 没有找到指标：检索词里没有可检索的字词" in err


def test_a_year_says_what_it_leaves_out_and_whether_it_is_inferred(kg):
    """Documents without a year are not within one, whatever is found; a year that no document states is marked."""
    found = kg("search", "科普活动场次", "--year", "2024")

    assert "没有写明年度的文件不在 --year 之内" in found[2]
    assert "没有写明年度" not in kg("search", "科普活动场次")[2]
    assert "2024（推断）" in found[1]
    assert "推断" in kg("search", "科普活动场次", "--year", "2024", "--format", "csv")[1]


def test_a_severity_is_taken_as_it_is_printed(kg):
    """The word of the table, or its code; another word is told with the codes."""
    assert kg("audit", "--severity", "错误") == kg("audit", "--severity", "error")
    code, _, err = kg("audit", "--severity", "严重")
    assert code == 2
    assert "check" in err
