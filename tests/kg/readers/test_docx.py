"""DOCX: what Word prints in the body is read in its order, and nothing else."""

from __future__ import annotations

import docx
import pytest

from kg.errors import DamagedFileError, DocumentError, FileLimitError, TableIsPictureError
from kg.readers.blocks import FileBlocks, Part, Table
from kg.readers.docx import read
from kg.readers.limits import DEFAULT_LIMITS, Limits
from kg.reading import read_bytes
from tests.kg.readers.grids import saved, seen
from tests.kg.readers.office_files import WORD_TYPE, docx_of, package, paragraph


def _read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> FileBlocks:
    return read(data, "表.docx", limits, lambda: None)


def _words(body: str) -> list[str]:
    return [block.text for block in _read(docx_of(body)).blocks if isinstance(block, Part)]


def _tables(body: str) -> list[dict[tuple[int, int], tuple[int, int, str]]]:
    return [seen(block) for block in _read(docx_of(body)).blocks if isinstance(block, Table)]


def _cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def _row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _span(columns: str, element: str = "gridSpan") -> str:
    return f'<w:{element} w:val="{columns}"/>'


def test_paragraphs_and_tables_stand_in_the_order_of_the_page():
    """A table between two paragraphs is read between them, its empty cell kept."""
    document = docx.Document()
    document.add_paragraph("部门名称：市科协")
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "年度指标值"
    document.add_paragraph("单位：万元")

    first, grid, last = _read(saved(document)).blocks

    assert (first, last) == (Part("部门名称：市科协"), Part("单位：万元"))
    assert seen(grid) == {(1, 1): (1, 1, "年度指标值"), (1, 2): (1, 1, "")}


