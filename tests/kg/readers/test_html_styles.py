"""HTML with style sheets: what is seen is read, what nobody sees is told, and no sheet costs more than seconds."""

from __future__ import annotations

import pytest

from kg.errors import FileLimitError
from kg.readers.blocks import Part, Table
from kg.readers.html import read
from kg.readers.limits import DEFAULT_LIMITS
from tests.kg.readers.grids import seen


def _found(page: str):
    return read(f"<!DOCTYPE html>{page}".encode(), "表.html", DEFAULT_LIMITS, lambda: None)


def _cell(cell: str, style: str = "", attributes: str = "") -> tuple[str, dict[str, str]]:
    """The words read in one cell of a table, and the remarks."""
    found = _found(f"<style>{style}</style><table><tr><td>实际</td><td {attributes}>{cell}</td></tr></table>")
    (table,) = [seen(block) for block in found.blocks if isinstance(block, Table)]
    return table.get((1, 2), (0, 0, ""))[2], {remark.rule: remark.params["words"] for remark in found.remarks}


_OLD = '<span class="x">≥80%</span>≥95%'


@pytest.mark.parametrize(
    "style",
    [
        ".x{display:none}",
        "SPAN.x { DISPLAY : None }",
        "td .x{display:none}",
        "td>span:first-child{display:none}",
        "tr td:nth-child(2) [class~=x]{display:none}",
        "<!-- .x{display:none} -->",
        "/* } */ .y{color:red} .x{visibility:hidden}",
        "@media screen{.x{display:none}}",
        "@media (min-width:600px) and (max-width:2000px){.x{display:none}}",
        "@media not print{.x{display:none}}",
        "@supports (display:grid){.x{display:none}}",
        "@layer a{.x{display:none}}",
        "td{.x{display:none}}",
        "td{& .x{display:none}}",
        ".x{display:none!important}#y .x{display:inline}td span.x{display:inline}",
        "span.x{display:none}.x{display:inline}",
        ".x{display:none;display:}",
        ".x{font-size:0}",
        ".x{font:0/0 a}",
        ".x{opacity:0}",
        ".x{color:transparent}",
        ".x{color:#fff}",
        "td{background:#123456}.x{color:#123456}",
        ".x{position:absolute;left:-9999px}",
        ".x{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)}",
        ".x{position:absolute;clip-path:inset(50%)}",
        ".x{display:inline-block;width:0;overflow:hidden}",
        ".x{display:inline-block;text-indent:-9999px}",
        ".x{mso-hide:all}",
        ".x{display:inline-block;transform:scale(0)}",
        ".x{filter:opacity(0)}",
        ".x{-webkit-text-fill-color:transparent}",
    ],
)
def test_what_a_sheet_hides_is_told_and_not_read(style: str):
    """However a rule is written, its words are in a remark and not in the cell."""
    assert _cell(_OLD, style) == ("≥95%", {"hidden-words": "≥80%"})


@pytest.mark.parametrize(
    "style",
    [
        "",
        ".y{display:none}",
        "@media print{.x{display:none}}",
        "@media (max-width:600px){.x{display:none}}",
        "@media screen and (orientation:portrait), speech{.x{display:none}}",
        "@supports not (display:grid){.x{display:none}}",
        ".x{display:none}.x{display:inline}",
        ".x{display:none}td .x{display:inline}",
        "@layer a{td .x{display:none}}.x{display:inline}",
        ".x{display:nonsense(}",
        ".x:hover{display:none}",
        ".x,:::{display:none}",
        "td{visibility:hidden}td{visibility:visible}",
        "td{font-size:0}.x{font-size:12px}td{font-size:14px}",
        ".x{color:#fff;background:#000}",
        "td{background:url(a.png)}.x{color:#fff}",
        ".x{text-indent:-9999px}",
        ".x{overflow:hidden;height:0}",
        "body{display:none}",
        "@keyframes a{from{opacity:0}}.x{animation:a 1s}",
        "@font-face{font-family:a;src:url(a)}",
        ".x::before{content:''}",
        ".x::before{content:'新';display:none}",
        ".x::after{content:'.';visibility:hidden}",
        ".x::-webkit-scrollbar{display:none}",
    ],
)
def test_what_a_sheet_does_not_hide_is_read(style: str):
    """On paper, on a telephone, under the mouse or by a weaker rule hidden is seen on the screen."""
    assert _cell(_OLD, style) == ("≥80%≥95%", {})


