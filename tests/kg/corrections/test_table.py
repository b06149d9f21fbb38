"""corrections.csv: what can be used of it, and the sentence for what cannot."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.corrections.fields import FIELDS
from kg.corrections.table import COLUMNS, Line, parse_table, written_day
from kg.corrections.writing import with_line
from kg.csv_text import plain_cell, safe_cell
from kg.errors import CorrectionError, NotTextError
from kg.messages import error_text, word

DOC = "0123456789abcdef"
HEAD = ",".join(COLUMNS) + "\n"
GOOD = f"{DOC},indicator,3,name,平合,平台,笔误,张三,2025-01-02\n"


def parsed(*rows, head=HEAD, encoding="utf-8"):
    return parse_table((head + "".join(rows)).encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_line_is_read_in_the_encodings_that_desks_save(encoding):
    """UTF-8 with or without a mark, GB18030 and UTF-16 say the same."""
    table = parsed(GOOD, encoding=encoding)

    assert table.problems == ()
    assert table.lines == (Line(2, DOC, "indicator", 3, "name", "平合", "平台", "笔误", "张三", "2025-01-02"),)


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("abc,indicator,3,name,a,b,c,,\n", "document", "found 'abc', expected the document's SHA-256"),
        (f"{DOC},indikator,3,name,a,b,c,,\n", "kind", "found 'indikator', expected document, project"),
        (f"{DOC},indicator,3,nam,a,b,c,,\n", "field", "found 'nam', expected name, level1"),
        (f"{DOC},indicator,三,name,a,b,c,,\n", "ordinal", "found '三', expected a whole number from 1"),
        (f"{DOC},document,1,title,a,b,c,,\n", "ordinal", "a document has no ordinal"),
        (f"{DOC},indicator,3,name,a,b,,,\n", "reason", "found '', a reason is needed"),
        (f"{DOC},indicator,3,name,a,b,c,,soon\n", "date", "found 'soon', expected a day such as 2025-01-02"),
        (f'{DOC},indicator,3,name,a,"b\nb",c,,\n', "becomes", "expected one line"),
        (f"{DOC},indicator,3,name,a,b,c,,,,x\n", "#11", "a cell too many"),
    ],
)
def test_a_bad_line_is_said_with_line_column_found_and_expected(row, column, said):
    """One bad cell costs its line, not the others; the sentence says where and what would fit, in both languages."""
    table = parsed(row, GOOD)

    (problem,) = table.problems
    assert isinstance(problem, CorrectionError)
    assert problem.column == column
    assert str(problem).startswith(f"corrections.csv:{1 + row.count(chr(10))}: {column}: ")
    assert said in str(problem)
    assert error_text(problem, "zh").startswith("corrections.csv 第 ")
    assert len(table.lines) == 1


def test_a_table_without_a_needed_column_is_no_table():
    """The missing column is named; an unknown one is reported and passed over."""
    table = parsed(GOOD, head="document,kind,ordinal,field,was,becomes\n")
    more = parsed(GOOD.replace("\n", ",x\n"), head=HEAD.replace("\n", ",note\n"))

    assert [problem.column for problem in table.problems] == ["reason"]
    assert table.lines == ()
    assert [problem.column for problem in more.problems] == ["note"]
    assert len(more.lines) == 1


@pytest.mark.parametrize("head", [HEAD.replace(",", ";"), HEAD.replace(",", "\t"), GOOD])
def test_a_first_line_that_is_no_header_is_one_problem(head):
    """Other separators and a missing header are said once, with the header that is expected."""
    table = parsed(GOOD, head=head)

    (problem,) = table.problems
    assert table.lines == ()
    assert str(problem).endswith(",".join(COLUMNS))
    assert "半角逗号" in error_text(problem, "zh")


def test_a_quote_that_is_never_closed_costs_what_follows_and_says_so():
    """The lines before it stand; the line of the quote is named; nothing is written into such a table."""
    table = parsed(GOOD, f'{DOC},score,1,name,"a,b,c,,\n', GOOD.replace(",3,", ",4,"))

    (problem,) = table.problems
    assert [line.ordinal for line in table.lines] == [3]
    assert (problem.line, problem.column) == (3, "CSV")
    assert "never closed" in str(problem)
    with pytest.raises(CorrectionError, match="never closed"):
        with_line((HEAD + f'{DOC},score,1,name,"a,b\n').encode(), table.lines[0])


def test_an_empty_file_corrects_nothing_and_bytes_that_are_no_text_are_said():
    """Nothing in the file is no problem; a spreadsheet saved under this name is."""
    assert parse_table(b"\n") == parse_table(b"")
    assert parse_table(b"").problems == ()
    (problem,) = parse_table(b"PK\x03\x04\xff\xff\xfe\x80").problems
    assert isinstance(problem, NotTextError)


def test_columns_may_stand_in_any_order_and_spreadsheets_may_rewrite_them():
    """Order, capitals and a date rewritten by a spreadsheet do not matter."""
    head = "Date,by,reason,becomes,was,field,ordinal,kind,Document digest\n"
    table = parsed(f"2025/1/2,张三,笔误,平台,平合,name,3,Indicator,{DOC.upper()}\n", head=head)

    assert table.lines == (Line(2, DOC, "indicator", 3, "name", "平合", "平台", "笔误", "张三", "2025-01-02"),)


def test_every_field_has_a_name_for_people():
    """Pages and the command line can name each field that can be corrected, in both languages."""
    for fields in FIELDS.values():
        for field in fields:
            assert word(f"field-{field}", "zh") != word(f"field-{field}", "en")


def test_a_day_that_no_calendar_has_is_none():
    """30 February is not taken for a day."""
    assert written_day("2025-02-30") is None


@given(st.text())
def test_no_spreadsheet_computes_a_cell_and_nothing_is_lost(text):
    """What is written starts no formula, and reads back as it was."""
    safe = safe_cell(text)

    assert plain_cell(safe) == text
    assert safe[:1] not in ("=", "@", "\t", "\r", "＝") or safe == ""


one_line = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=20)


@given(was=one_line, becomes=one_line, reason=one_line, by=st.one_of(st.just(""), one_line))
def test_a_written_line_reads_back(was, becomes, reason, by):
    """Whatever a person writes, the table gives it back, in the table's own encoding."""
    line = Line(2, DOC, "indicator", 3, "name", *(unicodedata.normalize("NFC", x) for x in (was, becomes, reason, by)))
    gb = (HEAD + GOOD).encode("gb18030")

    assert parse_table(with_line(b"", line)).lines == (line,)
    (first, second) = parse_table(with_line(gb, line)).lines
    assert (first.was, second.becomes) == ("平合", line.becomes)
    for mark, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        theirs = mark + (HEAD + GOOD).encode(codec)
        written = with_line(theirs, line)
        assert written.startswith(theirs)
        assert parse_table(written).lines[1].becomes == line.becomes


