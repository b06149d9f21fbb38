"""What each kind of page owes a reader who does not see it, and one who reads tables all day."""

from __future__ import annotations

import html
import re
from decimal import Decimal
from itertools import pairwise
from urllib.parse import quote

import pytest

from api.http.pages.labels import money_column
from tests.api.http.markup import Page

CITY = "广州市科学技术协会"


@pytest.fixture(scope="session")
def pages(client, served):
    """One page of each kind, by what it is."""
    evaluation = next(r for r in served.readings() if r.document.form.value == "self_evaluation")
    projects = next(r for r in served.readings() if r.projects and r is not evaluation)
    own, other = evaluation.document.id, projects.document.id
    finding = served.all_findings()[0][0].rpartition("/")[2]
    return {
        "entrance": "/",
        "search": f"/?q={quote('科普活动场次')}",
        "nothing comparable": f"/?q={quote('地铁运营里程')}",
        "list": "/?level=district",
        "empty list": "/?level=district&year=2022",
        "wrong filter": f"/?q=x&department={quote('火星')}",
        "comparison": f"/compare?q={quote('科普活动场次')}",
        "comparison entrance": "/compare",
        "findings": "/findings",
        "finding": f"/page/finding/{finding}",
        "self-evaluation": f"/page/document/{own}",
        "project table": f"/page/document/{other}",
        "indicator": f"/page/indicator/{own}-1",
        "score": f"/page/score/{own}-1",
        "execution": f"/page/execution/{own}-1",
        "project": f"/page/project/{other}-1",
        "department": f"/page/department/{quote(CITY)}",
        "sparql": "/sparql",
        "result": f"/sparql?query={quote('SELECT ?s (1 AS ?n) { ?s ?p ?o } LIMIT 3')}",
        "about": "/about",
        "nowhere": "/nowhere",
    }


def _get(client, address, language="zh"):
    joined = address + ("&" if "?" in address else "?") + "lang=en" if language == "en" else address
    return client.get(joined, headers={"accept": "text/html"}).text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_headings_stand_in_order(client, pages, language):
    """A page has one first heading, and no level is left out on the way down."""
    for name, address in pages.items():
        levels = [int(tag[1]) for tag in Page(_get(client, address, language)).tags if re.fullmatch("h[1-6]", tag)]

        assert levels.count(1) == 1, name
        assert levels[0] == 1, name
        assert all(after <= before + 1 for before, after in pairwise(levels)), (name, levels)


def test_every_field_has_a_label(client, pages):
    """Whoever comes to a field is told what to write in it: fields stand inside their labels."""
    fields = 0
    for name, address in pages.items():
        text = _get(client, address)
        labelled = "".join(re.findall(r"<label.*?</label>", text, re.DOTALL))
        for field in re.findall(r"<(?:input|select|textarea)\b[^>]*>", text):
            if 'type="hidden"' not in field:
                assert field in labelled, (name, field)
                fields += 1
    assert fields > 20


def test_every_table_has_a_name_and_headings(client, pages):
    """A table is named by the heading above it; columns have headings, rows say what they are about."""
    tables = 0
    for name, address in pages.items():
        text = _get(client, address)
        ids = set(Page(text).ids)
        for table in re.findall(r"<table.*?</table>", text, re.DOTALL):
            (heading,) = re.findall(r'<table aria-labelledby="([^"]+)"', table)
            header, body = table.split("<tbody>")
            columns = header.count('<th scope="col"')
            assert heading in ids, name
            assert columns == header.count("<th ") > 0, name
            for row in re.findall(r"<tr>.*?</tr>", body, re.DOTALL):
                assert len(re.findall(r"<t[dh][ >]", row)) == columns, (name, row)
                assert row.count('<th scope="row">') == (name != "result"), (name, row)
            tables += 1
    assert tables > 15


