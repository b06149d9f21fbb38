"""What a query finds by ``SERVICE kg:similar`` is what the search finds, wherever the block stands."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.workspace import Workspace
from embeddings.similar.problems import SimilarBlockError
from kg.errors import QueryRefusedError, QuerySyntaxError, QueryTimeoutError
from tests.embeddings.similar.conftest import PREFIXES

TEXTS = (
    "科普讲座场次",
    "参加科普活动的人数",
    "公众满意度",
    "请问科普活动一年办几场",
    "技术交易额",
    "「科普」活动",
    "完成率",
    "专利",
    "。！",
)
FULL = "kgs:score ?s ; kgs:rank ?r ; kgs:dense ?d ; kgs:lexical ?l ; kgs:why ?w ; kgs:comparable ?c"
BASE = "http://localhost:8000/"


def decimal(number):
    return Decimal(f"{number:.6f}")


def expected(hits):
    return [
        (
            hit["indicator"],
            decimal(hit["score"]),
            hit["rank"],
            decimal(hit["why"]["dense"]),
            decimal(hit["why"]["lexical"]),
            hit["why"],
            hit["comparable"],
        )
        for hit in hits
    ]


def found(rows):
    return [(*row[:5], json.loads(row[5]), row[6]) for row in rows]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("limit", [1, 7, 1000])
def test_hits_are_those_of_the_search_to_the_last_digit(ask, workspace, text, limit):
    """Indicators, order, scores, shares, reasons and the comparable line: all equal, for any text and limit."""
    rows = ask(
        f'SELECT ?i ?s ?r ?d ?l ?w ?c {{ SERVICE kg:similar {{ ?i kgs:text "{text}" ; kgs:limit {limit} ; {FULL} }} }}'
        " ORDER BY ?r"
    )

    assert found(rows) == expected(workspace.search(text, limit=limit)["hits"])


@pytest.mark.parametrize("text", TEXTS)
def test_asking_for_less_gives_the_same_hits(ask, text):
    """Rank and score alone are had without reading the hits, and are the same."""
    less = ask(f'SELECT ?i ?s ?r {{ SERVICE kg:similar {{ ?i kgs:text "{text}" ; kgs:score ?s ; kgs:rank ?r }} }}')
    full = ask(f'SELECT ?i ?s ?r {{ SERVICE kg:similar {{ ?i kgs:text "{text}" ; {FULL} }} }}')

    assert less == full


def test_ten_hits_unless_said_otherwise(ask):
    """The default limit is the search's own."""
    assert len(ask('SELECT ?i { SERVICE kg:similar { ?i kgs:text "科普" } }')) == 10


PATTERNS = (
    "?i kg:department ?dep . ?dep kg:level kg:district",
    "?i kg:department ?dep . ?dep kg:level kg:city",
    "{ ?i kg:weight ?x } UNION { ?i kg:result ?y }",
    "?i kg:name ?n . FILTER(CONTAINS(?n, '活动'))",
    "?i kg:name ?n MINUS { ?i kg:project ?p }",
    "{ SELECT ?i { ?i a kg:Indicator } ORDER BY ?i LIMIT 7 }",
    "?i a kg:Target",
    "VALUES ?i { <http://localhost:8000/id/indicator/nobody-1> 5 UNDEF }",
    "?any ?p ?i",
    "GRAPH ?g { ?i kg:source/kg:line ?line } FILTER(?line > 20)",
)


@settings(max_examples=40)
@given(st.sampled_from(TEXTS), st.sampled_from(PATTERNS), st.integers(1, 60))
def test_among_is_filter_then_rank(ask, workspace, text, pattern, limit):
    """Exactly the head of the whole ranking reduced to what the pattern gives, whatever pattern and limit."""
    allowed = {row[0] for row in ask(f"SELECT DISTINCT ?i WHERE {{ {pattern} }}")}
    everything = workspace.search(text, limit=1000)["hits"]
    by_hand = [(hit["indicator"], decimal(hit["score"])) for hit in everything if hit["indicator"] in allowed][:limit]

    rows = ask(
        f'SELECT ?i ?s {{ SERVICE kg:similar {{ ?i kgs:text "{text}" ; kgs:limit {limit} ; kgs:score ?s ; kgs:rank ?r .'
        f" GRAPH kgs:among {{ {pattern} }} }} }} ORDER BY ?r"
    )

    assert list(rows) == by_hand


def test_variables_of_among_stay_inside(ask):
    """They restrict and are not bound outside: like FILTER EXISTS, not like a join."""
    rows = ask(
        'SELECT ?n ?other { SERVICE kg:similar { ?i kgs:text "科普" ; kgs:limit 3 . GRAPH kgs:among { ?i kg:name ?n } }'
        " BIND(BOUND(?n) AS ?other) }"
    )

    assert rows == ((None, False),) * 3


