"""XLSX: each visible sheet is one table of what the sheet shows, at its own rows and columns."""

from __future__ import annotations

import time
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill

from kg.errors import DamagedFileError, FileLimitError
from kg.readers.blocks import FileBlocks
from kg.readers.limits import DEFAULT_LIMITS, Limits
from kg.readers.number_formats import displayed, displayed_text
from kg.readers.xlsx import read
from tests.kg.readers.grids import saved, seen
from tests.kg.readers.office_files import xlsx_of


def _read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> FileBlocks:
    return read(data, "表.xlsx", limits, lambda: None)


def _words(found: FileBlocks, sheet: int = 0) -> dict[tuple[int, int], str]:
    return {place: words for place, (_, _, words) in seen(found.blocks[sheet]).items() if words}


def _cell(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


def _sheet(*cells: str, after: str = "") -> str:
    return f"<sheetData><row>{''.join(cells)}</row></sheetData>{after}"


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.95, "0%", "95%"),
        (0.9999, "0.00%", "99.99%"),
        (28028.68, "#,##0.00", "28,028.68"),
        (1234567, "#,##0", "1,234,567"),
        (0.1 + 0.2, "General", "0.3"),
        (49270.52, "General", "49270.52"),
        (202412310001, "General", "202412310001"),
        (1 / 3, "General", "0.333333333"),
        (2.675, "0.00", "2.68"),
        (2.665, "0.00", "2.67"),
        (-0.5, "0%", "-50%"),
        (-5, "#,##0.00;[Red](#,##0.00)", "(5.00)"),
        (0, r'_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (19454.63, "[$¥-804]#,##0.00", "¥19,454.63"),
        (95, '"≥"0"%"', "≥95%"),
        (12, '"不少于"General"场"', "不少于12场"),
        (123456, "0!.0,", "12.3"),
        (5, "0.##", "5"),
        (7, "000", "007"),
        (12345, "0.00E+00", "1.23E+04"),
        (5, "[>=100]0;[<10]0.0;0.00", "5.0"),
        (45657, "yyyy-mm-dd", "2024-12-31"),
        (45657, 'yyyy"年"m"月"d"日"', "2024年12月31日"),
        (45657, "[$-804]yyyy/m/d;@", "2024/12/31"),
        (45657.75, "yyyy-mm-dd hh:mm:ss", "2024-12-31 18:00:00"),
        (45657.75, '上午/下午h"时"mm"分"', "下午6时00分"),
        (45657, "aaaa", "星期二"),
        (1.5, "[h]:mm", "36:00"),
        (61, "yyyy-mm-dd", "1900-03-01"),
        (59, "yyyy-mm-dd", "1900-02-28"),
        (-1, "yyyy-mm-dd", "-1"),
    ],
)
def test_a_number_is_printed_as_its_format_shows_it(value: float, code: str, shown: str):
    """The words of a cell are those a person sees in Excel, rounded half up, never a float's own digits."""
    assert displayed(value, code) == shown


@given(st.floats(allow_nan=False, allow_infinity=False), st.text('0#?.,%;-"年ymdhs[]@!\\_*Ee+/:≥ G', max_size=12))
def test_any_number_in_any_format_is_some_words(value: float, code: str):
    """No format, however odd, ends in an error."""
    assert isinstance(displayed(value, code), str)
    assert isinstance(displayed_text("无", code), str)


@given(st.decimals(-(10**9), 10**9, places=2))
def test_grouping_and_decimals_keep_the_figure(number: object):
    """An amount with two decimals is the same figure after it is shown with them."""
    assert displayed(float(str(number)), "#,##0.00").replace(",", "") == f"{number:.2f}"


def test_values_of_every_kind_are_words():
    """Numbers, dates, booleans, rich text and text that looks like a number come as the sheet shows them."""
    book = Workbook()
    sheet = book.active
    sheet["A1"], sheet["A1"].number_format = 0.95, "0%"
    sheet["B1"] = date(2024, 12, 31)
    sheet["C1"], sheet["C1"].number_format = datetime(2024, 12, 31), 'yyyy"年"m"月"d"日"'
    sheet["D1"] = True
    sheet["E1"] = "007"
    sheet["F1"] = CellRichText("不少于", TextBlock(InlineFont(b=True), "12"), "场")
    sheet["G1"] = "一\n二"
    sheet["H1"], sheet["H1"].number_format = 45657, "mm-dd-yy"

    assert _words(_read(saved(book))) == {
        (1, 1): "95%",
        (1, 2): "2024-12-31",
        (1, 3): "2024年12月31日",
        (1, 4): "TRUE",
        (1, 5): "007",
        (1, 6): "不少于12场",
        (1, 7): "一\n二",
        (1, 8): "2024/12/31",
    }


