import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.dataset.inputs import collect
from kg.dataset.metadata import parse_table
from kg.errors import NotFoundError
from kg.file_names import shown_name
from tests.kg.dataset.tiny import pages
from tests.kg.readers.office_files import docx_of, paragraph, xlsx_of


def reasons(inputs):
    return {skipped.name: skipped.reason for skipped in inputs.skipped}


def test_folders_are_walked_and_what_is_not_taken_is_said(tmp_path):
    """Hidden files, unknown suffixes, the table and links to folders are reported, never silently dropped."""
    top = pages(tmp_path / "in", a="一", b="二")
    pages(top / "deep" / "er", c="三")
    pages(top / ".git", x="四")
    (top / "~$a.docx").write_text("lock")
    (top / "photo.jpg").write_text("x")
    (top / "documents.csv").write_text("file\n")
    (top / "loop").symlink_to(top)

    inputs = collect([top])

    assert sorted(d.names[0] for d in inputs.documents) == ["a.txt", "b.txt", "c.txt"]
    assert reasons(inputs) == {
        ".git": "hidden",
        "~$a.docx": "hidden",
        "photo.jpg": "suffix",
        "documents.csv": "table",
        "loop": "special",
    }


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.aspx", "<!DOCTYPE html><title>绩效目标表</title>".encode()),
        ("附件1", b"%PDF-1.7\n1 0 obj"),
        ("表.dat", xlsx_of("<sheetData/>")),
        ("附件.docx.download", docx_of(paragraph("一"))),
        ("旧表.tmp", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("附件.rtf", b"{\\rtf1"),
    ],
)
def test_a_document_in_a_folder_is_known_by_its_content(tmp_path, name, data):
    """Portals save pages as .aspx and annexes without an ending; what is refused is refused with a sentence."""
    (tmp_path / name).write_bytes(data)

    assert [d.names for d in collect([tmp_path]).documents] == [(name,)]


@pytest.mark.parametrize("data", ["# 说明".encode(), b"\x89PNG\r\n", b"PK\x03\x04readme.txt", b"<svg/>", b""])
def test_what_is_no_document_stays_out(tmp_path, data):
    """Notes, pictures and archives that lie in the folder are told, not read."""
    (tmp_path / "beside.dat").write_bytes(data)

    assert reasons(collect([tmp_path])) == {"beside.dat": "suffix"}


def test_a_file_named_by_itself_is_taken_whatever_its_suffix(tmp_path):
    """Who names a file means it; the reader says whether it is one."""
    (tmp_path / "page.dat").write_text("表")

    assert [d.names for d in collect([tmp_path / "page.dat"]).documents] == [("page.dat",)]


def test_a_pipe_is_not_waited_for(tmp_path):
    """What is no regular file is reported instead of opened."""
    os.mkfifo(tmp_path / "pipe.txt")

    assert reasons(collect([tmp_path])) == {"pipe.txt": "special"}
    assert reasons(collect([tmp_path / "pipe.txt"])) == {"pipe.txt": "special"}


def test_a_missing_source_is_named(tmp_path):
    """The first path that is not there is named."""
    with pytest.raises(NotFoundError, match="gone"):
        collect([tmp_path, tmp_path / "gone"])


def test_a_file_named_twice_is_one_file(tmp_path):
    """A folder and a file of it, or a link to it, do not double anything but names."""
    pages(tmp_path, a="一")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")

    inputs = collect([tmp_path, tmp_path / "a.txt"])

    assert len(inputs.documents) == 1
    assert inputs.documents[0].names in {("a.txt",), ("a.txt", "link.txt")}


def test_names_on_disk_that_are_not_utf8_are_read_as_gb18030(tmp_path):
    """A name from a Chinese archive is shown as it was meant."""
    (tmp_path / os.fsdecode("科协.txt".encode("gb18030"))).write_text("表")

    assert collect([tmp_path]).documents[0].names == ("科协.txt",)


@given(st.binary(min_size=1, max_size=20))
def test_any_name_on_disk_can_be_written_down(raw):
    """Whatever bytes a file name has, it becomes text that UTF-8 can hold, always the same."""
    shown = shown_name(os.fsdecode(raw))

    assert shown.encode("utf-8")
    assert shown_name(shown) == shown


