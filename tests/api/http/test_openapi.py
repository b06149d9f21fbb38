"""The OpenAPI document and the phrases: what is promised stands in review, in both languages."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path

from api.cli.parser import FILTERS as terminal_filters
from api.http.app import openapi_document
from api.http.shapes import Query
from api.http.words import phrases
from embeddings.query.filters import FILTERS

SNAPSHOT = Path(__file__).with_name("openapi.json")


def test_the_promise_is_the_one_on_record(app):
    """A changed promise shows as a changed file, for review."""
    document = json.loads(json.dumps(openapi_document(app)))

    assert document == json.loads(SNAPSHOT.read_text(encoding="utf-8"))


def test_the_document_is_served_and_names_no_other_server(client):
    """`/openapi.json` is the document, and FastAPI's own pages, which load from elsewhere, are off."""
    assert client.get("/openapi.json").json() == json.loads(SNAPSHOT.read_text(encoding="utf-8"))
    assert client.get("/docs").status_code == 404
    assert client.get("/redoc").status_code == 404


def test_every_operation_has_its_problem(app):
    """No operation promises FastAPI's validation error; each says that problems are problem+json."""
    for path in openapi_document(app)["paths"].values():
        for operation in path.values():
            assert "422" not in operation["responses"]
            assert list(operation["responses"]["default"]["content"]) == ["application/problem+json"]


def test_templates_use_phrases_that_exist():
    """Every phrase that a template asks for is there, and templates hold no Chinese of their own."""
    for template in files("api.http").joinpath("templates").iterdir():
        text = template.read_text(encoding="utf-8")
        assert set(re.findall(r"\bt\('([\w-]+)'", text)) <= set(phrases()), template.name
        assert not re.search(r"[一-鿿]", text), template.name


def test_every_door_has_every_filter(app):
    """Terminal, address and batch know the filters of the search by the same names, and no others."""
    paths = openapi_document(app)["paths"]
    asked = [{one["name"] for one in paths[path]["get"]["parameters"]} for path in ("/api/search", "/api/compare")]
    besides = {"q", "limit", "typed", "facets"}

    assert set(terminal_filters) == set(FILTERS)
    assert [names - besides for names in (*asked, set(Query.model_fields))] == [set(FILTERS)] * 3