def test_chinese_on_an_english_page_says_so(client, pages):
    """On an English page the words of documents are marked as Chinese, so that they are not read aloud as English."""
    for name in ("search", "indicator", "department", "self-evaluation", "comparison"):
        text = _get(client, pages[name], "en")
        body = text.partition("<main")[2]
        for marked in (
            r'<div class="lines[^"]*" lang="zh-CN">.*?</(?:figure|section)>',  # the text itself
            r'<(\w+)[^>]* lang="zh-CN"[^>]*>.*?</\1>',
            r"<(title|option|textarea|label)\b.*?</\1>",
        ):
            body = re.sub(marked, "", body, flags=re.DOTALL)
        found = re.findall(r">[^<]*[一-鿿]{4,}[^<]*<", body)

        # what is not marked is an English sentence that quotes a word or two
        assert all(re.search("[A-Za-z]{3}", one) for one in found), (name, found)


def test_a_page_is_named_and_says_where_one_is(client, pages):
    """The title of the window names the page; the navigation says which of its pages this is."""
    texts = {name: _get(client, address) for name, address in pages.items()}
    titles = {name: re.search(r"<title>(.*?) · 绩效图谱</title>", text)[1] for name, text in texts.items()}

    assert all(titles.values())
    assert titles["search"] == "科普活动场次"
    assert titles["department"] == f"{CITY} · 部门"
    for path in ("/", "/compare", "/findings", "/sparql", "/about"):
        assert re.findall(r'<a href="([^"]+)" aria-current="page">', _get(client, path)) == [path]


def test_money_in_a_column_has_one_unit_and_nothing_is_rounded():
    """Points stand below each other, the unit stands in the heading, and each amount is what was printed."""
    unit, words = money_column(["63759500.00", "38200", "0.01", None, "?"], "zh")
    english = money_column(["63759500.00", "38200.5"], "en")

    assert unit == "万元"
    assert words == ["6,375.950000", "3.820000", "0.000001", "", "?"]
    assert english == ("yuan", ["63,759,500.0", "38,200.5"])
    assert [Decimal(word.replace(",", "")) * 10_000 for word in words[:3]] == [63759500, 38200, Decimal("0.01")]


def _without_heads(text):
    """Leave out the headings that cells carry for narrow screens."""
    return re.sub(r' data-head="[^"]*"', "", text)


def test_on_a_phone_each_cell_of_a_wide_table_has_its_heading(client, pages):
    """Where rows become cards every cell says what it is: it carries the heading of its column."""
    section = re.search(
        r'<section class="block" id="group-1">(.*?)</section>', client.get(pages["comparison"]).text, re.DOTALL
    )[1]
    heads = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', section)
    rows = re.findall(r"<tr>(.*?)</tr>", section.partition("<tbody>")[2], re.DOTALL)

    assert rows
    for row in rows:
        cells = re.findall(r'<(?:td data-head="([^"]*)"|(th) )', row)
        assert [head or heads[0] for head, _ in cells] == heads


def test_projects_show_their_money_in_one_unit(client, pages, served):
    """In the table of projects the unit is in the heading and each row has the project's total, to the fen."""
    document = pages["project table"].rpartition("/")[2]
    text = client.get(pages["project table"]).text
    section = re.search(r'<section class="block" id="projects">(.*?)</section>', text, re.DOTALL)[1]
    rows = re.findall(r'<td class="figure">([\d,.]+)</td><td class="short">', _without_heads(section))
    totals = [next(a.yuan for a in p.amounts if a.kind == "total") for p in served.reading(document).projects]

    assert "预算（万元）" in section
    assert [Decimal(row.replace(",", "")) * 10_000 for row in rows] == totals
    assert len({len(row.partition(".")[2]) for row in rows}) == 1