def test_header_and_footer_are_no_words_of_the_document():
    """A page's header would otherwise be taken for a title on each page."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "第 1 页"
    document.add_paragraph("正文")

    assert _read(saved(document)).blocks == (Part("正文"),)


def test_line_breaks_and_paragraphs_of_a_cell_are_line_ends():
    """`w:br` and a new paragraph both break the line; a tab stays a tab until the text layer is written."""
    content = "<w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/><w:t>三</w:t></w:r></w:p>" + paragraph("四")

    assert _tables(f"<w:tbl>{_row(_cell(content))}</w:tbl>") == [{(1, 1): (1, 1, "一\n二\t三\n四")}]


def test_deleted_revisions_go_and_insertions_stay():
    """The reader sees the document with all changes accepted: words, moved words, rows, paragraph ends."""
    body = (
        "<w:p><w:r><w:t>目标</w:t></w:r><w:del><w:r><w:delText>八</w:delText><w:t>九</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>十场</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>旧处</w:t></w:r></w:moveFrom></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>合并</w:t></w:r></w:p>" + paragraph("成一行")
    )
    rows = _row(_cell(paragraph("留"))) + _row(_cell(paragraph("删")), properties="<w:del/>")

    assert _words(body) == ["目标十场", "合并成一行"]
    assert _tables(f"<w:tbl>{rows}</w:tbl>") == [{(1, 1): (1, 1, "留")}]


def test_content_controls_and_text_boxes_are_read():
    """Forms keep their fields in controls; a title often stands in a text box, twice for old and new programs."""
    box = f"<wps:txbx><w:txbxContent>{paragraph('框中标题')}</w:txbxContent></wps:txbx>"
    old = f"<v:textbox><w:txbxContent>{paragraph('框中标题')}</w:txbxContent></v:textbox>"
    body = (
        f"<w:sdt><w:sdtPr><w:tag w:val='x'/></w:sdtPr><w:sdtContent>{paragraph('控件')}</w:sdtContent></w:sdt>"
        "<w:p><w:r><w:t>段落</w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{old}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    control = f"<w:sdt><w:sdtContent>{_cell(paragraph('单元'))}</w:sdtContent></w:sdt>"
    rows = f"<w:sdt><w:sdtContent>{_row(control, _cell(paragraph('格')))}</w:sdtContent></w:sdt>"

    assert _words(body) == ["控件", "段落", "框中标题"]
    assert _tables(f"<w:tbl>{rows}</w:tbl>") == [{(1, 1): (1, 1, "单元"), (1, 2): (1, 1, "格")}]


def test_rows_that_begin_or_end_inside_the_grid_keep_their_columns():
    """`gridBefore` moves a row to the right; the older `hMerge` is a width like `gridSpan`, also where rows merge."""
    rows = (
        _row(
            _cell(paragraph("甲"), "<w:hMerge w:val='restart'/><w:vMerge w:val='restart'/>"),
            _cell(paragraph(""), "<w:hMerge/><w:vMerge w:val='restart'/>"),
            _cell(paragraph("乙")),
        )
        + _row(
            _cell("<w:p/>", "<w:hMerge w:val='restart'/><w:vMerge/>"),
            _cell("<w:p/>", "<w:hMerge w:val='continue'/><w:vMerge/>"),
            properties="<w:gridAfter w:val='1'/>",
        )
        + _row(_cell(paragraph("丙"), "<w:gridSpan w:val='2'/>"), properties="<w:gridBefore w:val='1'/>")
    )

    assert _tables(f"<w:tbl>{rows}</w:tbl>") == [
        {(1, 1): (2, 2, "甲"), (1, 3): (1, 1, "乙"), (3, 2): (1, 2, "丙")},
    ]


def test_a_merge_that_continues_nothing_is_a_cell_of_its_own():
    """Damaged merges never make two cells cover one place."""
    rows = _row(
        _cell(paragraph("甲"), "<w:gridSpan w:val='2'/><w:vMerge w:val='restart'/>"), _cell(paragraph("乙"))
    ) + _row(_cell(paragraph("丙"), "<w:vMerge/>"), _cell(paragraph("丁")), _cell("<w:p/>", "<w:vMerge/>"))

    assert _tables(f"<w:tbl>{rows}</w:tbl>") == [
        {(1, 1): (1, 2, "甲"), (1, 3): (1, 1, "乙"), (2, 1): (1, 1, "丙"), (2, 2): (1, 1, "丁"), (2, 3): (1, 1, "")}
    ]


def test_a_table_inside_a_cell_follows_the_outer_table():
    """The outer cell keeps its own words, the inner tables come after it, outermost first."""
    deepest = f"<w:tbl>{_row(_cell(paragraph('底')))}</w:tbl>"
    inner = f"<w:tbl>{_row(_cell(paragraph('内') + deepest))}</w:tbl>"
    outer = f"<w:tbl>{_row(_cell(paragraph('外前') + inner + paragraph('外后')), _cell(paragraph('旁')))}</w:tbl>"

    assert _tables(outer) == [
        {(1, 1): (1, 1, "外前\n外后"), (1, 2): (1, 1, "旁")},
        {(1, 1): (1, 1, "内")},
        {(1, 1): (1, 1, "底")},
    ]


def test_symbols_and_fractions_keep_what_the_target_says():
    """≥ of the font Symbol is ≥; a fraction keeps its stroke; hidden words and field codes are not printed."""
    body = (
        '<w:p><w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>95%</w:t></w:r></w:p>'
        "<w:p><m:oMath><m:f><m:num><m:r><m:t>满意人数</m:t></m:r></m:num><m:den><m:r><m:t>总人数</m:t></m:r></m:den>"
        "</m:f></m:oMath></w:p>"
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显示</w:t></w:r></w:p>'
    )

    assert _words(body) == ["≥95%", "满意人数/总人数", "显示"]


def test_numbers_that_word_only_renders_are_not_invented():
    """An automatic list number is no word of the file."""
    document = docx.Document()
    document.add_paragraph("第一项", style="List Number")

    assert _read(saved(document)).blocks == (Part("第一项"),)


def test_links_to_the_outside_and_to_nothing_do_no_harm():
    """Pictures that are gone and templates elsewhere are neither fetched nor missed."""
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://x/attachedTemplate" Target="http://127.0.0.1:9/t"'
        ' TargetMode="External"/>'
        '<Relationship Id="r2" Type="http://x/image" Target="../NULL"/></Relationships>'
    )
    data = docx_of(paragraph("正文"), members={"word/_rels/document.xml.rels": rels})

    assert _read(data).blocks == (Part("正文"),)


def test_a_document_without_a_body_is_damaged():
    """What claims to be a document and has none says which part is missing."""
    data = package(WORD_TYPE, "word/document.xml", {"word/document.xml": "<x/>"})

    with pytest.raises(DamagedFileError, match=r"word/document\.xml: this part is missing"):
        _read(data)


@pytest.mark.parametrize(
    ("body", "limits", "words"),
    [
        (paragraph("一") * 11, Limits(blocks=10), "paragraphs and tables"),
        (f"<w:tbl>{_row(_cell(paragraph('一')) * 11)}</w:tbl>", Limits(cells=10), "cells with words"),
        (f"<w:tbl>{_row(_cell(paragraph('一' * 11)))}</w:tbl>", Limits(cell_characters=10), "one cell"),
        (f"<w:tbl>{_row(_cell('<w:p/>', _span('999999999')))}</w:tbl>", DEFAULT_LIMITS, "rows times"),
        (
            f"<w:tbl>{_row(_cell('<w:p/>'), properties=_span('999999999', 'gridBefore'))}</w:tbl>",
            DEFAULT_LIMITS,
            "rows times",
        ),
        ("<w:tbl><w:tr><w:tc>" * 5_000 + "</w:tc></w:tr></w:tbl>" * 5_000, DEFAULT_LIMITS, "depth of nested"),
    ],
    ids=["blocks", "cells", "characters", "span", "before", "depth"],
)
def test_each_limit_has_its_sentence(body: str, limits: Limits, words: str):
    """A document beyond a limit is refused with the name of the limit."""
    with pytest.raises(FileLimitError, match=words):
        _read(docx_of(body), limits)


def test_many_tables_share_one_limit():
    """Tables of a legal size are refused when together they are too much."""
    table = f"<w:tbl>{_row(_cell('<w:p/>') * 10)}</w:tbl>"

    assert len(_read(docx_of(table * 10), Limits(table_area=100)).blocks) == 10
    with pytest.raises(FileLimitError, match="rows times columns"):
        _read(docx_of(table * 11), Limits(table_area=100))


def test_paragraphs_of_cells_are_no_paragraphs_of_the_document():
    """A long table does not use up the limit of paragraphs."""
    body = f"<w:tbl>{_row(_cell(paragraph('一') * 5)) * 10}</w:tbl>"

    assert len(_read(docx_of(body), Limits(blocks=10)).blocks) == 1


def test_odd_values_are_a_sentence():
    """A span that is no number ends as a damaged file, not as a traceback."""
    with pytest.raises(DocumentError, match="not as the format has it"):
        _read(docx_of(f"<w:tbl>{_row(_cell('<w:p/>', _span('x')))}</w:tbl>"))


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STYLES = (
    f"<w:styles {_W}>"
    '<w:style w:type="character" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Cut"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Up"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="UpToo"><w:basedOn w:val="Up"/></w:style></w:styles>'
)
_NOTES = f'<w:footnotes {_W}><w:footnote w:id="2"><w:p><w:r><w:t>按80%计</w:t></w:r></w:p></w:footnote></w:footnotes>'


def _with_parts(body: str, styles: str = _STYLES) -> FileBlocks:
    """Read a body that has styles and notes beside it."""
    related = "".join(
        f'<Relationship Id="r{kind}" Type="{_RELATED}/{kind}" Target="{kind}.xml"/>' for kind in ("styles", "footnotes")
    )
    listed = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{related}</Relationships>'
    )
    members = {"word/_rels/document.xml.rels": listed, "word/styles.xml": styles, "word/footnotes.xml": _NOTES}
    return _read(docx_of(body, members=members))


def _run(words: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>"


def _style(name: str) -> str:
    return f'<w:rStyle w:val="{name}"/>'


def _field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


_RAISED = '<w:vertAlign w:val="superscript"/>'
_NOTE = f'<w:r><w:rPr>{_RAISED}</w:rPr><w:footnoteReference w:id="2"/></w:r>'
_POWER = "<m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>4</m:t></m:r></m:sup></m:sSup>"
_CODE = "<w:r><w:instrText>REF a</w:instrText></w:r>"
_INNER = f"{_field('begin')}{_CODE}{_field('separate')}{_run('63')}{_field('end')}"
_PROMPT = f"<w:sdtContent>{_run('单击此处输入文字。')}</w:sdtContent>"


@pytest.mark.parametrize(
    ("runs", "words"),
    [
        (_run("≥") + _run("1", _style("Gone")) + _run("6支"), "≥6支"),
        (_run("≥") + _run("1", _style("Gone") + '<w:vanish w:val="0"/>') + _run("6支"), "≥16支"),
        (_run("≥80%", _style("Cut")) + _run("≥95%"), "≥95%"),
        (_run("1.5×10") + _run("4", _style("Up")) + _run("人次"), "1.5×10^4人次"),
        (_run("1.5×10") + _run("4", _style("UpToo")), "1.5×10^4"),
        (_run("1.5×10") + _run("4", '<w:position w:val="8"/>'), "1.5×10^4"),
        (_run("126") + _NOTE + _run("场"), "126场"),
        (f"<m:oMath>{_POWER}</m:oMath>", "10^4"),
        (f"{_field('begin')}{_INNER}{_field('separate')}{_run('126')}{_field('end')}{_run('场')}", "126场"),
        (f"{_run('≥95%')}<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>{_PROMPT}</w:sdt>", "≥95%"),
    ],
    ids=range(10),
)
def test_a_run_is_what_its_style_its_field_and_its_control_make_of_it(runs, words):
    """Hidden, struck out or raised by a style; a field's result and not its code; no prompt of an empty control."""
    found = _with_parts(f"<w:p>{runs}</w:p>")

    assert [block.text for block in found.blocks] == [words, "按80%计"]
    assert ("struck-out" in {remark.rule for remark in found.remarks}) == ("Cut" in runs)


