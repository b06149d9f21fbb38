"""``/api/search`` and its neighbours: the same answers as the command line, and limits that say what they want."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from api.cli import main
from api.http import shapes


@pytest.mark.parametrize(
    "parameters",
    [
        {"q": "科普讲座办了几场"},
        {"q": "满意度", "limit": 3, "level": "district"},
        {"q": "科普活动", "measure_unit": "场", "min": "2"},
        {"q": "地铁里程"},
    ],
    ids=lambda parameters: parameters["q"],
)
def test_answers_as_the_command_line_does(client, sample_dataset, capsys, parameters):
    """HTTP and `kg search --json` give one answer."""
    options = [f"--{name.replace('_', '-')}={value}" for name, value in parameters.items() if name != "q"]
    main(["search", parameters["q"], "--json", "--dataset", str(sample_dataset), *options])
    answer = client.get("/api/search", params=parameters)

    assert answer.status_code == 200
    assert answer.json() == json.loads(capsys.readouterr().out)
    assert answer.headers["x-build"] == answer.json()["build"]


def test_answers_have_the_documented_shape(client):
    """Every member of an answer is in the OpenAPI document, and none is missing."""
    answer = client.get("/api/search", params={"q": "科普", "limit": 100}).json()

    assert len(shapes.Search.model_validate(answer).hits) > 20


def test_facets_and_bounds_are_given_when_asked_for(client):
    """`facets` counts what is comparable, `typed` lets 不少于 filter, the page leads to that filter and marks words."""
    plain = client.get("/api/search", params={"q": "科普活动不少于5场", "facets": "true", "limit": 50}).json()
    typed = client.get("/api/search", params={"q": "科普活动不少于5场", "typed": "true", "limit": 50}).json()
    page = client.get("/", params={"q": "科普活动不少于5场"}, headers={"Accept": "text/html"}).text

    counted = shapes.Search.model_validate(plain).facets
    assert counted is not None
    assert counted.total == sum(hit["comparable"] for hit in plain["hits"]) > 0
    assert sum(one.count for one in counted.level) == counted.total
    assert typed["understood"]["applied"]
    assert "facets" not in typed
    assert 0 < len(typed["hits"]) < len(plain["hits"])
    assert "只看 不少于5场 的指标" in page
    assert "min=5" in page
    assert "<mark>科普活动" in page


def test_limit_cuts_and_keeps_the_order(client):
    """A smaller limit gives the head of a larger answer."""
    many = client.get("/api/search", params={"q": "科普活动", "limit": 20}).json()["hits"]
    few = client.get("/api/search", params={"q": "科普活动", "limit": 4}).json()["hits"]

    assert [hit["indicator"] for hit in few] == [hit["indicator"] for hit in many[:4]]


@pytest.mark.parametrize(
    ("parameters", "named"),
    [
        ({}, "q"),
        ({"q": ""}, "q"),
        ({"q": "x" * 2001}, "q"),
        ({"q": "科普", "limit": 0}, "limit"),
        ({"q": "科普", "limit": 101}, "limit"),
        ({"q": "科普", "limit": "many"}, "limit"),
        ({"q": "科普", "year": "明年"}, "year"),
        ({"q": "   "}, "检索词"),
        ({"q": "科普", "level": "moon"}, "level"),
        ({"q": "科普", "department": "火星科协"}, "department"),
        ({"q": "科普", "min": "abc"}, "min"),
        ({"q": "科普", "measure_unit": "光年光年"}, "measure_unit"),
    ],
    ids=str,
)
def test_says_what_is_wrong_with_a_request(client, parameters, named):
    """A wrong parameter is a problem with its name and a Chinese sentence, never a trace."""
    answer = client.get("/api/search", params=parameters)
    problem = answer.json()

    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert named in problem["detail"]
    assert "--" not in problem["detail"]
    assert any("一" <= char <= "鿿" for char in problem["detail"])
    shapes.Problem.model_validate(problem)


def test_near_names_are_offered(client):
    """A department that nobody has is answered with those that look like it."""
    problem = client.get("/api/search", params={"q": "科普", "department": "广州市科技协会"}).json()

    assert "广州市科学技术协会" in problem["nearest"]


@pytest.mark.parametrize(
    ("headers", "parameters", "language"),
    [
        ({}, {}, "zh-CN"),
        ({"accept-language": "en"}, {}, "en"),
        ({"accept-language": "fr, zh;q=0.4, en;q=0.3"}, {}, "zh-CN"),
        ({"accept-language": "en"}, {"lang": "zh"}, "zh-CN"),
        ({}, {"lang": "en"}, "en"),
    ],
    ids=str,
)
def test_problems_speak_the_readers_language(client, headers, parameters, language):
    """Chinese by default, English where the reader prefers it or asks for it."""
    answer = client.get("/api/search", params={"q": "x", "level": "moon", **parameters}, headers=headers)

    assert answer.headers["content-language"] == language
    assert ("写的是" in answer.json()["detail"]) == (language == "zh-CN")


def test_batch_answers_each_query_in_its_place(client):
    """Many searches at once give what each gives alone; a wrong one has a problem in its place."""
    queries = [
        {"q": "科普讲座"},
        {"q": "科普", "department": "无此部门"},
        {"q": "满意度", "limit": 2},
        {"q": "科普活动不少于3场", "typed": True, "facets": True},
        {"q": " "},
    ]
    answers = client.post("/api/search/batch", json=queries).json()["answers"]

    assert answers[0] == client.get("/api/search", params=queries[0]).json()
    assert answers[1]["status"] == 400
    assert answers[2] == client.get("/api/search", params=queries[2]).json()
    assert answers[3] == client.get("/api/search", params=queries[3]).json()
    assert answers[3]["facets"]["total"] > 0
    assert answers[4]["status"] == 400
    shapes.Answers.model_validate({"build": "x", "answers": answers})


@pytest.mark.parametrize(
    "queries", [[], [{"q": "科普"}] * 101, {"q": "科普"}, [{"q": "科普", "colour": "red"}]], ids=len
)
def test_batch_refuses_what_is_no_list_of_queries(client, queries):
    """None, more than a hundred, or unknown members are refused with a sentence."""
    answer = client.post("/api/search/batch", json=queries)

    assert answer.status_code == 400
    assert answer.json()["parameters"]


def test_broken_json_is_said_to_be_broken(client):
    """A body that is no JSON is named as such."""
    answer = client.post("/api/search/batch", content="[{", headers={"content-type": "application/json"})

    assert answer.json()["parameters"] == [{"parameter": "body", "problem": "不是 JSON"}]


def test_findings_are_those_of_the_audit(client, served):
    """Every finding of the build is listed once, the gravest first, with sources and an IRI that has a page."""
    answer = client.get("/api/findings", params={"limit": 1000}).json()
    severities = [finding["severity"] for finding in answer["findings"]]

    shapes.Findings.model_validate(answer)
    assert answer["total"] == len(answer["findings"]) == len({finding["finding"] for finding in answer["findings"]})
    assert sorted(f.rule for f in served.findings()) == sorted(f["rule"] for f in answer["findings"])
    assert severities == sorted(severities, key=["error", "check", "info"].index)
    for finding in answer["findings"]:
        assert served.has(finding["finding"])


def test_findings_can_be_filtered_and_paged(client):
    """Filters hold for every finding listed, and pages put together are the whole."""
    every = client.get("/api/findings", params={"limit": 1000}).json()["findings"]
    errors = client.get("/api/findings", params={"severity": "error"}).json()
    document = every[0]["sources"][0]["document"]
    of_document = client.get("/api/findings", params={"document": document}).json()["findings"]
    pages = [
        client.get("/api/findings", params={"limit": 2, "offset": at}).json()["findings"]
        for at in range(0, len(every), 2)
    ]

    assert {finding["severity"] for finding in errors["findings"]} == {"error"}
    assert all(any(s["document"] == document for s in finding["sources"]) for finding in of_document)
    assert [finding for page in pages for finding in page] == every
    unknown = client.get("/api/findings", params={"rule": "no-such-rule"})
    assert unknown.status_code == 400
    assert set(unknown.json()["rules"]) == {finding["rule"] for finding in every}
    assert "self-score-differs  自评得分正文与表格不一致" in unknown.json()["detail"]
    by_name = client.get("/api/findings", params={"rule": "自评得分正文与表格不一致"}).json()["findings"]
    assert {finding["rule"] for finding in by_name} == {"self-score-differs"}


def test_comparison_is_that_of_the_workspace(client, served):
    """`/api/compare` gives what the workspace gives."""
    answer = client.get("/api/compare", params={"q": "科普讲座", "level": "district"})

    assert answer.json() == served.compare("科普讲座", level="district")


def test_searches_at_once_do_not_mix(served):
    """Several threads with different words each get exactly what they would get alone."""
    words = ["科普讲座", "满意度", "院士专家", "学术交流"]
    alone = {text: served.search(text, limit=5) for text in words}
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # threads change places between almost any two steps
    try:
        with ThreadPoolExecutor(4) as threads:
            found = list(threads.map(lambda text: served.search(text, limit=5), words * 3))
    finally:
        sys.setswitchinterval(interval)

    assert found == [alone[text] for text in words * 3]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/api/search?q=科普&levle=district", "levle"),
        ("/api/compare?q=科普&limit=3", "limit"),
        ("/api/findings?documents=x", "documents"),
        ("/api/findings?document=nobody.txt", "document"),
    ],
)
def test_what_is_not_understood_is_not_answered(client, address, name):
    """A misspelt parameter, or a document of nobody, never gives an answer about something else."""
    answer = client.get(address)

    assert answer.status_code == 400
    assert answer.json()["option"] == name


def test_a_parameter_is_told_as_it_was_typed(client):
    """The spelling of the command line is answered with the one of addresses; a value is not blamed for its name."""
    wrong = client.get("/api/search?q=科普&measure-unit=场").json()
    twice = client.get("/api/search?q=科普&q=满意度")

    assert wrong["detail"].startswith("没有参数 measure-unit，可用：category department")
    assert wrong["nearest"][0] == "measure_unit"
    assert (twice.status_code, twice.json()["detail"]) == (400, "参数 q 写了不止一次")


def test_what_is_compared_is_called_q(client):
    """An indicator that the build does not have is told with the parameter's name, on the page with the field's."""
    address = "q=http://localhost:8000/id/indicator/nobody-1"
    problem, page = client.get(f"/api/compare?{address}").json(), client.get(f"/compare?{address}").text

    assert problem["option"] == "q"
    assert problem["detail"].startswith("q：数据集里没有")
    assert "要比较的指标：数据集里没有" in page


def test_a_department_in_the_words_is_offered_as_a_filter(client):
    """It only moves its indicators up, so one link shows them alone, until it is chosen."""
    offer = "只看 广州市黄埔区科学技术协会 的指标"

    assert offer in client.get("/?q=黄埔区满意度").text
    assert offer not in client.get("/?q=黄埔区满意度&department=广州市黄埔区科学技术协会").text


@pytest.mark.parametrize("path", ["/api/search", "/api/compare", "/", "/compare"])
def test_words_in_another_encoding_are_no_other_words(client, path):
    """GB18030 in an address is refused: read as UTF-8 it would be a search for replacement characters."""
    answer = client.get(f"{path}?q=%BF%C6%C6%D5")

    assert answer.status_code == 400
    assert "不是 UTF-8" in answer.text


def test_a_document_is_named_by_its_id_or_its_name(client, served):
    """Findings of one document are the same, whichever is given."""
    one = served.documents[0]
    by_name, by_id = (
        client.get("/api/findings", params={"document": name}) for name in (one.names[0], one.digest[:16])
    )

    assert by_name.status_code == 200
    assert by_name.json() == by_id.json()


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"q": "？？！"}, "没有可检索的字词"),
        ({"q": "地铁运营里程"}, "只是字面或意思最接近的"),
        ({"q": "「水库除险」加固"}, "没有一条含有“水库除险”"),
        ({"q": "科普讲座场次", "year": "1999"}, "筛选条件之下没有相近的"),
        ({"q": "「科普讲坛」", "level": "city"}, "筛选条件之下没有一条含有“科普讲坛”"),
    ],
)
def test_nothing_comparable_says_why(client, parameters, words):
    """An answer without anything comparable is never silent: it has a sentence in both languages."""
    answer = client.get("/api/search", params=parameters).json()

    assert answer["answer"] == "none"
    assert words in answer["message"]["zh"]
    assert answer["message"]["en"].startswith("nothing comparable")
    assert client.get("/api/search", params={"q": "科普讲座场次"}).json()["message"] is None