def test_minimum_score_cuts_the_ranking(ask, workspace):
    """At least so much, the bound itself included, to the last digit."""
    hits = workspace.search("科普讲座场次", limit=1000)["hits"]
    bound = decimal(hits[3]["score"])
    query = 'SELECT ?i { SERVICE kg:similar { ?i kgs:text "科普讲座场次" ; kgs:limit 1000 ; kgs:minScore %s } }'

    assert len(ask(query % bound)) == 4
    assert len(ask(query % (bound + Decimal("0.000001")))) == 3
    assert ask(query % "1e9") == ()


def test_like_asks_by_an_indicator(ask, index):
    """The name, vector and measures of the indicator are the question; it is not its own neighbour."""
    start = f"{BASE}id/indicator/{index.catalogue.document(0).id}-1"
    rows = ask(f"SELECT ?i ?s {{ SERVICE kg:similar {{ ?i kgs:like <{start}> ; kgs:limit 1000 ; kgs:score ?s }} }}")
    kept = ask(
        f"SELECT ?i ?s {{ SERVICE kg:similar {{ ?i kgs:like <{start}> ; kgs:limit 3 ; kgs:score ?s ; kgs:rank ?r ."
        f" GRAPH kgs:among {{ ?i kg:department ?d . ?d kg:level kg:district }} }} }} ORDER BY ?r"
    )

    assert rows
    assert start not in {row[0] for row in rows}
    districts = {row[0] for row in ask("SELECT ?i { ?i kg:department/kg:level kg:district }")}
    ranked = sorted((row for row in rows if row[0] in districts), key=lambda row: (-row[1], row[0]))
    assert sorted(row[1] for row in kept) == sorted(row[1] for row in ranked[:3])


@pytest.mark.parametrize("iri", [f"{BASE}id/indicator/0000000000000000-1", f"{BASE}id/document/x", "urn:x"])
def test_like_an_unknown_indicator_is_an_error(ask, iri):
    """An IRI that this build does not have is said, with its place; it never gives an empty answer."""
    with pytest.raises(SimilarBlockError) as raised:
        ask(f"SELECT * {{\n SERVICE kg:similar {{ ?i kgs:like <{iri}> }} }}")

    assert (raised.value.reason, raised.value.line, raised.value.what) == ("similar-not-here", 6, f"<{iri}>")


BLOCK = 'SERVICE kg:similar { ?i kgs:text "科普讲座场次" ; kgs:limit 4 ; kgs:score ?s }'


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT ?i {{ {BLOCK} }}",
        f"SELECT ?i {{ {BLOCK} . }}",
        f"SELECT ?i {{ ?i a kg:Indicator . {BLOCK} ?i kg:name ?n }}",
        f"SELECT ?i {{ VALUES ?x {{ 1 }} OPTIONAL {{ {BLOCK} }} }}",
        f"SELECT ?i {{ {{ {BLOCK} }} UNION {{ ?i a kg:Nothing }} }}",
        f"SELECT ?i {{ {{ SELECT ?i {{ {BLOCK} }} ORDER BY DESC(?s) }} ?i kg:name ?n }}",
        f"SELECT ?i {{ ?i a kg:Indicator FILTER EXISTS {{ {BLOCK} }} }}",
        f"SELECT ?i {{ ?i a kg:Indicator MINUS {{ ?i a kg:Indicator MINUS {{ {BLOCK} }} }} }}",
        f"SELECT ?i {{ {BLOCK} {BLOCK.replace('?s', '?t').replace('4', '9')} }}",
    ],
)
def test_the_block_may_stand_anywhere_in_a_pattern(ask, query):
    """Groups, OPTIONAL, UNION, sub-selects, EXISTS, MINUS, twice: the same four indicators."""
    assert {row[0] for row in ask(query)} == {row[0] for row in ask(f"SELECT ?i {{ {BLOCK} }}")}


def test_construct_and_ask(workspace):
    """All forms of query may ask for similarity."""
    graph = workspace.sparql(PREFIXES + f"CONSTRUCT {{ ?i kgs:score ?s }} {{ {BLOCK} }}", format="ntriples")
    nothing = BLOCK.replace("kgs:limit", "kgs:minScore 2 ; kgs:limit")

    assert graph.row_count == 4
    assert workspace.sparql(PREFIXES + f"ASK {{ {BLOCK} }}").rows() == ((True,),)
    assert workspace.sparql(PREFIXES + f"ASK {{ {nothing} }}").rows() == ((False,),)


def test_an_empty_answer_is_no_solution(ask):
    """A text about nothing finds nothing, and a group with it has no solution."""
    assert ask('SELECT * { SERVICE kg:similar { ?i kgs:text "。！" } }') == ()
    rows = ask('SELECT ?x ?i { VALUES ?x { 1 } OPTIONAL { SERVICE kg:similar { ?i kgs:text "。！" } } }')
    assert rows == ((1, None),)


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ('SERVICE kg:similar { ?i kgs:text "。！" }', ((5, "words"),)),
        ('SERVICE kg:similar { ?i kgs:text "「量子纠缠」讲座" }', ((5, "words"),)),
        ('SERVICE kg:similar { ?i kgs:text "讲座" ; kgs:minScore 2 }', ((5, "score"),)),
        ('SERVICE kg:similar { ?i kgs:text "讲座" . GRAPH kgs:among { ?i kg:name "" } }', ((5, "among"),)),
        ('?i kgs:text "讲座" ; kgs:score ?s', ((5, "outside"),)),
        ('SERVICE kg:similar { ?i kgs:text "讲座" }', ()),
        ("GRAPH ?g { ?near kgs:like ?i }", ()),
    ],
)
def test_a_search_without_a_hit_is_told(workspace, pattern, told):
    """It is a solution less, as SPARQL has it; line and cause stand beside the result."""
    assert workspace.sparql(f"{PREFIXES}SELECT * {{ {pattern} }}").without_hits == told


