"""The pages: every figure with its words marked, every link alive, everything escaped, nothing from outside."""

from __future__ import annotations

import html
import re
from decimal import Decimal
from urllib.parse import quote, urljoin

import pytest
from starlette.testclient import TestClient

from api.http import create_app
from api.http.pages.facets import facets_of
from api.http.pages.hits import why_words
from api.http.pages.model import Links
from embeddings.retrieval.facets import FACETS
from tests.api.http.markup import Page


def test_every_indicator_page_marks_the_printed_value(client, served):
    """On the page of each indicator the marked words are, one for one, the words of its values and name."""
    checked = 0
    for reading in served.readings():
        for indicator in reading.indicators:
            page = Page(client.get(f"/page/indicator/{reading.document.id}-{indicator.ordinal}").text)
            values = (indicator.annual_target, indicator.period_target, indicator.actual)
            sources = [value.source for value in values if value is not None and value.source is not None]
            expected = [span.text for source in (*sources, indicator.source) for span in source.spans]
            assert page.marked == expected
            checked += 1
    assert checked > 40


def test_the_document_page_is_the_whole_text_line_by_line(client, served):
    """Each line of the text layer stands on the page under its number, word for word."""
    for entry in served.documents:
        text = client.get(f"/page/document/{entry.id}").text
        lines = served.lines(entry.id)
        shown = re.findall(r'<div class="line" id="L(\d+)">.*?<span class="words">(.*?)</span></div>', text)
        assert [int(number) for number, _ in shown] == list(range(1, len(lines) + 1))
        assert [html.unescape(words) for _, words in shown] == [line.text for line in lines]


def test_a_hit_shows_value_budget_result_place_and_reason(client):
    """What the search knows of a hit is on the page, in words, and its reasons add up."""
    hit = client.get("/api/search", params={"q": "科普活动完成情况", "level": "city"}).json()["hits"][0]
    page = client.get("/", params={"q": "科普活动完成情况", "level": "city"}).text
    text = html.unescape(re.sub("</?mark>", "", page))

    assert hit["name"] in text
    assert hit["target"]["raw"] in text
    assert re.search(rf"/page/document/{hit['document_id']}\?mark=[\d.-]+#L{hit['source']['line']}\"", text)
    assert "含义相近" in text
    assert f"＝ {hit['score']:.3f}" in text
    assert "部门预算" in text


def test_reasons_are_said_in_words():
    """Meaning, shared words and measure are named, with signs as they count."""
    why = {"dense": 0.1, "lexical": 0.0, "features": {"measure": -0.05}}
    for measure, words in (("unknown", "看不出计量方式"), ("other", "计量方式不同")):
        said = why_words({**why, "comparable": {"measure": measure}}, [], "zh")

        assert said == f"含义相近 0.100 ＋ 没有相同的用词 0.000 － {words} 0.050"


@pytest.mark.parametrize(
    "query", ["科普活动", "科普讲座办了几场", "公众满意度不低于95%", "地铁运营里程", "黄埔的讲座不少于3场 数量指标"]
)
def test_reasons_add_up_as_they_are_shown(client, query):
    """Whoever adds the parts of a score up on paper gets the score that stands behind them, to the last digit."""
    text = html.unescape(client.get("/", params={"q": query, "more": "1"}).text)
    reasons = re.findall(r'<span class="why">排在这里的原因：(.*?)</span>', text)

    assert len(reasons) > 5
    for reason in reasons:
        parts, _, score = re.sub("（[^）]*）", "", reason).partition("＝")
        found = re.findall(r"([＋－]?)[^＋－\d]*(\d\.\d{3})", parts)
        total = sum(-Decimal(value) if sign == "－" else Decimal(value) for sign, value in found)
        assert total == Decimal(score), reason


@pytest.mark.parametrize("query", ["科普活动参加人次", "科普讲座办了几场", "地铁运营里程"])
def test_a_hit_says_why_it_is_comparable_or_only_related(client, query):
    """Each hit has its sentence, which opens to a sum; badge and sentence agree, and the sum is that of the JSON."""
    hits = client.get("/api/search", params={"q": query, "limit": 20}).json()["hits"]
    wanted = sorted(hits, key=lambda hit: not hit["comparable"])
    text = html.unescape(client.get("/", params={"q": query}).text)
    shown = re.findall(r'<li class="hit.*?</li>', text, re.DOTALL)

    assert len(shown) == len(wanted) > 5
    for one, hit in zip(shown, wanted, strict=True):
        verdict, sentence = re.search(r"<summary>(可比|相关)：(.*?)</summary>", one).groups()
        *parts, total = (Decimal(figure.replace("−", "-")) for figure in re.findall(r"<dd>([+−][\d.]+)</dd>", one))
        assert verdict == ("可比" if hit["comparable"] else "相关")
        assert f'class="badge">{verdict}<' in one
        assert sum(parts) == total == round(Decimal(str(hit["why"]["comparable"]["margin"])), 3)
        assert ("要找的是" in sentence) == (hit["why"]["comparable"]["measure"] in ("other", "unknown"))
        assert ("事项不同" in sentence) == (hit["why"]["comparable"]["object"] == "other")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_comparable_is_said_plainly(client, language):
    """Where no hit is comparable the page says so before anything else, in either language."""
    text = client.get("/", params={"q": "地铁运营里程", "lang": language}).text
    said = {"zh": "没有可比的", "en": "Nothing comparable"}[language]

    assert text.index(said) < text.index('class="hits"') if 'class="hits"' in text else said in text
    assert client.get("/api/search", params={"q": "地铁运营里程"}).json()["answer"] == "none"