def test_a_table_describes_files_beside_and_below_it(tmp_path):
    """Rows name a file by its base name or its path below the table."""
    pages(tmp_path / "in", a="一")
    pages(tmp_path / "in" / "sub", b="二", c="三")
    table = "file,title,url\na.txt,甲,https://h.example/a\nsub/b.txt,乙,\n./sub\\c.txt,丙,\n"
    (tmp_path / "in" / "documents.csv").write_text(table, encoding="utf-8")

    inputs = collect([tmp_path / "in"])

    assert {d.names[0]: dict(d.metadata) for d in inputs.documents} == {
        "a.txt": {"title": "甲", "url": "https://h.example/a"},
        "b.txt": {"title": "乙"},
        "c.txt": {"title": "丙"},
    }
    assert inputs.problems == ()


def test_a_table_beside_a_named_file_counts_and_its_other_rows_are_no_problem(tmp_path):
    """Naming one file of a described folder does not complain about its neighbours."""
    pages(tmp_path, a="一", b="二")
    (tmp_path / "documents.csv").write_text("file,title\na.txt,甲\nb.txt,乙\nc.txt,丙\n", encoding="utf-8")

    inputs = collect([tmp_path / "a.txt"])

    assert [dict(d.metadata) for d in inputs.documents] == [{"title": "甲"}]
    assert [str(p) for p in inputs.problems] == ["documents.csv:4: file: found 'c.txt', expected a.txt"]


def test_two_values_for_one_document_are_a_problem_and_the_first_stands(tmp_path):
    """Equal files under two names may not have two years."""
    pages(tmp_path, a="一", b="一")
    (tmp_path / "documents.csv").write_text("file,fiscal_year\na.txt,2022\nb.txt,2023\n", encoding="utf-8")

    inputs = collect([tmp_path])

    assert [dict(d.metadata) for d in inputs.documents] == [{"fiscal_year": "2022"}]
    assert [str(p) for p in inputs.problems] == ["documents.csv:3: fiscal_year: found '2023', expected 2022"]


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ("file,jahr\na.txt,1\n", "documents.csv:1: jahr: found 'jahr', expected file, fiscal_year"),
        ("file,title,title\na.txt,1,2\n", "documents.csv:1: title: found 'title', expected file"),
        ("name,title\na.txt,1\n", "documents.csv:1: file: found 'name,title', expected file"),
        ("file,fiscal_year\na.txt,22\n", "documents.csv:2: fiscal_year: found '22', expected 1950–2099"),
        ("file,fiscal_year\na.txt,２０２２\n", "documents.csv:2: fiscal_year: found '２０２２'"),
        ("file,url\na.txt,javascript:x\n", "documents.csv:2: url: found 'javascript:x', expected http"),
        ('file,title\n"a\nb",1\n,2\n', "documents.csv:4: file: found '', expected"),
        ("file,title\na.txt,1,2\n", "documents.csv:2: #3: found '2', expected 2 × ,"),
        ("", "documents.csv:1: file: found '', expected file"),
        ("file\n" + "x" * 140_000, "documents.csv:2: : found 'field larger than field limit (131072)'"),
    ],
    ids=lambda value: value[:24].replace("\n", "/"),
)
def test_what_cannot_be_used_is_named_with_line_and_column(table, problem):
    """Every problem of a table says where it is, what was found and what would be right."""
    problems = [str(p) for p in parse_table(table.encode()).problems]

    assert any(text.startswith(problem) for text in problems), problems


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_tables_of_both_desks_are_read(encoding):
    """Spreadsheets save UTF-8, with a mark or without, or GB18030."""
    table = parse_table("file,publisher\na.txt,甲市科协\n".encode(encoding))

    assert [(row.file, dict(row.values)) for row in table.rows] == [("a.txt", {"publisher": "甲市科协"})]
    assert table.problems == ()


def test_a_table_that_is_no_text_is_one_problem():
    """Bytes in no encoding we read are said once, with the place."""
    table = parse_table(b"file\n\xff\xff\xff")

    assert [p.key for p in table.problems] == ["not-text"]


@given(st.binary(max_size=200))
def test_no_table_makes_reading_fail(data):
    """Whatever bytes stand in documents.csv, there is an answer."""
    table = parse_table(data)

    assert all(row.file for row in table.rows)
