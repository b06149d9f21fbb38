"""What people type wrongly: one sentence each, in their language, and nothing else happens."""

from __future__ import annotations

import pytest

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
    assert missing[2].strip() == f"{tmp_path / 'none' / 'x.csv'}：没有这个文件或文件夹"
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