def test_budget_tables_stand_as_printed(client, pages, served):
    """The money and the rates of a self-evaluation's budget tables are columns, not a sentence."""
    document = pages["self-evaluation"].rpartition("/")[2]
    text = client.get(pages["self-evaluation"]).text
    section = _without_heads(re.search(r'id="table-adjustmentTable">(.*?)</section>', text, re.DOTALL)[1])

    assert re.findall(r'<th scope="col"[^>]*>(.*?)</th>', section) == [
        "项目", "年初预算数（万元）", "全年预算数（万元）", "决算数（万元）", "预算调整率", "预算控制率", "出处",
    ]  # fmt: skip
    for row in served.reading(document).executions:
        if row.table == "adjustmentTable":
            printed = [f"{amount.yuan / 10_000:,.2f}" for amount in row.amounts]
            rates = [row.rates[name].printed for name in ("adjustment_rate", "control_rate")]
            cells = "".join(f'<td class="figure">{one}</td>' for one in (*printed, *rates))
            assert cells in section, row.label


def test_a_column_without_words_takes_no_room(client, pages):
    """What a form does not print has no column; an amount that one row lacks is shown as missing."""
    declaration = client.get("/?level=district").text
    comparison = client.get(pages["comparison"]).text

    assert ">实际完成</th>" not in declaration
    assert ">实际完成</th>" in comparison
    assert '<td class="figure blank"><span class="nothing">—</span></td>' in _without_heads(comparison)


def test_the_place_of_a_hit_marks_its_words_in_the_whole_text(client, served):
    """The link beside a hit leads to its line; there its name, value and result are marked, and nothing else."""
    answer = client.get("/api/search", params={"q": "科普活动", "limit": 50}).json()
    page = client.get("/", params={"q": "科普活动", "more": "1"}).text
    money = r'<div class="money">.*?</div>'
    amounts = [html.unescape(link) for link in Page("".join(re.findall(money, page))).links]
    links = [html.unescape(link) for link in Page(re.sub(money, "", page)).links if "mark=" in link]

    assert len(links) == len(answer["hits"]) > 15
    printed = [hit[key] for hit in answer["hits"] for key in ("budget_amounts", "department_budget_amounts")]
    assert sorted(amounts) == sorted(_marked_link(own) for own in printed if own)
    for hit in answer["hits"]:
        sources = [hit["source"], *(value["source"] for value in (hit["target"], hit["actual"]) if value)]
        spans = {(span["start"], span["end"]): span["text"] for source in sources for span in source["spans"]}
        mark = ".".join(f"{start}-{end}" for start, end in spans)
        (link,) = {one for one in links if one.startswith(f"/page/document/{hit['document_id']}?mark={mark}#")}
        shown = Page(client.get(link).text)
        assert shown.marked == [spans[place] for place in sorted(spans)]
        assert link.partition("#")[2] == f"L{hit['source']['line']}"
        assert link.partition("#")[2] in shown.ids


def _marked_link(amounts):
    """Where the figures of a budget are printed, all of them marked."""
    source = amounts[0]["source"]
    spans = [f"{span['start']}-{span['end']}" for one in amounts for span in one["source"]["spans"]]
    return f"/page/document/{source['document_id']}?mark={'.'.join(spans)}#L{source['line']}"


@pytest.mark.parametrize("mark", ["<script>", "5-3", "1-2,3-4", "9" * 40, "0-999999999", "-1-4", "", "٣-٥"])
def test_marks_that_mean_nothing_change_nothing(client, served, mark):
    """Whatever stands in the address, the text is the text."""
    document = served.documents[0].id
    plain = client.get(f"/page/document/{document}").text
    marked = client.get(f"/page/document/{document}", params={"mark": mark}).text

    assert re.sub("</?mark>", "", marked).count('class="words"') == plain.count('class="words"')
    assert Page(marked).unbalanced == []
    assert ("<mark>" in marked) == (mark == "0-999999999")