def test_facets_count_what_choosing_them_gives(client):
    """A facet's number is the number of comparable hits after choosing it, and it can be let go again."""
    text = client.get("/", params={"q": "科普讲座场次"}).text
    facets = re.findall(r'<li><a href="([^"]+)"><span>[^<]*</span> <span class="count">(\d+)</span>', text)

    assert facets
    for href, count in facets:
        chosen = html.unescape(client.get(html.unescape(href)).text)
        assert chosen.count('class="badge">可比<') == int(count)
        assert 'aria-current="true"' in chosen


@pytest.mark.parametrize(
    ("query", "offered"),
    [
        ("科普活动超过5场", "只看 超过5场 的指标（正好 5场 的也在内）"),
        ("科普活动低于1.5万人次", "只看 低于1.5万人次 的指标（正好 15,000人次 的也在内）"),
        ("科普活动不超过5场", "只看 不超过5场 的指标"),
    ],
)
def test_a_filter_by_a_bound_says_whether_the_bound_is_in_it(client, query, offered):
    """超过5场 leaves 5场 out, the filter that is offered does not: its words say what one will see."""
    (link,) = re.findall(r'<a class="chip" href="([^"]+)">(只看 [^<]+)</a>', client.get("/", params={"q": query}).text)

    assert link[1] == offered
    assert client.get(html.unescape(link[0])).status_code == 200


def test_a_bound_in_the_words_leads_to_the_filter_and_back(client):
    """The link beside the results filters by the bound; the words are said not to filter only if they differ."""
    page = client.get("/", params={"q": "科普活动不少于5场"}).text
    (href,) = re.findall(r'<a class="chip" href="([^"]+)">只看 不少于5场 的指标</a>', page)
    filtered = client.get(html.unescape(href)).text
    other = client.get("/", params={"q": "科普活动不少于5场", "max": "3"}).text
    asked = {"q": "科普活动不少于5场", "measure_unit": "场", "min": "5", "limit": 20}
    wanted = client.get("/api/search", params=asked).json()["hits"]

    assert filtered.count('<li class="hit') == len(wanted) > 0
    assert all(html.escape(hit["indicator"].rpartition("/")[2]) in filtered for hit in wanted)
    assert "没有用来筛选" not in page + filtered
    assert "检索词里的 不少于5场 没有用来筛选" in other
    assert "只看 不少于5场" not in other


def test_quotes_on_the_page_ask_or_are_offered(client):
    """A name in curved quotes offers the search that requires it; a phrase that nobody has is said to be missing."""
    page = client.get("/", params={"q": "举办“科普”活动场次"}).text
    (href,) = re.findall(r'<a class="chip" href="([^"]+)">只看含“科普”的指标</a>', page)
    required = client.get(html.unescape(href)).text
    missing = client.get("/", params={"q": "「量子纠缠」讲座"}).text

    assert '<li class="hit' in required
    assert "举办「科普」活动场次" in html.unescape(required)
    assert "只看含" not in required
    assert "找不到含有“量子纠缠”的指标" in missing
    assert not Page(page).unbalanced
    assert not Page(missing).unbalanced


def test_the_entrance_counts_every_indicator(client, served):
    """Without a query the facets count the whole dataset."""
    text = client.get("/").text

    assert f"共 {served.counts['indicators']} 条指标" in text
    levels = re.search(r"<h2>行政级次</h2>(.*?)</section>", text, re.DOTALL)[1]
    assert sum(map(int, re.findall(r'class="count">(\d+)<', levels))) == served.counts["indicators"]


def test_a_long_facet_folds_and_leaves_nothing_out_in_silence():
    """Values beyond the first stand below a fold that counts them, the chosen one above it; more are told in words."""
    counts = {name: [] for name in FACETS} | {"measure_unit": [{"value": f"{n}号", "count": 1} for n in range(250)]}
    (facet,) = facets_of(counts, "活动", {"measure_unit": "99号"}, Links("", "zh"))

    assert [one.text for one in facet.values] == [*(f"{n}号" for n in range(12)), "99号"]
    assert [one.chosen for one in facet.values] == [False] * 12 + [True]
    assert len(facet.values) + len(facet.folded) == 200
    assert f"{len(facet.folded)} 个" in facet.heading
    assert "50 个没有列出" in facet.left