def test_values_that_other_programs_write():
    """Shared words without their phonetic guide, saved formulas, errors, ISO dates, places left unsaid."""
    shared = "<si><r><t>绩效</t></r><r><t>指标</t></r><rPh><t>guide</t></rPh></si><si><t>一_x000D_\n二</t></si>"
    sheet = _sheet(
        '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c t="str"><f>A1</f><v>算出</v></c>'
        '<c r="D1"><f>SUM(E1)</f><v>3.5</v></c><c r="E1" t="e"><v>#DIV/0!</v></c>'
        '<c r="F1" t="d" s="0"><v>2024-12-31T00:00:00Z</v></c><c r="G1" t="b"><v>0</v></c><c r="H1" s="9"><v>1</v></c>'
    )
    found = _read(xlsx_of(sheet, shared=shared, formats=("yyyy-mm-dd",)))

    assert list(_words(found).values()) == [
        "绩效指标", "一\r\n二", "算出", "1900-01-03", "#DIV/0!", "2024-12-31", "FALSE", "1",
    ]  # fmt: skip


def test_days_may_be_counted_from_1904():
    """A workbook made on a Mac long ago shows its own dates."""
    sheet = _sheet('<c r="A1" s="0"><v>44195</v></c>')
    found = _read(xlsx_of(sheet, formats=("yyyy-mm-dd",), workbook='<workbookPr date1904="1"/>'))

    assert _words(found) == {(1, 1): "2024-12-31"}


def test_leading_empty_rows_go_and_places_stay():
    """A cell is cited at the row and column where the sheet has it."""
    book = Workbook()
    book.active["C5"] = "年度指标值"

    assert seen(_read(saved(book)).blocks[0]) == {(5, 3): (1, 1, "年度指标值")}


def test_hidden_sheets_are_left_out_and_told():
    """Nobody sees a hidden sheet on paper; that it was not read is said."""
    found = _read(
        xlsx_of(_sheet(_cell("A1", "甲")), _sheet(_cell("A1", "乙")), _sheet(), states=("visible", "veryHidden"))
    )

    assert [(table.sheet, len(table.cells)) for table in found.blocks] == [("表1", 1)]
    assert [(r.rule, dict(r.params)) for r in found.remarks] == [("hidden-sheet", {"sheet": "表2"})]


def test_a_formula_without_a_saved_value_is_named():
    """A sheet that no program has calculated has empty cells, and the reader is told which."""
    book = Workbook()
    book.active["A1"] = "合计"
    for row in range(2, 14):
        book.active.cell(row, 2).value = "=SUM(C1:C9)"
    found = _read(saved(book))

    (remark,) = found.remarks
    assert _words(found) == {(1, 1): "合计"}
    assert remark.rule == "formula-without-value"
    assert (remark.params["sheet"], remark.params["count"]) == ("Sheet", "12")
    assert remark.params["cells"].startswith("B2、B3、")
    assert remark.params["cells"].endswith("B11 …")


def test_a_merged_range_beyond_the_words_keeps_its_size():
    """A title merged over six columns of which four hold words is six wide; merged over the whole row it is four."""
    rows = _cell("A1", "题") + "".join(_cell(place, "值") for place in ("A2", "B2", "C2", "D2"))
    six = _sheet(rows, after='<mergeCells><mergeCell ref="A1:F1"/></mergeCells>')
    whole = _sheet(rows, after='<mergeCells><mergeCell ref="A1:XFD1"/></mergeCells>')

    column = _sheet(rows, after='<mergeCells><mergeCell ref="A1:A1048576"/></mergeCells>')

    assert seen(_read(xlsx_of(column)).blocks[0])[1, 1] == (2, 1, "题")
    assert seen(_read(xlsx_of(six)).blocks[0])[1, 1] == (1, 6, "题")
    assert seen(_read(xlsx_of(whole)).blocks[0])[1, 1] == (1, 4, "题")