def test_places_of_a_finding_lead_to_the_words(client, served):
    """Beside each finding stand all its lines, and the link marks all its words."""
    text = client.get("/findings").text
    for _, finding in served.all_findings()[:20]:
        for document in {source.document_id for source in finding.sources}:
            own = [source for source in finding.sources if source.document_id == document]
            spans = dict.fromkeys((span.start, span.end) for source in own for span in source.spans)
            mark = ".".join(f"{start}-{end}" for start, end in list(spans)[:60])
            assert f"/page/document/{document}?mark={mark}#L{min(source.line for source in own)}" in text


def test_filters_without_a_query_list_what_passes_them(client, served):
    """Choosing a facet on the entrance shows the indicators themselves, page by page, all of them."""
    total = client.get("/api/search", params={"q": "活动", "department": CITY, "facets": "true"}).json()
    names, address = [], f"/?department={quote(CITY)}"
    while address:
        text = client.get(address).text
        body = text.partition("<tbody>")[2].partition("</tbody>")[0]
        names += re.findall(r'<th scope="row"><a href="(/page/indicator/[^"]+)">', body)
        following = re.findall(r'<a class="button" href="([^"]+)">下一页</a>', text)
        address = html.unescape(following[0]) if following else ""

    wanted = [
        f"/page/indicator/{reading.document.id}-{indicator.ordinal}"
        for reading in served.readings()
        if reading.document.department == CITY or "2022" in (reading.document.title or "")
        for indicator in reading.indicators
    ]
    assert total["answer"] in ("found", "none")
    assert len(names) == len(set(names)) >= len(wanted) > 20
    assert set(wanted) <= set(names)


def test_a_list_on_a_phone_shows_the_figure_beside_its_name(client):
    """The value stands right after what it is of: on a narrow screen it is seen without moving the table."""
    text = client.get("/?level=city").text
    compared = client.get("/compare", params={"q": "科普活动场次"}).text

    assert re.findall(r'<th scope="col"[^>]*>(.*?)</th>', text)[:2] == ["指标", "指标值"]
    headings = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', compared)
    assert headings[:2] == ["部门", "指标"]
    assert headings[2].startswith("数值")


@pytest.mark.parametrize("offset", ["-1", "x", "9" * 30, "1e3"])
def test_an_odd_offset_is_the_first_page_or_an_empty_one(client, offset):
    """No number in the address breaks the list or the findings."""
    for path in ("/?level=city", "/findings?severity=check"):
        assert client.get(f"{path}&offset={offset}").status_code == 200


def test_findings_are_filtered_by_whose_they_are(client, served):
    """The officer of one department sees its findings; the chips count what choosing them gives."""
    text = client.get("/findings").text
    chip = r'<a class="chip" href="([^"]*department=[^"]+)"><span>[^<]*</span> <span class="count">(\d+)<'
    chips = re.findall(chip, text)

    assert len(chips) > 1
    for href, count in chips:
        shown = client.get(html.unescape(href)).text
        assert shown.count("<tr><td") == int(count) > 0


def test_budgets_lead_to_where_they_are_printed(client, served):
    """The money on the page of an indicator is a link; it leads to the printed figure, or to the table of amounts."""
    met = set()
    for reading in served.readings():
        document = f"/page/document/{reading.document.id}"
        text = client.get(f"/page/indicator/{reading.document.id}-{reading.indicators[0].ordinal}").text
        for label, href in re.findall(r'<dt>(项目预算|部门预算)</dt><dd><a href="([^"]+)">[\d,.]+ 万元</a>', text):
            target = client.get(html.unescape(href).partition("#")[0]).text
            assert href.startswith(document)
            assert href.rpartition("#")[2] in Page(target).ids
            if label == "项目预算":
                project = reading.projects[0]
                assert Page(target).marked == [next(a.printed for a in project.amounts if a.kind == "total")]
            met.add(label)
    assert met == {"项目预算", "部门预算"}


def test_no_findings_under_a_filter_offers_the_way_back(client, served):
    """An empty list says that the filter is why, and leads to all findings."""
    found = {finding.severity.value for _, finding in served.all_findings()}
    (none, *_) = {"error", "check", "info"} - found
    text = client.get("/findings", params={"severity": none}).text

    assert "这些条件下没有核查发现" in text
    assert '<a class="button" href="/findings">' in text