def test_among_sees_the_graphs_of_the_query(ask, index):
    """With FROM the candidates come from that graph only."""
    document = index.catalogue.document(0).id
    rows = ask(
        f"SELECT DISTINCT ?i FROM <{BASE}graph/document/{document}>"
        ' { SERVICE kg:similar { ?i kgs:text "科普" ; kgs:limit 1000 . GRAPH kgs:among { ?i a kg:Indicator } } }'
    )

    assert rows
    assert all(document in row[0] for row in rows)


@pytest.mark.parametrize(
    ("pattern", "line", "error"),
    [
        ("?i kg:name 'a' }\n ?x ?y { ?i ?p ?o", 6, SimilarBlockError),
        ("?i kg:name\n kg:department kg:level", 6, QuerySyntaxError),
        ("?i ?p ?o FILTER(<urn:f>(?i))", 5, QuerySyntaxError),
    ],
)
def test_errors_in_among_keep_their_place(ask, pattern, line, error):
    """Line and column are those of the query as written, also for what the engine complains of."""
    with pytest.raises(error) as raised:
        ask(f'SELECT * {{ SERVICE kg:similar {{ ?i kgs:text "科普" GRAPH kgs:among {{ {pattern} }} }} }}')

    assert raised.value.line == line


def test_errors_beside_the_block_keep_their_place(ask):
    """What is put in for the block does not shift anything."""
    with pytest.raises(QuerySyntaxError) as raised:
        ask(f"SELECT * {{ {BLOCK}\n ?i kg:name }}")

    assert (raised.value.line, raised.value.column) == (6, 13)


def test_a_variable_set_outside_is_not_taken_for_the_text(ask):
    """VALUES and BIND have no say in what is searched for: said, not guessed."""
    for outside in ('VALUES ?t { "科普" }', 'BIND("科普" AS ?t)'):
        with pytest.raises(SimilarBlockError) as raised:
            ask(f"SELECT * {{ {outside} SERVICE kg:similar {{ ?i kgs:text ?t }} }}")
        assert (raised.value.reason, raised.value.what) == ("similar-unbound", "?t")


def test_silent_and_other_services_stay_refused(ask):
    """Only kg:similar is answered here; SILENT would hide what is wrong."""
    for service in ("SERVICE SILENT kg:similar", "SERVICE <http://example.org/>", "SERVICE ?where"):
        with pytest.raises(QueryRefusedError):
            ask(f'SELECT * {{ {service} {{ ?i kgs:text "科普" }} }}')


def test_the_deadline_holds_for_the_candidates_too(workspace):
    """A pattern in kgs:among that does not end is stopped, and the time named is the one that was given."""
    endless = "?i ?a ?b . ?c ?d ?e . ?f ?g ?h FILTER(?b = ?e && ?e = ?h)"
    with pytest.raises(QueryTimeoutError) as raised:
        workspace.sparql(
            PREFIXES + f'SELECT * {{ SERVICE kg:similar {{ ?i kgs:text "a" GRAPH kgs:among {{ {endless} }} }} }}',
            timeout_seconds=1.5,
        )

    assert raised.value.seconds == 1.5


def test_a_plain_query_opens_no_index(neighbour_dataset, monkeypatch):
    """Who does not ask for similarity does not pay for it."""
    import embeddings.retrieval.search

    def refuse(*_, **__):
        raise AssertionError("the index was opened")

    monkeypatch.setattr(embeddings.retrieval.search.Index, "__init__", refuse)
    with Workspace(neighbour_dataset) as opened:
        assert opened.sparql("ASK { ?s ?p ?o }").rows() == ((True,),)
        assert "scoring" not in opened.queries._pools


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r"}


_WORDS = st.text(
    st.one_of(st.sampled_from("科普讲座场次\"\\\n\r\t'{}?u0041 "), st.characters(exclude_categories=["Cs"]))
)


@settings(max_examples=60)
@given(_WORDS.filter(str.strip))
def test_any_text_travels_unchanged(ask, workspace, text):
    """Quotes, backslashes and newlines in the words and in the reasons: the search gets and gives the same."""
    written = "".join(_ESCAPES.get(character, character) for character in text)
    rows = ask(
        f'SELECT ?i ?w {{ SERVICE kg:similar {{ ?i kgs:text "{written}" ; kgs:rank ?r ; kgs:why ?w }} }} ORDER BY ?r'
    )

    assert [(i, json.loads(w)) for i, w in rows] == [
        (hit["indicator"], hit["why"]) for hit in workspace.search(text)["hits"]
    ]