@settings(max_examples=40)
@given(st.lists(st.tuples(*[st.integers(1, 6)] * 4), max_size=6))
def test_ranges_that_overlap_never_cover_a_place_twice(ranges: list[tuple[int, int, int, int]]):
    """No writer should make them; where one does, each place still has one cell at most."""
    merges = "".join(
        f'<mergeCell ref="{chr(64 + min(a, b))}{min(c, d)}:{chr(64 + max(a, b))}{max(c, d)}"/>' for a, b, c, d in ranges
    )
    cells = _cell("A1", "甲") + _cell("C3", "丙") + _cell("F6", "己")

    table = _read(xlsx_of(_sheet(cells, after=f"<mergeCells>{merges}</mergeCells>"))).blocks[0]
    places = {
        (row, column)
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.rowspan)
        for column in range(cell.column, cell.column + cell.colspan)
    }

    assert len(places) == sum(cell.rowspan * cell.colspan for cell in table.cells) == 36
    assert seen(table)[1, 1][2] == "甲"


def test_a_cell_at_the_end_of_the_sheet_is_refused_at_once():
    """A sheet of 5 KB may ask for 17 thousand million places; it gets a sentence, in under a second."""
    book = Workbook()
    book.active["A1"], book.active["XFD1048576"] = "甲", "乙"
    data = saved(book)

    began = time.monotonic()
    with pytest.raises(FileLimitError, match=r"17,179,869,184, the limit is 2,000,000"):
        _read(data)
    assert time.monotonic() - began < 1


def test_far_away_cells_without_words_do_not_count():
    """A format or a blank far below is no part of the table."""
    data = xlsx_of(_sheet(_cell("A1", "甲"), '<c r="XFD1048576" s="1"/>', _cell("XFD1048575", " ")))

    assert seen(_read(data).blocks[0]) == {(1, 1): (1, 1, "甲")}


def test_a_far_word_in_few_columns_is_read_without_the_gap():
    """A note far below the table is kept; the thousands of rows between have no cells."""
    table = _read(xlsx_of(_sheet(_cell("A1", "甲"), _cell("B60000", "注")))).blocks[0]

    assert table.cells[-1].text == "注"
    assert len(table.cells) < 100


@pytest.mark.parametrize(
    ("sheet", "limits", "words"),
    [
        (_sheet(*(_cell(f"A{n}", "一") for n in range(1, 12))), Limits(cells=10), "cells with words"),
        (_sheet('<c r="A1"/>' * 11), Limits(table_area=10), "rows times columns"),
        (_sheet(_cell("A1", "一" * 11)), Limits(cell_characters=10), "one cell"),
        (
            _sheet(_cell("A1", "一"), after='<mergeCells><mergeCell ref="A1:XFC1048575"/></mergeCells>'),
            DEFAULT_LIMITS,
            "rows times columns",
        ),
        ("<a>" * 300 + "</a>" * 300, DEFAULT_LIMITS, "depth of nested"),
    ],
    ids=["cells", "places", "characters", "merged", "depth"],
)
def test_each_limit_has_its_sentence(sheet: str, limits: Limits, words: str):
    """A sheet beyond a limit is refused with the name of the limit."""
    with pytest.raises(FileLimitError, match=words):
        _read(xlsx_of(sheet), limits)


def test_two_sheets_share_one_limit():
    """Many sheets of a legal size are refused together."""
    sheet = _sheet(_cell("A1", "甲"), _cell("J10", "乙"))

    assert len(_read(xlsx_of(sheet), Limits(table_area=100)).blocks) == 1
    with pytest.raises(FileLimitError):
        _read(xlsx_of(sheet, sheet), Limits(table_area=199))


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A0"/>',
        '<c r="ZZZ1"/>',
        '<c r="A1" t="s"><v>7</v></c>',
        '<c r="A1"><v>x</v></c>',
        '<c r="A1" s="x"><v>1</v></c>',
    ],
)
def test_odd_values_are_a_sentence(cell: str):
    """A place that no sheet has, words that are not shared, a number that is none: a damaged file, not a traceback."""
    with pytest.raises(DamagedFileError, match=r"sheet1\.xml: the content is not as the format has it"):
        _read(xlsx_of(_sheet(cell)))