def test_a_seen_word_in_a_hidden_element_is_read():
    """`visibility` comes back inside, `display` does not."""
    style = ".h{visibility:hidden}.v{visibility:visible}.n{display:none}"

    assert _cell('<i class="h">旧<b class="v">≥95%</b>稿</i>', style) == ("≥95%", {"hidden-words": "旧稿"})
    assert _cell('<i class="n">旧<b class="v">≥95%</b>稿</i>', style) == ("", {"hidden-words": "旧≥95%稿"})


@pytest.mark.parametrize(
    ("style", "cell", "words"),
    [
        (".g::before{content:'≥'}.p:after{content:'%'}", '<i class="g p">95</i>', "≥95%"),
        (r".g::before{content:'\2265'}", '<i class="g">95%</i>', "≥95%"),
        ("td::before{content:attr(title) '：'}", "95%", "指标：95%"),
        ("td::after{content:'（含）';display:block}", "95%", "95%\n（含）"),
        ("td::before{content:'旧'}td::before{content:'≥'}", "95%", "≥95%"),
        ("i::before{content:'≥'}i{display:none}", "<i>9</i>95%", "95%"),
        ("td::before{content:'≥' / '不少于'}", "95%", "≥95%"),
        ("td i::after{content:'0'}", "<i>9<b>5</b></i>%", "950%"),
        ("i{display:block}", "<i>120场</i><i>135场</i>", "120场\n135场"),
        (".u{vertical-align:super}", '10<i class="u">4</i>人', "10^4人"),
        (".u{position:relative;top:-4pt}", '10<i class="u">4</i>人', "10^4人"),
        (".s{font-family:Symbol}", '<font class="s">³</font>95%产', "≥95%产"),
        ("td{white-space:pre-wrap}", "一\n二", "一\n二"),
        ("del{text-decoration:none}", "<del>95%</del>", "95%"),
    ],
)
def test_what_a_sheet_adds_or_sets_is_read_as_seen(style: str, cell: str, words: str):
    """A lost ≥, % or power would be another figure."""
    found, _ = _cell(cell, style, 'title="指标"')

    assert found == words


def test_what_a_sheet_strikes_out_is_told():
    """By a class, on a row, and through spans of single characters."""
    assert _cell(_OLD, ".x{text-decoration:line-through}") == ("≥95%", {"struck-out": "≥80%"})
    assert _cell("<b>≥</b><b>8</b>%", "tr{text-decoration-line:line-through}") == ("", {"struck-out": "实际≥8%"})


@pytest.mark.parametrize(
    ("style", "cell"),
    [
        ("i::before{content:counter(n)}", "<i></i>场"),
        ("i::before{content:url(ge.png)}", "<i></i>95%"),
        (r"i::before{content:'\e601'}", "<i></i>95%"),
        ("li::marker{content:'≥'}", "<ul><li>95%</li></ul>"),
        ("ul{list-style-type:'≥'}", "<ul><li>95%</li></ul>"),
        (":root{--g:'≥'}i::before{content:var(--g)}", "<i></i>95%"),
        ("", '≥<img src="n.png">场'),
        ("", '<img src="n.png" alt="≥95%">'),
        ("", "<svg><text>≥</text></svg>95%"),
    ],
)
def test_a_sign_that_is_no_word_is_told(style: str, cell: str):
    """Icons, counters and pictures in a cell may be a part of its value."""
    _, remarks = _cell(cell, style)

    assert list(remarks) == ["signs-not-read"]


