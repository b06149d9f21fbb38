"""HTML: what a browser shows, and nothing fetched from elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import DocumentError, FileLimitError, NotTextError
from kg.readers.blocks import FileBlocks, Part, Table
from kg.readers.html import read
from kg.readers.html_source import decoded
from kg.readers.limits import DEFAULT_LIMITS, Limits
from tests.kg.readers.grids import seen


def _read(page: str | bytes, limits: Limits = DEFAULT_LIMITS) -> FileBlocks:
    return read(page.encode() if isinstance(page, str) else page, "表.html", limits, lambda: None)


def _blocks(page: str) -> list[str | dict[tuple[int, int], tuple[int, int, str]]]:
    return [block.text if isinstance(block, Part) else seen(block) for block in _read(page).blocks]


def _tables(page: str) -> list[dict[tuple[int, int], tuple[int, int, str]]]:
    return [seen(block) for block in _read(page).blocks if isinstance(block, Table)]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("<p>绩效".encode(), "nothing declared, UTF-8"),
        ("<p>绩效".encode("gb18030"), "nothing declared, GB18030"),
        ("<p>绩效".encode("utf-8-sig"), "a mark"),
        ("<p>绩效".encode("utf-16"), "a mark of UTF-16"),
        ('<meta charset="gb2312"><p>绩效'.encode("gb18030"), "meta"),
        ("<meta http-equiv=Content-Type content='text/html; charset=GBK'><p>绩效".encode("gb18030"), "http-equiv"),
        ("<meta charset=big5><p>績效".encode("big5"), "Big5"),
        ("<meta charset=gb2312><p>绩效".encode(), "an old declaration on a page saved as UTF-8"),
        ("<meta charset=utf-8><p>绩效".encode("gb18030"), "a wrong declaration of UTF-8"),
        ("<meta charset=iso-8859-1><p>绩效".encode("gb18030"), "a Latin declaration"),
        ("<meta charset=nonsense><p>绩效".encode("gb18030"), "an unknown declaration"),
    ],
)
def test_the_encoding_is_found(data: bytes, why: str):
    """Chinese pages declare their encoding in many ways, often wrongly."""
    assert _read(data).blocks[-1].text in {"绩效", "績效"}, why


def test_bytes_that_are_no_text_are_refused():
    """A page in no known encoding is named with the byte that is none."""
    with pytest.raises(NotTextError, match="0xFF"):
        decoded(b"<p>\xff\xff\xff", "a.html")


def test_blocks_and_breaks_are_lines():
    """Block elements part paragraphs, `br` parts lines, other elements part nothing; white space collapses."""
    page = "<div>部门<b>名称</b>：<br>市 <i>科协</i></div><p>一\n  二 Big\n Data</p>尾&nbsp;注 &ge;95%<pre>甲\n乙</pre>"

    assert _blocks(page) == ["部门名称：\n市 科协", "一二 Big Data", "尾\xa0注 ≥95%", "甲\n乙"]


def test_what_is_not_shown_is_not_read():
    """Scripts, styles, templates, comments, hidden elements, rows and cells."""
    page = (
        "<head><title>题</title><style>p{}</style></head><script>var a='<p>坏</p>'</script><template>坏</template>"
        "<!-- 坏 --><p style='color:red; Display : none'>坏</p><p hidden>坏</p><p>好</p>"
        "<table><tr style='display:none'><td>坏</td></tr><tr><td style='display:none'>坏</td><td>好</td></tr></table>"
    )

    assert _blocks(page) == ["好", {(1, 1): (1, 1, "好")}]


def test_spans_follow_the_standard():
    """0 means to the end of the row group, a span ends with its group, and one column is never taken twice."""
    page = (
        "<table><tfoot><tr><td>脚</td></tr></tfoot><thead><tr><th rowspan=9>头<th colspan=2>二</thead>"
        "<tbody><tr><td rowspan=0>甲</td><td rowspan=2>乙</td><td>丙</td></tr>"
        "<tr><td colspan=5>丁</td></tr><tr><td colspan=0>戊</td><td rowspan=x>己</td></tr></tbody></table>"
    )

    assert _tables(page) == [
        {
            (1, 1): (1, 1, "头"),
            (1, 2): (1, 2, "二"),
            (2, 1): (3, 1, "甲"),
            (2, 2): (2, 1, "乙"),
            (2, 3): (1, 1, "丙"),
            (3, 3): (1, 5, "丁"),
            (4, 2): (1, 1, "戊"),
            (4, 3): (1, 1, "己"),
            (5, 1): (1, 1, "脚"),
        }
    ]


def test_a_span_from_above_cuts_a_wide_cell():
    """Where two cells of a damaged table would cover one place, the later is cut."""
    page = "<table><tr><td>甲<td rowspan=2>乙<tr><td colspan=3>丙</table>"

    assert _tables(page) == [{(1, 1): (1, 1, "甲"), (1, 2): (2, 1, "乙"), (2, 1): (1, 1, "丙")}]


def test_words_around_rows_stand_before_the_table():
    """A caption and words that stand between rows are shown above; a form around rows changes nothing."""
    page = "<table><caption>表1</caption>漏<form><tr><td>甲</td></tr></form><tr><td>乙</td></tr></table>"

    assert _blocks(page) == ["表1", "漏", {(1, 1): (1, 1, "甲"), (2, 1): (1, 1, "乙")}]


def test_a_table_that_only_arranges_is_opened():
    """Pages of many offices put everything into tables; only the innermost ones are tables."""
    inner = "<table><tr><td>年度指标值</td><td>12场</td></tr></table>"
    page = f"<table><tr><td><h1>申报表</h1></td></tr><tr><td>{inner}</td><td>{inner}</td></tr></table>"
    table = {(1, 1): (1, 1, "年度指标值"), (1, 2): (1, 1, "12场")}

    assert _blocks(page) == ["申报表", table, table]


def test_a_heading_over_a_table_is_that_of_the_page():
    """Menus beside it are no part of it: their years and words stand on their own."""
    inner = "<table><tr><td>年度指标值</td><td>12场</td></tr></table>"
    page = f"<table><tr><td>要闻 2019年</td><td><h2>申报表</h2>{inner}</td><td>侧栏</td></tr></table>"

    assert _blocks(page) == ["要闻 2019年", "申报表", {(1, 1): (1, 1, "年度指标值"), (1, 2): (1, 1, "12场")}, "侧栏"]


def test_a_table_inside_a_cell_of_words_follows_the_outer_table():
    """The outer cell keeps its own words."""
    page = "<table><tr><td>外前<table><tr><td>内</td></tr></table>外后</td><td>旁</td></tr></table>"

    assert _blocks(page) == [{(1, 1): (1, 1, "外前\n外后"), (1, 2): (1, 1, "旁")}, {(1, 1): (1, 1, "内")}]


def test_xhtml_elements_that_end_in_themselves_swallow_nothing():
    """`<title/>` would be an open title to a parser of HTML."""
    page = (
        '<?xml version="1.0" encoding="gbk"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/>'
        "<script src='a'/></head><body><table><tr><td/><td>甲</td></tr></table></body></html>"
    )

    assert _tables(page) == [{(1, 1): (1, 1, ""), (1, 2): (1, 1, "甲")}]


def test_nothing_comes_from_elsewhere():
    """Entities of a DTD, frames and pictures are never opened."""
    page = (
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>a&x;b</p>'
        '<iframe src="file:///etc/passwd">坏</iframe><img src="http://127.0.0.1:9/">'
    )

    assert "a&x;b" in _blocks(page)
    assert not any("root:" in str(block) for block in _blocks(page))


@pytest.mark.parametrize("page", ["", " ", "<!-- -->", "<html></html>", "<table></table>", "<table><tr></tr></table>"])
def test_a_page_of_nothing_is_no_error(page: str):
    """An empty page has no words; whether that is allowed is decided by who opens it."""
    assert not any(block.text for block in _read(page).blocks if isinstance(block, Part))


@pytest.mark.parametrize(
    ("page", "limits", "words"),
    [
        ("<p>一</p>" * 11, Limits(blocks=10), "paragraphs and tables"),
        (f"<table><tr>{'<td>一</td>' * 11}</tr></table>", Limits(cells=10), "cells with words"),
        (f"<table><tr><td>{'一' * 11}</td></tr></table>", Limits(cell_characters=10), "one cell"),
        ("<div>" * 100_000, DEFAULT_LIMITS, "depth of nested"),
        ("<table><tr><td>" * 100_000, DEFAULT_LIMITS, "depth of nested"),
        (f"<table><tr>{'<td colspan=1000>一' * 300}</table>", Limits(table_area=90_000), "rows times columns"),
        (f"<table>{'<tr><td rowspan=9999 colspan=1000>' * 99}</table>", Limits(table_area=90_000), "rows times"),
        ("<table><tr><td colspan=1000>一</table>" * 99, Limits(table_area=90_000), "rows times columns"),
    ],
    ids=["blocks", "cells", "characters", "depth", "tables", "colspan", "rowspan", "many"],
)
def test_each_limit_has_its_sentence(page: str, limits: Limits, words: str):
    """A page beyond a limit is refused with the name of the limit."""
    with pytest.raises(FileLimitError, match=words):
        _read(page, limits)


_PIECES = st.sampled_from(
    ["<table>", "</table>", "<tr>", "<td rowspan=2>", "<td colspan=3>", "</td>", "<th>", "<p>", "</p>", "<br>", "甲",
     " ", "<thead>", "</tbody>", "<form>", "</form>", "<div>", "</div>", "<caption>", "<!--", "-->", "<pre>",
     "<", "&", "\0"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=40).map("".join))
def test_any_order_of_tags_is_read(page: str):
    """However damaged a page is, it is read or refused with a sentence, and no place of a table is taken twice."""
    try:
        found = _read(page)
    except DocumentError:
        return
    for block in found.blocks:
        if isinstance(block, Table):
            seen(block)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ('<input type="text" value="≥95%">', "≥95%"),
        ('≥<input value="120">场', "≥120场"),
        ('<input type="hidden" value="x"><input type="checkbox" value="y">98%', "98%"),
        ("<select><option>&lt;</option><option selected>≥</option></select>95%", "≥95%"),
        ("<select><option>无</option><option>有</option></select>", "无"),
        ('1.5×10<span style="vertical-align: super">4</span>人次', "1.5×10^4人次"),
        ("<math><msup><mn>10</mn><mn>4</mn></msup></math>人次", "10^4人次"),
        ("<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>", "1/2"),
        ("<ruby>举办<rp>(</rp><rt>ju ban</rt><rp>)</rp></ruby>讲座", "举办讲座"),
        ("<video>您的浏览器不支持</video><canvas>旧</canvas>98%", "98%"),
    ],
)
def test_a_cell_holds_what_is_seen_in_it(cell, words):
    """Values typed in, choices made, powers and fractions; nothing that stands there for other programs."""
    (table,) = _tables(f"<table><tr><td>实际</td><td>{cell}</td></tr></table>")

    assert table[1, 2][2] == words