def test_entities_and_schemas_are_refused():
    """A billion laughs and a file from elsewhere end at the declaration."""
    for declared in (
        '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
    ):
        with pytest.raises(DamagedFileError, match="declares a DTD"):
            _read(xlsx_of(_sheet(_cell("A1", "甲")), before=declared))


def test_hidden_columns_are_left_out_and_told():
    """As hidden rows are; a label that begins in one and goes on beside it is seen."""
    sheet = (
        '<cols><col min="2" max="2" hidden="1"/><col min="4" max="5" hidden="true"/></cols>'
        + _sheet(_cell("A1", "指标"), _cell("B1", "旧值"), _cell("C1", "值"), _cell("D1", "合并"), after="")
        + '<mergeCells><mergeCell ref="D1:F1"/></mergeCells>'
    )
    found = _read(xlsx_of(sheet))

    assert _words(found) == {(1, 1): "指标", (1, 3): "值", (1, 4): "合并"}
    assert [(r.rule, dict(r.params)) for r in found.remarks] == [
        ("hidden-columns", {"sheet": "表1", "columns": "B、D"})
    ]


def test_a_title_that_begins_in_a_hidden_first_column_is_seen():
    """A helper column before the form is hidden, and the title is merged from it over all the others."""
    sheet = (
        '<cols><col min="1" max="1" hidden="1"/></cols>'
        + _sheet(_cell("A1", "2023年度自评表"), _cell("A2", "7"), _cell("B2", "指标"), _cell("C2", "值"), after="")
        + '<mergeCells><mergeCell ref="A1:C1"/></mergeCells>'
    )
    found = _read(xlsx_of(sheet))

    assert list(_words(found).values()) == ["2023年度自评表", "指标", "值"]


def test_runs_that_are_struck_out_go_and_raised_ones_stay_apart():
    """Of a cell with several fonts; a font of the whole cell strikes all of it."""
    shared = (
        "<si><r><rPr><strike/></rPr><t>≥80%</t></r><r><t>≥95%</t></r></si>"
        '<si><r><t>1.5×10</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>4</t></r><r><t>人次</t></r></si>'
        '<si><r><rPr><strike val="0"/></rPr><t>全</t></r></si>'
    )
    cells = "".join(f'<c r="A{n + 1}" t="s"><v>{n}</v></c>' for n in range(3))
    found = _read(xlsx_of(_sheet(cells), shared=shared))
    book = Workbook()
    book.active["A1"], book.active["B1"] = "98%", "留"
    book.active["A1"].font = Font(strike=True)
    whole = _read(saved(book))

    assert list(_words(found).values()) == ["≥95%", "1.5×10^4人次", "全"]
    assert [dict(r.params) for r in found.remarks if r.rule == "struck-out"] == [{"words": "≥80%"}]
    assert _words(whole) == {(1, 2): "留"}
    assert [dict(r.params) for r in whole.remarks] == [{"words": "98%"}]


def test_a_run_with_a_font_of_its_own_is_not_struck_out_by_its_cell():
    book = Workbook()
    book.active["A1"] = CellRichText("≥80%", TextBlock(InlineFont(sz=11), "≥95%"))
    book.active["A1"].font = Font(strike=True)
    found = _read(saved(book))

    assert _words(found) == {(1, 1): "≥95%"}
    assert _told(found) == {"struck-out": {"words": "≥80%"}}


def test_words_that_a_format_does_not_show_are_told():
    """A format with four sections draws words by the last alone."""
    cells = "".join(
        f'<c r="{column}1" t="inlineStr" s="{n}"><is><t>98%</t></is></c>' for n, column in enumerate("ABCD")
    )
    found = _read(xlsx_of(_sheet(cells), formats=(";;;", "0;0;0;", "0;;", "0;-0;;@")))

    assert _words(found) == {(1, 3): "98%", (1, 4): "98%"}
    assert _told(found) == {"hidden-words": {"words": "表1!A1 98%｜表1!B1 98%"}}


def test_white_words_on_a_pattern_are_seen():
    """A pattern paints in two colours; one of them may be white."""
    book = Workbook()
    book.active["A1"], book.active["A1"].font = "值", Font(color="FFFFFFFF")
    book.active["A1"].fill = PatternFill("lightUp", fgColor="FFFFFFFF", bgColor="FF1F497D")

    assert _words(_read(saved(book))) == {(1, 1): "值"}