def test_an_empty_control_around_a_paragraph_or_a_cell_has_no_words():
    """Its prompt is no name, and its cell stays; a control that says that it is filled in has them."""
    control = "<w:sdt><w:sdtPr><w:showingPlcHdr{}/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    prompt = paragraph("单击此处输入文字。")
    row = f"<w:tr>{_cell(paragraph('项目名称'))}{control.format('', _cell(prompt))}{_cell(paragraph('后'))}</w:tr>"
    filled = control.format(' w:val="0"', paragraph("科普讲座"))
    found = _with_parts(f"{control.format('', prompt)}{filled}<w:tbl><w:tblPr/>{row}</w:tbl>")

    assert found.blocks[0] == Part("科普讲座")
    assert [cell.text for cell in found.blocks[1].cells] == ["项目名称", "", "后"]


def test_a_broken_part_is_named():
    """Styles that are no XML are told as such, and not as a broken document."""
    with pytest.raises(DamagedFileError) as told:
        _with_parts(paragraph("正文"), styles="<w:styles")

    assert "word/styles.xml" in str(told.value)


_BASE = "http://schemas.openxmlformats.org/package/2006/relationships"
_REFERENCE = '<w:headerReference w:type="{}" r:id="r{}" xmlns:r="' + _RELATED + '"/>'