@pytest.mark.parametrize(
    "page",
    [
        "<p hidden>旧1</p>",
        "<details><summary>题</summary>旧1</details>",
        "<dialog>旧1</dialog>",
        "<template>旧1</template>",
        "<noscript>旧1</noscript>",
        "<p style='display:none'>旧1</p>",
        "<style>#a{display:none}</style><p id=a>旧1</p>",
        "<style>.a{display:none}</style><table class=a><tr><td>旧1</table>",
        "<table><tr><td>甲<tr hidden><td>旧1</table>",
        "<table><tr><td>甲<td style='display:none'>旧1</table>",
        "<table><colgroup><col><col style='visibility:collapse'></colgroup><tr><td>甲<td>旧1</table>",
        "<p><input value=旧1 style='visibility:hidden'></p>",
    ],
)
def test_hidden_content_is_told(page: str):
    """Whatever way a page hides words, they are cited once and not read."""
    found = _found(page)

    assert [dict(remark.params) for remark in found.remarks if remark.rule == "hidden-words"] == [{"words": "旧1"}]
    assert not any("旧" in block.text for block in found.blocks if isinstance(block, Part))
    assert not any("旧" in cell.text for block in found.blocks if isinstance(block, Table) for cell in block.cells)


def test_programs_that_a_page_holds_are_not_told():
    """Scripts, and words for browsers without them, are no words of the page."""
    assert not _found("<script>var a=1</script><noscript>请打开脚本</noscript><p>甲</p>").remarks


def test_a_sheet_that_is_not_in_the_file_is_told_where_it_matters():
    """Only for tables whose words it may change, and once."""
    link = '<link rel="stylesheet" href="a.css">'
    table = '<table class="t"><tr class="firstRow"><td>实际</td><td>{}</td></tr></table>'

    def rules(page: str) -> list[tuple[str, str]]:
        return [(remark.rule, remark.params["words"]) for remark in _found(page).remarks]

    assert rules(link + table.format('<i class="ge">95</i>') * 1) == [("styles-elsewhere", "95")]
    assert rules(link + table.format('<span class="hide">80%</span>95%')) == [("styles-elsewhere", "80%")]
    assert rules("<style>@import 'a.css';</style>" + table.format('<i class="ge">95</i>')) == [
        ("styles-elsewhere", "95")
    ]
    assert rules(link + table.format('<p class="MsoNormal">95</p>')) == []
    assert rules(table.format('<i class="ge">95</i>')) == []
    assert rules(link + '<p class="hide">95</p>') == []
    assert rules(link.replace("rel", "media=print rel") + table.format('<i class="ge">95</i>')) == []


def test_white_on_a_ground_that_is_not_known_is_read_and_told():
    """A sheet elsewhere may paint the ground of a heading."""
    page = '<link rel=stylesheet href=a.css><table><tr><td style="color:#fff">指标</td><td>95%</td></tr></table>'
    found = _found(page)

    assert [cell.text for block in found.blocks if isinstance(block, Table) for cell in block.cells] == ["指标", "95%"]
    assert [remark.rule for remark in found.remarks] == ["styles-elsewhere"]


def test_a_coloured_ground_that_is_not_around_a_cell_is_known():
    """Columns of a table, and what is added behind a cell, have colours too."""
    table = '<table>{}<tr><td class="w">指标</td></tr></table>'
    style = "<style>.w{{color:#fff}}.b{{background:navy}}{}</style>"
    behind = ".w::before{content:'';position:absolute;background:navy}"

    assert not _found(style.format("") + table.format('<col class="b">')).remarks
    assert not _found(style.format(behind) + table.format("")).remarks
    assert [remark.rule for remark in _found(style.format("") + table.format("<col>")).remarks] == ["hidden-words"]


def test_capitals_of_classes_count_where_a_page_declares_a_standard():
    """Browsers take `.X` for `x` in a page without a declaration."""
    page = '<style>.X{display:none}</style><p class="x">甲</p><p>乙</p>'
    quirks = read(page.encode(), "表.html", DEFAULT_LIMITS, lambda: None)

    assert [block.text for block in quirks.blocks if isinstance(block, Part)] == ["乙"]
    assert [block.text for block in _found(page).blocks if isinstance(block, Part)] == ["甲", "乙"]