def test_errors_and_pictures_are_no_values_and_told():
    """#REF! is shown and kept, and named; a picture that WPS put into a cell has no words."""
    sheet = _sheet(
        '<c r="A1" t="e"><v>#REF!</v></c><c r="B1" t="e"><v>#N/A</v></c>'
        '<c r="C1" t="str"><f>DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>' + _cell("D1", "值")
    )
    found = _read(xlsx_of(sheet))

    assert _words(found) == {(1, 1): "#REF!", (1, 2): "#N/A", (1, 4): "值"}
    assert {r.rule: dict(r.params) for r in found.remarks} == {
        "error-values": {"sheet": "表1", "words": "#N/A、#REF!", "count": "2", "cells": "A1、B1"},
        "picture-cells": {"sheet": "表1", "count": "1", "cells": "C1"},
    }


def _told(found: FileBlocks) -> dict[str, dict[str, str]]:
    return {remark.rule: dict(remark.params) for remark in found.remarks}


def test_what_has_no_height_or_width_is_hidden():
    """A row of height 0 and a column of width 0 are not seen; a narrow one with a digit's width is."""
    sheet = (
        '<cols><col min="2" max="2" width="0" customWidth="1"/><col min="3" max="3" width="1"/></cols><sheetData>'
        f'<row r="1">{_cell("A1", "指标")}{_cell("B1", "旧值")}{_cell("C1", "值")}</row>'
        f'<row r="2" ht="0" customHeight="1">{_cell("A2", "旧行")}</row><row r="3" ht="12">{_cell("A3", "行")}</row>'
        "</sheetData>"
    )
    found = _read(xlsx_of(sheet))

    assert _words(found) == {(1, 1): "指标", (1, 3): "值", (3, 1): "行"}
    assert _told(found) == {
        "hidden-rows": {"sheet": "表1", "rows": "2"},
        "hidden-columns": {"sheet": "表1", "columns": "B"},
    }


def test_a_label_over_hidden_rows_alone_is_not_seen():
    """Merged over two rows that are both hidden, it does not come back."""
    rows = f'<row r="1">{_cell("A1", "行")}</row><row r="2" hidden="1">{_cell("A2", "旧")}</row><row r="3" hidden="1"/>'
    found = _read(xlsx_of(f'<sheetData>{rows}</sheetData><mergeCells><mergeCell ref="A2:A3"/></mergeCells>'))

    assert _words(found) == {(1, 1): "行"}


def test_zeros_that_are_not_shown_are_empty_and_told():
    """By the sheet's view or by the format; a figure that the format hides is told with its words."""
    cells = '<c r="A1"><v>0</v></c><c r="B1"><v>3</v></c>' + _cell("C1", "0")
    view = '<sheetViews><sheetView showZeros="0"/></sheetViews>'
    by_format = _sheet('<c r="A1" s="0"><v>0</v></c><c r="B1" s="1"><v>0.98</v></c>' + _cell("C1", "值"))
    found = _read(xlsx_of(view + _sheet(cells), by_format, formats=("0;-0;;@", ";;;")))

    assert _words(found) == {(1, 2): "3", (1, 3): "0"}
    assert _words(found, 1) == {(1, 3): "值"}
    assert [(r.rule, dict(r.params)) for r in found.remarks] == [
        ("zeros-not-shown", {"sheet": "表1", "count": "1", "cells": "A1"}),
        ("zeros-not-shown", {"sheet": "表2", "count": "1", "cells": "A1"}),
        ("hidden-words", {"words": "表2!B1 0.98"}),
    ]


def test_a_formula_of_words_without_a_value_is_told():
    """Nothing saved, or nothing of a formula that adds words; one that may give nothing is an empty cell."""
    cells = (
        '<c r="A1" t="str"><f>B9</f></c><c r="B1" t="str"><f>"≥"&amp;95</f><v></v></c>'
        '<c r="C1" t="str"><f>IF(A9="","",A9)</f><v></v></c><c r="D1" t="str"><f>B9</f><v/></c>'
    )
    found = _read(xlsx_of(_sheet(cells)))

    assert _told(found) == {"formula-without-value": {"sheet": "表1", "count": "2", "cells": "A1、B1"}}