def test_findings_of_a_department_that_is_none_are_all_findings(client):
    """A mistyped name does not read as "no findings": it is said, near names with it, and nothing is filtered."""
    plain = client.get("/findings").text
    wrong = client.get("/findings", params={"department": CITY[:-1]}).text

    assert f"没有部门“{CITY[:-1]}”，相近的有：" in wrong
    assert CITY in wrong
    assert len(re.findall("<tr>", wrong)) == len(re.findall("<tr>", plain)) > 1


def test_a_wrong_name_is_said_by_the_field_and_the_right_one_offered(client):
    """The sentence names the field as the page does, and near names are one click away."""
    answer = client.get("/", params={"q": "科普", "department": "广州市科协协会", "level": "city"})
    offered = [html.unescape(link) for link in Page(answer.text).links if quote(CITY) in link]

    assert answer.status_code == 400
    assert 'role="alert">部门：' in answer.text
    assert offered
    assert client.get(offered[0]).status_code == 200
    assert "level=city" in offered[0]


def test_a_wrong_name_without_likeness_leads_to_the_names_there_are(client):
    """Where no name is near, the page says what to do and leads to the list of names."""
    for path in ("/", "/compare"):
        text = client.get(path, params={"q": "科普", "department": "火星"}).text
        assert "去掉这项筛选再查" in text
        assert '<a href="/">看现有的名称</a>' in text


def test_a_query_that_is_too_long_is_said_in_words(client):
    """The reader learns how long a query may be, not which condition failed."""
    text = client.get("/", params={"q": "科" * 2001}).text

    assert "检索词太长，最多 2000 个字" in text


@pytest.mark.parametrize("accept_language", ["zh-CN", "en-US,en;q=0.9", ""])
def test_a_missing_page_speaks_one_language(client, accept_language):
    """A Chinese page is Chinese throughout, whatever the browser prefers; it says what to do and has a search."""
    headers = {"accept": "text/html", "accept-language": accept_language}
    text = client.get("/page/indicator/none-9", headers=headers).text

    assert "本数据集没有“none-9”这个绩效指标" in text
    assert "编号可能会变" in text
    assert 'name="q"' in text


def test_what_is_comparable_stands_apart_from_what_is_not(client):
    """Comparable hits come first under their own heading; the related ones say that they must not be compared."""
    text = client.get("/", params={"q": "科普活动", "more": "1"}).text
    comparable, _, related = text.partition("相关，不能当作同类指标来比")

    assert comparable.count('class="badge">可比<') > 1
    assert 'class="badge">相关<' not in comparable
    assert 'class="badge">可比<' not in related
    assert related.count('class="badge">相关<') > 1


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"q": "地铁运营里程"}, "换一种说法"),
        ({"q": "地铁运营里程", "level": "district"}, "去掉几项筛选"),
        ({"level": "district", "year": "2022"}, "去掉其中一项"),
    ],
    ids=["nothing comparable", "nothing under filters", "empty list"],
)
def test_an_empty_answer_says_what_to_do(client, parameters, said):
    """Where nothing is found the page says what may help."""
    assert said in client.get("/", params=parameters).text


def test_policies_allow_no_script_at_all(client):
    """Even markup that slipped through could not run: no script, no frame, no other server."""
    policy = client.get("/").headers["content-security-policy"]
    directives = dict(one.strip().split(" ", 1) for one in policy.split(";"))

    assert directives["default-src"] == "'none'"
    assert "script-src" not in directives
    assert {name: directives[name] for name in ("style-src", "img-src", "form-action")} == {
        "style-src": "'self'",
        "img-src": "'self'",
        "form-action": "'self'",
    }
    assert directives["frame-ancestors"] == directives["base-uri"] == "'none'"