def test_tables_made_by_styles_are_tables():
    """Rows need no table around them, cells no row; a cell alone is no table."""
    style = "<style>.t{display:table}.r{display:table-row}.c{display:table-cell}</style>"
    row = '<div class="r"><div class="c">{}</div> <div class="c">{}</div></div>'
    table = {(1, 1): (1, 1, "指标"), (1, 2): (1, 1, "95%"), (2, 1): (1, 1, "甲"), (2, 2): (1, 1, "乙")}
    rows = row.format("指标", "95%") + row.format("甲", "乙")

    for page in (f'<div class="t">{rows}</div>', rows):
        (before, found, behind) = _found(f"{style}<p>前</p>{page}后").blocks
        assert isinstance(before, Part)
        assert isinstance(found, Table)
        assert isinstance(behind, Part)
        assert (before.text, seen(found), behind.text) == ("前", table, "后")
    (alone,) = _found(style + '<div class="t"><div class="c">只一格</div></div>').blocks
    assert isinstance(alone, Part)


@pytest.mark.parametrize(
    ("style", "body", "words"),
    [
        ("".join(f".c{number}{{display:none}}" for number in range(100_000)), "<p>1", "characters or brackets"),
        (".a{display:none}" * 9_000, "<p>" + "<i class=a>1</i>" * 100_000, "comparisons"),
        ("*{color:red}" * 100, "<p>" + "<i>1</i>" * 100_000, "comparisons"),
        (" ".join([".z", *["div"] * 14]) + "{display:none}", "<i class=z></i>" + "<div>" * 190 + "1", "comparisons"),
        ("i ~ b ~ i{display:none}", "<p>" + "<i>1</i>" * 50_000, "comparisons"),
        ("i:nth-of-type(3n){display:none}", "<p>" + "<i>1</i>" * 50_000, "comparisons"),
        ("".join(f'[a*="q{n}"]{{display:none}}' for n in range(5_000)), f'<p a="{"y" * 4_000_000}">1', "comparisons"),
        ("{" * 1_000_000, "<p>1", "characters or brackets"),
        (":not(" * 390 + "a" + ")" * 390 + "{display:none}", "<p>1", "selectors"),
        (".a" * 50_000 + "{display:none}", "<p>1", "selectors"),
        ("a," * 50_000 + "b{display:none}", "<p>1", "selectors"),
        ("a{& & &{" * 20 + "display:none", "<p>1", "nested"),
        (f".a::before{{content:'{'x' * 900_000}'}}", "<p class=a>1</p>" * 3_000, "characters or brackets"),
        (f"p::before{{content:{'attr(x) ' * 20_000}}}", f"<p x={'y' * 30_000}>1", "characters or brackets"),
    ],
    ids=[
        "rules", "equal rules", "universal", "descendants", "siblings", "types", "attributes", "brackets", "nested",
        "long", "list", "inside", "added", "added from attributes",
    ],
)  # fmt: skip
def test_a_hostile_sheet_is_refused(style: str, body: str, words: str):
    """What asks for more than seconds is named, before it takes them."""
    with pytest.raises(FileLimitError, match=words):
        _found(f"<style>{style}</style>{body}")


@pytest.mark.parametrize("style", [":not(" * 20_000, "(" * 50_000, "@media x{" * 5_000, "\\", "a{b:'", "}}}", "@"])
def test_a_broken_sheet_does_nothing(style: str):
    """A browser goes on, and so does the reader."""
    (block,) = _found(f"<style>{style}</style><p>甲</p>").blocks

    assert isinstance(block, Part)
    assert block.text == "甲"