def _headed(body: str, *heads: str, section: str = "") -> FileBlocks:
    """Read a body with headers; `section` stands in the properties of its only section."""
    related = "".join(
        f'<Relationship Id="r{n}" Type="{_RELATED}/header" Target="header{n}.xml"/>' for n in range(len(heads))
    )
    members: dict[str, str | bytes] = {
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_BASE}">{related}</Relationships>'
    }
    members |= {f"word/header{n}.xml": f"<w:hdr {_W}>{head}</w:hdr>" for n, head in enumerate(heads)}
    return _read(docx_of(f"{body}<w:sectPr>{section}</w:sectPr>", members=members))


def _told(found: FileBlocks) -> dict[str, dict[str, str]]:
    return {remark.rule: dict(remark.params) for remark in found.remarks}


_FORM = f"<w:tbl>{_row(_cell(paragraph('项目名称')), _cell(paragraph('科普讲座')))}</w:tbl>"
_TITLE = paragraph("项目支出绩效目标表") + paragraph("（2024年度）\t第 1 页\t金额单位：元").replace(
    "\t", "</w:t><w:tab/><w:t>"
)


def test_a_title_that_stands_only_in_the_header_is_read():
    """Above a table without a title, line by line, without page numbers; a label above the table is no title."""
    above = paragraph("填报单位：市科协")
    again = paragraph("本页为项目支出绩效目标表续页")
    found = _headed(above + _FORM + again, _TITLE, section=_REFERENCE.format("default", 0))

    assert [block.text for block in found.blocks if isinstance(block, Part)] == [
        "项目支出绩效目标表",
        "（2024年度）",
        "金额单位：元",
        "填报单位：市科协",
        "本页为项目支出绩效目标表续页",
    ]
    assert not found.remarks


