"""The comparison page: departments side by side, with the figures of the interface, each with its place."""

from __future__ import annotations

import html
import re
from urllib.parse import quote

import pytest

from api.cli.words import phrases as terminal_phrases
from api.http.words import phrases
from tests.api.http.markup import Page

QUERY = "科普活动场次"


def test_the_page_shows_what_the_interface_answers(client):
    """Groups, figures, statistics and places are those of ``/api/compare``, in its order."""
    answer = client.get("/api/compare", params={"q": QUERY}).json()
    text = html.unescape(client.get("/compare", params={"q": QUERY}).text)
    tables = re.findall(r"<tbody>(.*?)</tbody>", text, re.DOTALL)

    assert len(tables) == len(answer["groups"]) > 0
    for table, group in zip(tables, answer["groups"], strict=True):
        rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
        assert len(rows) == len(group["rows"])
        for row, wanted in zip(rows, group["rows"], strict=True):
            assert f">{wanted['department']}</a></th>" in row
            assert f'/page/indicator/{wanted["indicator"].rpartition("/")[2]}"' in row
            assert f'#L{wanted["source"]["line"]}"' in row
    first = answer["groups"][0]
    assert f"{first['n']} 个数，{first['n_departments']} 个部门" in text


def test_least_median_and_largest_have_their_unit(client):
    """Nobody has to look for the unit of a summary's figures, and the money beside them says whose it is."""
    text = html.unescape(client.get("/compare", params={"q": "公众满意度"}).text)
    summary = re.search(r'<p class="summary">(.*?)</p>', text)[1]

    assert re.search(r"最小 [\d.]+%，中位数 [\d.]+%，最大 [\d.]+%", summary), summary

    answers = [client.get("/compare", params={"q": query}).text for query in ("科普活动场次", "活动满意度", "参观人次")]
    assert any(">项目预算（万元）</th>" in one for one in answers)
    assert not any(">预算（万元）</th>" in one for one in answers)


def test_an_indicator_is_compared_with_its_peers(client, served):
    """The page of an indicator leads to its comparison, which names it and does not count it."""
    reading = next(reading for reading in served.readings() if len(reading.indicators) > 5)
    slug = f"{reading.document.id}-{reading.indicators[0].ordinal}"
    page = Page(client.get(f"/page/indicator/{slug}").text)
    compared = client.get("/compare", params={"q": slug}).text

    assert f"/compare?q={slug}" in page.links
    assert "与这条指标比" in compared
    assert f'value="{html.escape(reading.indicators[0].name)}"' in compared


def test_filters_hold_for_the_comparison(client):
    """What the search was filtered by goes along, is shown, and can be let go."""
    answer = client.get("/api/compare", params={"q": QUERY, "level": "district"}).json()
    text = client.get("/compare", params={"q": QUERY, "level": "district"}).text

    assert text.count('<th scope="row">') == sum(len(group["rows"]) for group in answer["groups"])
    assert f'<a class="chip" href="/compare?q={quote(QUERY)}"' in text
    assert '<input type="hidden" name="level" value="district">' in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_to_compare_is_said_and_leads_on(client, language):
    """Where nothing is comparable the page says so and offers the search."""
    text = client.get("/compare", params={"q": "地铁运营里程", "lang": language}).text

    assert {"zh": "没有可以放在一起比的数字", "en": "No figures that can be compared"}[language] in text
    assert f"/?q={quote('地铁运营里程')}" in text
    assert "<table" not in text


@pytest.mark.parametrize(
    "parameters",
    [{"q": "x", "department": "火星"}, {"q": "科" * 2001}, {"q": "x", "min": "many"}],
    ids=["", "q", "min"],
)
def test_a_wrong_filter_is_said_on_the_page(client, parameters):
    """The form stays, with a sentence about what does not fit."""
    answer = client.get("/compare", params=parameters)

    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert 'name="q"' in answer.text


def test_both_doors_know_the_same_remarks():
    """Every remark and standing that the command line can say, the page can say as well."""
    told, own = terminal_phrases(), phrases()
    remarks = {key for key in told if key.startswith("standing-")}
    from embeddings.comparison.side_by_side import REMARKS

    remarks |= {f"compare-{key}" for key in REMARKS}
    assert remarks <= set(own)
    assert remarks <= set(told)