def test_other_peoples_lines_stay_byte_for_byte():
    """Encoding, line ends, odd quoting and the missing last line end of others are kept."""
    theirs = (HEAD + GOOD).replace("\n", "\r\n").replace("笔误", '"笔误"').rstrip("\r\n").encode("gb18030")
    written = with_line(theirs, Line(0, DOC, "score", 1, "score", "1", "=2", "x"))

    assert written.startswith(theirs + b"\r\n")
    assert written.decode("gb18030").splitlines()[-1] == f"{DOC},score,1,score,1,'=2,x,,"


def test_a_table_without_names_gets_their_column_when_one_is_written():
    """`by` and `date` may be missing in a table; a line that has them adds the columns behind the others."""
    theirs = f"document,kind,ordinal,field,was,becomes,reason\n{DOC},score,1,score,1,2,x\n".encode()
    written = with_line(theirs, Line(0, DOC, "score", 2, "score", "1", "2", "x", "张三", "2025-01-02")).decode()

    assert written.splitlines()[0].endswith("reason,by,date")
    assert [line.by for line in parse_table(written.encode()).lines] == ["", "张三"]


def test_a_replaced_line_leaves_and_the_others_stay():
    """Only the line that is replaced goes, also where a cell above it has several lines."""
    theirs = (HEAD + f'{DOC},indicator,1,name,a,"b\nc",x,,\n' + GOOD + GOOD.replace(",3,", ",4,")).encode()
    written = with_line(theirs, Line(0, DOC, "indicator", 3, "name", "平合", "平 台", "x"), replaces=[4])

    assert [(line.ordinal, line.becomes) for line in parse_table(written).lines] == [(4, "平台"), (3, "平 台")]
    assert '"b\nc"' in written.decode()