@pytest.mark.parametrize(
    "body",
    [
        paragraph("项目支出绩效自评表") + _FORM,
        f"<w:tbl>{_row(_cell(paragraph('项目支出绩效自评表')))}{_row(_cell(paragraph('项目名称')))}</w:tbl>",
        paragraph("说明"),
    ],
    ids=["line", "row", "no table"],
)
def test_a_running_head_is_no_line_of_a_form_and_told(body: str):
    """A form with a title of its own, as a line or as its first row, has nothing from the header."""
    head = paragraph("2023年部门决算公开") + paragraph("项目支出绩效自评表") * ("自评表" in body) + paragraph("— 3 —")
    found = _headed(body, head, section=_REFERENCE.format("default", 0))

    assert found.blocks == _read(docx_of(body)).blocks
    assert _told(found) == {"header-words": {"words": "2023年部门决算公开"}}


def test_the_header_of_the_first_page_is_the_one_that_counts():
    """With a first page of its own, that of the others is told."""
    section = "<w:titlePg/>" + _REFERENCE.format("default", 0) + _REFERENCE.format("first", 1)
    found = _headed(_FORM, paragraph("其他各页的页眉"), paragraph("项目支出绩效目标表"), section=section)

    assert found.blocks[0] == Part("项目支出绩效目标表")
    assert _told(found) == {"header-words": {"words": "其他各页的页眉"}}


def test_word_art_is_read_where_it_stands_and_no_watermark():
    """Old WordArt holds its words in an attribute; behind the text or in a header it is a watermark."""
    art = '<w:r><w:pict><v:shape style="{}"><v:textpath string="{}"/></v:shape></w:pict></w:r>'
    title = f"<w:p>{art.format('width:200pt', '绩效目标表')}</w:p>"
    mark = f"<w:p>{art.format('z-index:-251658752', '内部资料')}</w:p>"
    head = mark.replace("z-index:-", "z-index:").replace("<v:shape", '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"')
    found = _headed(title + mark + paragraph("正文"), head, section=_REFERENCE.format("default", 0))

    assert found == FileBlocks("docx", (Part("绩效目标表"), Part("正文")))