@pytest.mark.parametrize(
    "parameters",
    [{"q": "x", "department": "火星"}, {"q": "x", "min": "many"}, {"q": "科普" * 1001}, {"q": "x", "year": "?"}],
)
def test_a_wrong_filter_is_said_on_the_page(client, parameters):
    """The form stays, with a sentence about what does not fit."""
    answer = client.get("/", params=parameters)

    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert 'name="q"' in answer.text


HOSTILE = [
    '"><script>alert(1)</script>',
    "'\"><img src=x onerror=alert(1)>",
    "{{7*1000003}}",
    "javascript:alert(1)",
    "\x00\u202e<b>",
]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize(
    "address",
    [
        "/?q={}",
        "/?q=x&department={}",
        "/?q=x&min={}&unit={}",
        "/?q=x&lang={}",
        "/sparql?query={}",
        "/page/department/{}",
        "/findings?severity={}",
        "/page/{}/x",
        "/{}",
    ],
)
def test_words_from_outside_stay_words(client, address, words):
    """Nothing that a visitor writes becomes markup, script or a link that runs."""
    answer = client.get(address.replace("{}", quote(words)), headers={"accept": "text/html"})
    text = answer.text
    page = Page(text)

    assert answer.headers["content-type"] == "text/html; charset=utf-8"

    assert "script" not in page.tags
    assert "img" not in page.tags
    assert page.handlers == []
    assert not any(link.lower().startswith("javascript:") for link in page.links)
    assert "7000021" not in text


def _crawl(client, start, most):
    """Follow links from a page; gives each page's address and answer. One marked place of a document stands for all."""
    seen, waiting, met = set(), [start], set()
    while waiting and len(seen) < most:
        address = waiting.pop(0)
        likeness = re.sub(r"mark=[\d.-]+", "mark", address)
        if likeness in met:
            continue
        met.add(likeness)
        seen.add(address)
        answer = client.get(address, headers={"accept": "text/html"})
        yield address, answer
        if answer.headers["content-type"].startswith("text/html"):
            links = (urljoin(address, link).partition("#")[0] for link in Page(answer.text).links)
            waiting += [link for link in links if link not in seen]


@pytest.mark.parametrize("start", ["/", "/?lang=en"])
def test_no_link_is_dead_and_nothing_comes_from_outside(client, start):
    """From the entrance on, every link of every page met is answered, well-formed, and stays on this server."""
    met = 0
    for address, answer in _crawl(client, start, 150):
        assert answer.status_code == 200, address
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        met += 1
        page = Page(answer.text)
        assert page.unbalanced == [], address
        assert page.tags.count("h1") == 1
        assert "script" not in page.tags
        assert all(link.startswith(("/", "#")) and not link.startswith("//") for link in (*page.links, *page.loads))
        assert len(page.ids) == len(set(page.ids))
        assert answer.text.startswith("<!DOCTYPE html>")
        assert ('lang="en"' in answer.text[:60]) == ("lang=en" in address)
    assert met > 60


def test_anchors_of_places_exist(client, served):
    """A link to a line leads to a line that is on that page."""
    document = served.documents[0].id
    page = Page(client.get(f"/page/document/{document}").text)

    for link in page.links:
        target, _, line = link.partition("#")
        if line and target in ("", f"/page/document/{document}"):
            assert line in page.ids


def test_links_hold_below_another_path(source):
    """Mounted below a path, pages link below that path."""
    client = TestClient(create_app(source), root_path="/kg")
    page = Page(client.get("/kg/", params={"q": "科普"}).text)

    assert page.links
    assert all(link.startswith(("/kg/", "#")) for link in (*page.links, *page.loads))


def test_pages_say_what_is_missing_as_pages(client):
    """A browser gets a page in Chinese (or English) where there is nothing; a program gets a problem."""
    missing = "/page/department/没有"
    page = client.get(missing, headers={"accept": "text/html"})
    english = client.get(f"{missing}?lang=en", headers={"accept": "text/html"})
    problem = client.get(missing, headers={"accept": "application/json"})

    assert [answer.status_code for answer in (page, english, problem)] == [404, 404, 404]
    assert "没有找到" in page.text
    assert "Not found" in english.text
    assert problem.json()["title"] == "没有找到"


def test_colours_can_be_read_in_both_schemes():
    """Text has a contrast of at least 4.5 to what it stands on, in the light and in the dark scheme (WCAG AA)."""
    from api.http.pages.rendering import static_file

    sheet = static_file("style.css").decode()
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
        for block in re.findall(r":root \{(.*?)\}", sheet, re.DOTALL)
    )
    on_paper = [(text, ground) for text in ("ink", "soft", "link", "accent") for ground in ("paper", "card")]
    pairs = [*on_paper, ("mark-ink", "mark"), ("good", "card"), ("warn", "warn-paper"), ("bad", "bad-paper")]
    pairs.append(("paper", "accent"))

    for scheme in (light, {**light, **dark}):
        for text, ground in pairs:
            assert _contrast(scheme[text], scheme[ground]) >= 4.5, (text, ground)


def _contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