def _coloured(**extra: object) -> FileBlocks:
    """Read a sheet with white words on white, white words on blue, tiny ones and a cell with a white run."""
    book = Workbook()
    sheet = book.active
    for place, font in (("A1", "FFFFFFFF"), ("B1", "FFFFFFFF"), ("C1", "FF000000"), ("G9", "FFFFFFFF")):
        sheet[place], sheet[place].font = "值", Font(color=font)
    sheet["B1"].fill = PatternFill("solid", fgColor="FF1F497D")
    sheet["D1"], sheet["D1"].font = "小", Font(sz=1)
    sheet["E1"] = CellRichText("≥", TextBlock(InlineFont(color="FFFFFFFF"), "1"), "6支")
    if extra:
        sheet.conditional_formatting.add("A1", FormulaRule(formula=["TRUE"], fill=PatternFill(bgColor="FF0000FF")))
    return _read(saved(book))


def test_white_words_on_white_and_tiny_ones_are_told_and_not_read():
    """A painted cell shows them; so may a conditional format, wherever it stands."""
    found, kept = _coloured(), _coloured(conditional=True)

    assert _words(found) == {(1, 2): "值", (1, 3): "值", (1, 5): "≥6支"}
    assert _told(found) == {"hidden-words": {"words": "Sheet!D1 小｜Sheet!A1 值｜Sheet!E1 1｜Sheet!G9 值"}}
    assert max(cell.row for cell in found.blocks[0].cells) == 1
    assert _words(kept) == {(1, n): w for n, w in enumerate(("值", "值", "值"), 1)} | {(1, 5): "≥16支", (9, 7): "值"}
    assert _told(kept) == {"hidden-words": {"words": "Sheet!D1 小"}}


_FORM = _cell("A1", "项目名称") + _cell("B1", "科普讲座")
_PRINTED = (
    '<headerFooter><oddHeader>&amp;L附件&amp;C&amp;"宋体,Bold"&amp;14项目支出绩效目标表（2024年度）&amp;R单位：万元</oddHeader>'
    "<oddFooter>第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>"
)


def test_a_title_that_is_only_printed_stands_before_the_table():
    """The print header of a sheet without a title is read without its codes; of one with a title it is told."""
    own = _cell("A1", "项目支出绩效自评表")
    found = _read(xlsx_of(_sheet(_FORM, after=_PRINTED), _sheet(own, after=_PRINTED)))

    assert [block.text for block in found.blocks[:3]] == ["项目支出绩效目标表（2024年度）", "附件", "单位：万元"]
    assert [block.sheet for block in found.blocks[3:]] == ["表1", "表2"]
    assert _told(found) == {"header-words": {"words": "项目支出绩效目标表（2024年度）｜附件｜单位：万元"}}


def _box(row: int, words: str) -> str:
    place = f"<from><col>1</col><colOff>0</colOff><row>{row - 1}</row></from>"
    return f"<twoCellAnchor>{place}<sp><txBody><a><p><r><t>{words}</t></r></p></a></txBody></sp></twoCellAnchor>"


def test_a_picture_as_large_as_a_table_is_told():
    """A scan that was put on a sheet; a seal is smaller."""
    sizes = '<spPr><xfrm><ext cx="{0}" cy="{0}"/></xfrm></spPr>'
    drawing = "".join(
        f"<twoCellAnchor><pic>{sizes.format(size)}</pic></twoCellAnchor>" for size in (4_000_000, 900_000)
    )

    assert _told(_read(xlsx_of(_sheet(_FORM), drawings=(drawing,)))) == {"pictures-unread": {"count": "1"}}


def test_text_boxes_above_the_cells_are_lines_and_those_over_them_are_told():
    """What lies over cells belongs to no place of the table; the same words for old programs count once."""
    title = _box(2, "绩效目标表")
    old = f"<AlternateContent><Choice>{title}</Choice><Fallback>{title}</Fallback></AlternateContent>"
    rows = f'<sheetData><row r="5">{_cell("A5", "项目名称")}{_cell("B5", "讲座")}</row></sheetData>'
    found = _read(xlsx_of(rows, drawings=(old + _box(5, "66%"),)))

    assert [getattr(block, "text", "") for block in found.blocks] == ["绩效目标表", ""]
    assert _words(found, 1) == {(5, 1): "项目名称", (5, 2): "讲座"}
    assert _told(found) == {"text-boxes": {"sheet": "表1", "words": "B5 66%"}}