_WHITE = '<w:color w:val="FFFFFF"/>'
_DARK = '<w:shd w:val="clear" w:color="auto" w:fill="1F497D"/>'
_PLAIN = '<w:shd w:val="clear" w:color="auto" w:fill="auto"/>'
_LOOKS = (
    f"<w:styles {_W}>"
    f'<w:style w:type="table" w:styleId="Band"><w:tblStylePr w:type="firstRow"><w:tcPr>{_DARK}</w:tcPr></w:tblStylePr>'
    f'</w:style><w:style w:type="table" w:styleId="Grid"/>'
    '<w:style w:type="paragraph" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
    f'<w:style w:type="character" w:styleId="White"><w:rPr>{_WHITE}</w:rPr></w:style></w:styles>'
)


_BEHIND = '<w:p><w:r><w:drawing><x:anchor xmlns:x="x" behindDoc="1"/></w:drawing></w:r></w:p>'


def _in_table(run: str, *, table: str = "", cell: str = _PLAIN, paragraph_: str = "") -> str:
    content = f"<w:p><w:pPr>{paragraph_}</w:pPr>{_run('≥')}{run}{_run('6支')}</w:p>"
    return f"<w:tbl><w:tblPr>{table}</w:tblPr>{_row(_cell(content, cell))}</w:tbl>"


@pytest.mark.parametrize(
    ("body", "seen_words"),
    [
        (_in_table(_run("1", _WHITE)), "≥6支"),
        (_in_table(_run("1", '<w:color w:val="FFFFFF" w:themeColor="background1"/>')), "≥6支"),
        (_in_table(_run("1", _style("White")), table='<w:tblStyle w:val="Grid"/>'), "≥6支"),
        (_in_table(_run("1", '<w:sz w:val="4"/>')), "≥6支"),
        (_in_table(_run("1", '<w:sz w:val="5"/>')), "≥16支"),
        (_in_table(_run("1", _WHITE), cell=_DARK), "≥16支"),
        (_in_table(_run("1", _WHITE), paragraph_=_DARK), "≥16支"),
        (_in_table(_run("1", _WHITE + _DARK)), "≥16支"),
        (_in_table(_run("1", _WHITE + '<w:highlight w:val="blue"/>')), "≥16支"),
        (_in_table(_run("1", _WHITE), table='<w:tblStyle w:val="Band"/>'), "≥16支"),
        (_in_table(_run("1", _WHITE), table=_DARK), "≥16支"),
        (_in_table(_run("1", '<w:color w:val="FFFFFF" w:themeColor="text1"/>')), "≥16支"),
        (_in_table(_run("1", _WHITE)) + _BEHIND, "≥16支"),
        (_in_table(_run("1", _WHITE), cell=_PLAIN.replace("/>", ' w:themeFill="accent1"/>')), "≥16支"),
        (_in_table(_run("1", _WHITE), cell=_PLAIN.replace("/>", ' w:themeFill="background1"/>')), "≥6支"),
        (_in_table(_run("1", _WHITE.replace("/>", ' w:themeColor="background1" w:themeShade="80"/>'))), "≥16支"),
        (_in_table(_run("1", '<w:vanish w:val="0"/>'), paragraph_='<w:pStyle w:val="Gone"/>'), "1"),
    ],
    ids=range(17),
)  # fmt: skip
def test_words_that_nobody_sees_are_told_and_not_read(body: str, seen_words: str):
    """White on white, two points or less, or hidden by a style; white words on anything that may be dark are read."""
    found = _with_parts(body, styles=_LOOKS)

    assert seen(found.blocks[0])[1, 1][2] == seen_words
    unseen = {"≥6支": "1", "≥16支": None, "1": "≥｜6支"}[seen_words]
    assert _told(found).get("hidden-words", {"words": None}) == {"words": unseen}