@pytest.mark.parametrize(
    ("style", "cell"),
    [
        # white words over what is not known to be white
        (".b{background-image:url(a.png);background-color:#fff;color:#fff}", '<b class="b">≥95%</b>'),
        (".b{background:url(a.png);color:#fff} b.b{background-color:transparent}", '<b class="b">≥95%</b>'),
        (".b{background:highlight;color:#fff}", '<b class="b">≥95%</b>'),
        (".b{box-shadow:inset 0 0 0 90px navy;color:#fff}", '<b class="b">≥95%</b>'),
        (".b{position:relative;color:#fff}", '<b class="b">≥95%</b>'),
        (".b{margin:-40px 0 0;color:#fff}", '<p>　</p><p class="b">≥95%</p>'),
        # letters drawn otherwise than by their colour
        (".b{color:transparent;background:linear-gradient(red,blue);background-clip:text}", '<b class="b">≥95%</b>'),
        (".b{color:#fff;text-shadow:1px 1px 2px #000}", '<b class="b">≥95%</b>'),
        (".b{color:#fff;-webkit-text-stroke:1px #000}", '<b class="b">≥95%</b>'),
        # an animation shows it
        (".b{opacity:0;animation:in 1s forwards}", '<b class="b">≥95%</b>'),
        (".b{visibility:hidden;-webkit-animation-name:in}", '<b class="b">≥95%</b>'),
        # only a browser can work it out
        ("p{font-size:0} .b{font-size:calc(10px + 4px)}", '<p><b class="b">≥95%</b></p>'),
        ("p{font-size:0} .b{font-size:var(--f)}", '<p><b class="b">≥95%</b></p>'),
        (".b{opacity:0} b.b{opacity:var(--o)}", '<b class="b">≥95%</b>'),
        # in the middle of a page, in reach of scrolling, in a slide that is shown
        ("p{position:absolute;left:50%;margin-left:-960px;width:1920px}", "<p>≥95%</p>"),
        ("p{margin-left:-1000px;padding-left:1000px}", "<p>≥95%</p>"),
        ("p{position:absolute;left:-1000px;width:3000px}", "<p>≥95%</p>"),
        ("p{position:relative;right:-1000px}", "<p>≥95%</p>"),
        ("p{position:absolute;left:-9999px} .b{left:0}", '<p class="b">≥95%</p>'),
        # a box of no size that has one all the same
        ("p{height:0;min-height:30px;overflow:hidden}", "<p>≥95%</p>"),
        ("p{flex:1;width:0;overflow:hidden}", '<div style="display:flex"><p>≥95%</p></div>'),
        ("p{height:0;overflow:hidden} .b{height:auto}", '<p class="b">≥95%</p>'),
        # for other browsers, or no value
        ("@supports (-ms-ime-align:auto){b{display:none}}", "<b>≥95%</b>"),
        ("b{display:none foo}", "<b>≥95%</b>"),
        # white space of no width, and none
        (".b::after{content:'\\200B'}", '<b class="b">≥95%</b>'),
    ],
)
def test_what_a_browser_shows_after_all_is_read(style: str, cell: str):
    found, remarks = _cell(cell, style)
    assert found.strip() == "≥95%"
    assert not remarks


def test_files_inside_a_sheet_cost_nothing():
    """Pages saved as one file have their fonts and pictures in them."""
    file = f"url(data:font/woff2;base64,{'A/b+' * 600_000})"
    style = f"@font-face{{font-family:f;src:{file}}} .p{{background:{file}}} .x{{display:none}}"
    found, remarks = _cell(f'<i style="background:{file}">{_OLD}</i>', style)
    assert (found, remarks) == ("≥95%", {"hidden-words": "≥80%"})


def test_classes_that_a_page_does_not_have_cost_nothing():
    """A framework has thousands; a page uses some."""
    style = "".join(f".c{number} a,.c{number}:hover{{display:none}}" for number in range(6_000)) + ".x{display:none}"
    assert _cell(_OLD, style) == ("≥95%", {"hidden-words": "≥80%"})


@pytest.mark.parametrize("selector", [".a /* .gone */ .x", ".A .X", ".gone, .a .x", ":is(.gone, .x)", ".gone~b, td .x"])
def test_a_selector_for_what_the_page_has_counts(selector: str):
    """Also beside one for what it has not, and in capitals where the page declares no standard."""
    page = f"<style>{selector}{{display:none}}</style><table class=a><tr><td>实际</td><td>{_OLD}</td></tr></table>"
    found = read(page.encode(), "表.html", DEFAULT_LIMITS, lambda: None)
    assert seen(found.blocks[0])[1, 2][2] == "≥95%"


def test_a_menu_beside_a_form_set_as_a_table_is_no_cell():
    columns = ".w{display:table} .w>div{display:table-cell}"
    form = "<p>目标表</p><table><tr><td>项目名称</td><td>科普</td></tr></table>"
    found = _found(f"<style>{columns}</style><div class=w><div>首页</div><div>{form}</div></div>")
    assert [block.text for block in found.blocks if isinstance(block, Part)] == ["首页", "目标表"]
    assert [len(block.cells) for block in found.blocks if isinstance(block, Table)] == [2]
