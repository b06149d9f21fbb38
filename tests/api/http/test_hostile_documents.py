"""Documents whose words are markup: on every page they are words, in every language and format."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from api.http import DatasetSource, create_app
from tests.api.http.hostile import FILE, IMAGE, SCRIPT, hostile_dataset
from tests.api.http.markup import Page


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A service over one document that would like to be a program."""
    source = DatasetSource(hostile_dataset(tmp_path_factory.mktemp("hostile")), query_workers=1)
    source.open()
    yield TestClient(create_app(source), follow_redirects=False)
    source.close()


def _everything(client):
    """Give the address and answer of every page that can be reached, in both languages."""
    waiting = ["/", "/?lang=en", "/findings", f"/?q={quote(SCRIPT)}", f"/compare?q={quote('科普讲坛活动场次')}"]
    waiting.append("/sparql?query=" + quote("SELECT ?o { ?s ?p ?o FILTER(CONTAINS(STR(?o), '<')) } LIMIT 100"))
    met = set()
    while waiting and len(met) < 250:
        address = waiting.pop(0)
        likeness = re.sub(r"mark=[\d.-]+", "mark", address.partition("#")[0])
        if likeness in met:
            continue
        met.add(likeness)
        answer = client.get(address, headers={"accept": "text/html"})
        yield address, answer
        if answer.headers["content-type"].startswith("text/html"):
            waiting += [html.unescape(link) for link in Page(answer.text).links if link.startswith("/")]


def test_no_word_of_a_document_becomes_markup(hostile):
    """Names, targets, titles, file names and findings that hold tags, quotes and addresses of scripts stay words."""
    pages, shown = 0, set()
    for address, answer in _everything(hostile):
        assert answer.status_code == 200, address
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        pages += 1
        page = Page(answer.text)
        assert page.unbalanced == [], address
        assert not {"script", "img", "b", "style"} & set(page.tags), address
        assert page.handlers == [], address
        assert all(link.startswith(("/", "#")) and not link.startswith("//") for link in (*page.links, *page.loads))
        assert "7000021" not in answer.text
        shown |= {words for words in (SCRIPT, IMAGE, FILE) if words in html.unescape(answer.text)}
    assert pages > 60
    assert shown == {SCRIPT, IMAGE, FILE}


def test_data_formats_keep_the_words_and_are_never_taken_for_pages(hostile):
    """JSON, JSON-LD and Turtle hold the words as they are, and are served as what they are, not to be guessed at."""
    hits = hostile.get("/api/search", params={"q": "科普讲坛活动场次"})
    slug = hits.json()["hits"][0]["indicator"].rpartition("/")[2]
    linked = hostile.get(f"/data/indicator/{slug}.jsonld")

    assert any(SCRIPT in hit["name"] for hit in hits.json()["hits"])
    assert SCRIPT in json.dumps(linked.json(), ensure_ascii=False)
    for answer in (hits, linked, hostile.get(f"/data/indicator/{slug}.ttl")):
        assert "html" not in answer.headers["content-type"]
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("view", ["page", "id", "data"])
def test_a_name_with_a_slash_has_its_page_and_its_data(hostile, view):
    """A slash in a name, escaped, is part of it; one that is not escaped leads nowhere."""
    rows = hostile.get("/sparql", params={"query": "SELECT ?d { ?d a <https://w3id.org/jixiao/ontology/Department> }"})
    (iri,) = (row["d"]["value"] for row in rows.json()["results"]["bindings"])
    path = "/" + view + iri.partition("/id")[2] + (".ttl" if view == "data" else "")

    assert "%2F" in path
    assert hostile.get(path).status_code == (303 if view == "id" else 200)
    assert hostile.get(path.replace("%2F", "/")).status_code == 404