def test_revisions_are_told_once_with_their_number():
    """What is deleted is cited; a deleted cell is empty, as those beside it would move."""
    rows = (
        _row(_cell(paragraph("旧行")), properties="<w:del/>")
        + _row(_cell(paragraph("新行")), properties="<w:ins/>")
        + _row(_cell(paragraph("98%"), "<w:cellDel/>"), _cell(paragraph("10")))
    )
    body = (
        "<w:p><w:r><w:t>目标</w:t></w:r><w:del><w:r><w:delText>八场</w:delText></w:r></w:del>"
        f"<w:ins><w:r><w:t>十场</w:t></w:r></w:ins></w:p><w:tbl>{rows}</w:tbl>"
    )
    found = _read(docx_of(body))

    assert seen(found.blocks[1]) == {(1, 1): (1, 1, "新行"), (2, 1): (1, 1, ""), (2, 2): (1, 1, "10")}
    assert _told(found) == {"tracked-changes": {"inserted": "2", "deleted": "3", "words": "八场｜旧行｜98%"}}


def _picture(width: int = 500_000, kind: str = "inline") -> str:
    extent = f'<x:extent cx="{width}" cy="{width}"/>'
    return f'<w:p><w:r><w:drawing><x:{kind} xmlns:x="x">{extent}<x:blip/></x:{kind}></w:drawing></w:r></w:p>'


def test_pictures_in_tables_and_other_files_are_told():
    """A picture of words in a cell or as large as a table, an embedded sheet, a piece of a web page: none is read."""
    pictures = _picture() + _picture(4_000_000) + _picture(4_000_000, "anchor")
    seal = _picture(1_500_000, "anchor")
    sheet = '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:o"/></w:object></w:r></w:p>'
    found = _read(docx_of(f"<w:tbl>{_row(_cell(_picture() + seal))}</w:tbl>{pictures}{sheet}<w:altChunk/>"))

    assert _told(found) == {"pictures-unread": {"count": "3"}, "embedded-objects": {"count": "2"}}


@pytest.mark.parametrize("words", ["", "项目支出情况"])
def test_a_form_that_is_a_picture_is_refused_as_such(words: str):
    """Neither "no text" nor "no known form": a person is told to have the picture recognised."""
    with pytest.raises(TableIsPictureError, match="picture"):
        read_bytes(docx_of(paragraph(words) + _picture(4_000_000)), "表.docx")


def _equation(code: str) -> str:
    return f"{_field('begin')}<w:r><w:instrText> EQ {code} </w:instrText></w:r>{_field('end')}"


_CHOICE = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="≤"/>'
    '<w:listEntry w:val="≥"/></w:ddList></w:ffData></w:fldChar></w:r>'
    f"<w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r>{_field('end')}"
)
_ROOT = "<m:oMath><m:rad><m:deg/><m:e><m:r><m:t>144</m:t></m:r></m:e></m:rad></m:oMath>"
_HALF = "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
_BRACKETS = "<m:oMath><m:d><m:e><m:r><m:t>甲/乙</m:t></m:r></m:e></m:d></m:oMath>"


@pytest.mark.parametrize(
    ("runs", "words"),
    [
        (_CHOICE + _run("95%"), "≥95%"),
        (_equation(r"\o\ac(○,6)") + _run("场"), "⑥场"),
        (_run("1.5×10") + _equation(r"\s\up5(4)") + _run("人次"), "1.5×10^4人次"),
        (_run("占比≥") + _equation(r"\f(1,2)"), "占比≥1/2"),
        (_equation(r"\o\ad(\s\up 11(绩效),\s\do 5(目标))"), "绩效目标"),
        (_run("≥") + _equation(r"\r(3,8)"), "≥{EQ \\r(3,8)}"),
        (_run("≥") + _ROOT + _run("场"), "≥√(144)场"),
        (_run("≥2") + _HALF + _run("支"), "≥2 1/2支"),
        (_BRACKETS + _run("≥92%"), "(甲/乙)≥92%"),
    ],
    ids=range(9),
)
def test_what_word_draws_and_does_not_write_is_not_lost(runs: str, words: str):
    """The choice of a list, an equation in a field, roots and brackets: without them another figure would stand."""
    assert _words(f"<w:p>{runs}</w:p>") == [words]
