"""A query that reaches out of the build never comes to the engine, however it is spelled."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from kg.errors import QueryRefusedError, QuerySyntaxError
from kg.sparql import KNOWN_PREFIXES, check_query

_SIMILAR = KNOWN_PREFIXES["kg"] + "similar"
_GRAPHS = frozenset({"http://e/graph/1", "http://e/graph/2"})
_PREFIXES = f"PREFIX kg: <{KNOWN_PREFIXES['kg']}> PREFIX ex: <http://e/> PREFIX : <http://127.0.0.1:1/>\n"


def _memory_store():
    store = Store()
    for number in range(3):
        subject = NamedNode(f"http://e/{number}")
        graph = NamedNode("http://e/graph/1")
        store.add(Quad(subject, NamedNode("http://e/p"), Literal(number), graph))
        store.add(Quad(subject, NamedNode("http://e/q"), Literal(f"科普{number}"), graph))
    return store


_STORE = _memory_store()


@pytest.mark.parametrize(
    ("text", "what", "reason"),
    [
        ("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", "SERVICE", "service"),
        ("SELECT * { service <http://x/> { } }", "SERVICE", "service"),
        ("SELECT * { SERVICE # one\n # two\n <http://x/> { } }", "SERVICE", "service"),
        ("SELECT * { SERVICE ex:other { } }", "SERVICE", "service"),
        ("SELECT * { SERVICE :x{ } }", "SERVICE", "service"),
        ("SELECT * { SERVICE ?where { } }", "SERVICE", "service"),
        ("SELECT * { SERVICE SILENT <http://x/> { } }", "SERVICE SILENT", "service"),
        ("SELECT * { SERVICE SILENT kg:similar { } }", "SERVICE SILENT", "service"),
        (r"SELECT * { \u0053ERVICE <http://x/> { } }", "SERVICE", "service"),
        (r"SELECT * { \U00000073ervic\u0065 <http://x/> { } }", "SERVICE", "service"),
        (r'SELECT * { ?s ?p "\u0022 . SERVICE <http://x/> { } } #"', "SERVICE", "service"),
        ("SELECT * { ?s ?p 1SERVICE<http://x/>{} }", "SERVICE", "service"),
        ("SELECT * { ?s ?p ?a FILTER(?a<?b)SERVICE#>\n<http://x/>{} }", "SERVICE", "service"),
        ("SELECT * { ?s ?p 'a'SERVICE<http://x/>{} }", "SERVICE", "service"),
        ("SELECT * { { SELECT * { SERVICE <http://x/> { } } } }", "SERVICE", "service"),
        ("SELECT * { SERVICE kg:similar { SERVICE kg:similar { } } }", "SERVICE", "service"),
        ("LOAD <http://x/>", "LOAD", "load"),
        ("load silent <http://x/> into graph <http://e/graph/1>", "LOAD", "load"),
        ("SELECT * { } ; LOAD <http://x/>", "LOAD", "load"),
        ("INSERT DATA { ex:a ex:b ex:c }", "INSERT", "update"),
        ("Delete Where { ?s ?p ?o }", "DELETE", "update"),
        ("DROP ALL", "DROP", "update"),
        ("CLEAR DEFAULT", "CLEAR", "update"),
        ("CREATE GRAPH ex:g", "CREATE", "update"),
        ("WITH ex:g DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "WITH", "update"),
        ("MOVE ex:a TO ex:b", "MOVE", "update"),
        ("ADD ex:a TO ex:b", "ADD", "update"),
        ("COPY ex:a TO ex:b", "COPY", "update"),
        ("SELECT * FROM <http://x/g> { }", "FROM <http://x/g>", "from-foreign"),
        ("SELECT * FROM <file:///etc/passwd> { }", "FROM <file:///etc/passwd>", "from-foreign"),
        ("SELECT * FROM <http://[/> { }", "FROM <http://[/>", "from-foreign"),
        ("SELECT * FROM ex:graph/3 { }", "FROM", "from-unknown"),
        ("SELECT * FROM NAMED <http://e/graph/3> { }", "FROM NAMED <http://e/graph/3>", "from-unknown"),
        ("SELECT * FROM <http://e/graph/1> FROM <http://e/graph/2> { }", "FROM", "from-many"),
        ("SELECT * FROM <http://e/graph/1> from <http://e/graph/1> { }", "FROM", "from-many"),
        ("SELECT *FROM<http://x/g>{ }", "FROM <http://x/g>", "from-foreign"),
        ("BASE <http://x/> SELECT * FROM <graph/1> { }", "FROM <http://x/graph/1>", "from-foreign"),
    ],
)
def test_refuses_what_reaches_out(text, what, reason):
    """Other services, loading, updating and foreign graphs are refused with the reason, in every spelling."""
    prologue = "" if text.startswith("BASE") else _PREFIXES
    if "ex:graph/3" in text:
        text = text.replace("ex:graph/3", r"ex:graph\/3")

    with pytest.raises(QueryRefusedError) as caught:
        check_query(prologue + text, graphs=_GRAPHS, services={_SIMILAR})
    assert caught.value.what.startswith(what)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?SERVICE { ?SERVICE ?load ?from }",
        "SELECT * { ?s ex:service ?o ; ex:SERVICE 1 ; ex:LOAD-INSERT 2 }",
        "SELECT * { ?s <http://e/service> <http://e/LOAD#FROM> }",
        'SELECT * { ?s ?p "SERVICE <http://x/> { }" , \'LOAD\' , """FROM\n"SERVICE" x""" }',
        "SELECT * { ?s ?p ?o # SERVICE <http://x/> { }\n }",
        "SELECT * { ?s ?p ?o } # LOAD <http://x/>",
        "SELECT * { ?s ?p 'x'@service , _:service }",
        "PREFIX service: <http://e/> SELECT * { service:x service:from ?o }",
        r'SELECT * { ?s ?p "a \" SERVICE <http://x/>" }',
        r"SELECT * { ?s ex:a\-SERVICE ?o }",
        "SELECT * { ?s ?p ?o FILTER(?o<5&&?s>3) }",
    ],
)
def test_flags_no_word_that_only_looks_like_it(text):
    """Variables, names, strings, IRIs and comments may hold any word."""
    assert check_query(_PREFIXES + text, graphs=()).service_blocks == ()


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("SELECT * { SERVICESILENT<http://x/>{} }", "unknown word"),
        ("SELECT * { ?s ?p trueSERVICE <http://x/> {} }", "unknown word"),
        ("ASKFROM<http://x/>{ }", "unknown word"),
        ("SELECT * { ?s ?p trueSERVICE:x{} }", "not declared"),
        ("SELECT * FROM:g { }", "not declared"),
    ],
)
def test_words_run_together_are_no_words(text, detail):
    """The engine would read these as two words, and go there."""
    with pytest.raises(QuerySyntaxError) as caught:
        check_query(_PREFIXES + text, graphs=())

    assert detail in caught.value.detail


_GLUE = st.sampled_from(
    [
        *("SERVICE", "service", "SERVICE:x", "trueSERVICE:x", "<http://127.0.0.1:1/>", ":x", "true", "1", "1.", "1e1"),
        *('"a"', "'a'", '"a"@en', "?s", "?a<?b", "<", ">", "#>\n", "#", "\n", " ", "FILTER(", "(", ")", "{", "}"),
        *("{}", ".", ";", ",", "ex:p", "UNION", "OPTIONAL{", r"\u0053ERVICE", r"\u0022", '"', '"""', "\\", "FROM"),
        *("FROM<http://e/graph/2>", "&&", "=", "?", "/", "_:b", "a", "BIND(", "AS", "ex:SERVICE", "@SERVICE", "<5"),
    ]
)


@settings(deadline=None)
@given(
    st.lists(_GLUE, max_size=8), st.lists(st.booleans(), min_size=8, max_size=8), st.sampled_from(["}", "{} }", ")}"])
)
def test_nothing_that_passes_makes_the_engine_call_a_service(pieces, blanks, ending):
    """However words are glued together, what passes the guard is no SERVICE for the engine either."""
    body = "".join(piece + " " * blank for piece, blank in zip(pieces, blanks, strict=False))
    declared = "PREFIX trueSERVICE: <http://e/> PREFIX SERVICE: <http://e/> "
    try:
        checked = check_query(_PREFIXES + declared + "SELECT * { ?s ?p ?o " + body + ending, graphs=_GRAPHS)
    except (QuerySyntaxError, QueryRefusedError):
        return

    text = "".join(checked.engine_pieces())
    try:
        result = _STORE.query(text, use_default_graph_as_union=not checked.uses_from)
    except SyntaxError:
        return
    assert isinstance(result, QuerySolutions)
    assert "SERVICE" not in [token.value for token in checked.tokens if token.kind == "word"]
    list(result)  # a SERVICE to a closed port would raise OSError


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ex:p ?o ; ex:q ?n FILTER(?o<2&&?n!='x') } ORDER BY DESC(?o)",
        "SELECT (COUNT(DISTINCT *) AS ?n) (GROUP_CONCAT(?q; separator=', ') AS ?all) { ?s ex:p ?o ; ex:q ?q }",
        "SELECT ?s (SUM(?o-1) AS ?n) { ?s ex:p ?o } GROUP BY ?s HAVING(SUM(?o)>0) ORDER BY ?s LIMIT 5 OFFSET 0",
        "SELECT * { ?s (ex:p|!(^ex:q|a))? ?o . OPTIONAL { ?s ex:q+/ex:p* ?x } } ORDER BY ?s ?o",
        "SELECT ?s { ?s ex:p ?o MINUS { ?s ex:p 1 } FILTER NOT EXISTS { ?s ex:p 2 } FILTER(?o NOT IN (7, -8)) }",
        "SELECT * { VALUES (?s ?k) { (<http://e/1> UNDEF) (ex:2 'x'@zh) } ?s ex:p ?o }",
        "SELECT * { GRAPH ?g { ?s ex:q ?n } BIND(IF(STRLEN(?n)>2, true, false) AS ?long) } ORDER BY ?s",
        'SELECT (-1.5 + +2 * 3e0 / 4 AS ?x) ("1"^^<http://www.w3.org/2001/XMLSchema#byte> AS ?y) { }',
        r"""SELECT * { ?s ex:q ?n FILTER(REGEX(?n, '^[\\u4e00-\\u9fa5]+1$') || ?n = '''科普2''') }""",
        "SELECT * { [ ex:p ?o ; ex:q ?n ] . FILTER(?o > 1) }",
        "ASK { ex:1 ex:p 1 }",
        "ASK { ( 1 2 ) ex:p ( ) , [ ] }",
        "SELECT * { { SELECT (MAX(?o) AS ?m) { ?s ex:p ?o } } ?t ex:p ?m }",
        "BASE <http://e/> SELECT * { <1> <p> ?o }",
        "SELECT ?名称 { ?s ex:q ?名称 } ORDER BY ?名称",
        "SELECT (CONCAT(?n, ?n) AS ?x) (COALESCE(?none, 1) AS ?y) (ISBLANK(BNODE()) AS ?z) { ?s ex:q ?n }",
        "SELECT (IF(?o IN (), 1, 2) AS ?x) (EXISTS { ?s ex:p 1 } AS ?y) (NOW() = NOW() AS ?z) { ?s ex:p ?o }",
        "DESCRIBE ex:1",
        "CONSTRUCT WHERE { ?s ex:p ?o }",
    ],
)
def test_the_engine_understands_the_pieces_as_it_does_the_text(text):
    """Writing a query anew changes nothing about its answer."""
    declared = "PREFIX ex: <http://e/> " + text

    ours = _STORE.query("".join(check_query(declared, graphs=()).engine_pieces()), use_default_graph_as_union=True)
    theirs = _STORE.query(declared, use_default_graph_as_union=True)
    if text.startswith("ASK"):
        assert bool(ours) == bool(theirs)
    else:
        assert sorted(map(str, ours)) == sorted(map(str, theirs))


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30))
def test_the_engine_reads_every_string_as_we_do(words):
    """A literal reaches the engine with exactly its words."""
    written = words.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r")
    checked = check_query(f"SELECT ('{written}' AS ?x) {{ }}", graphs=())

    (row,) = _STORE.query("".join(checked.engine_pieces()))
    assert row[0].value == words


def test_says_what_the_query_uses():
    """Form, graphs and prefixes are there to be looked at."""
    checked = check_query(
        "# 说明\nBASE <http://e/> PREFIX g: <graph/> CONSTRUCT { ?s ?p ?o } FROM g:1 FROM NAMED <graph/2> { ?s ?p ?o }",
        graphs=_GRAPHS,
    )

    assert (checked.form, checked.base, dict(checked.prefixes)) == ("CONSTRUCT", "http://e/", {"g": "http://e/graph/"})
    assert (checked.default_graph, checked.named_graphs) == ("http://e/graph/1", ("http://e/graph/2",))
    assert checked.uses_from


def test_finds_the_blocks_of_an_allowed_service():
    """A later stage learns where each block stands: offsets of the text, indices of the tokens, line, column."""
    block = 'SERVICE kg:similar { ?i kgs:text "科普 }" . GRAPH kgs:among { ?i kg:level kg:district } }'
    declared = "".join(f"PREFIX {name}: <{KNOWN_PREFIXES[name]}>\n" for name in ("kg", "kgs"))
    text = f"{declared}SELECT * {{\n  {block} ?i ?p ?o }}"

    checked = check_query(text, graphs=(), services={_SIMILAR})
    (found,) = checked.service_blocks
    assert (found.iri, found.line, found.column) == (_SIMILAR, 4, 3)
    assert text[found.start : found.end] == block
    assert checked.tokens[found.first].value == "SERVICE"
    assert checked.tokens[found.last].value == "i"


@pytest.mark.parametrize(
    ("text", "line", "column", "detail"),
    [
        ("", 1, 1, "SELECT, ASK"),
        ("# 只有注释\n", 2, 1, "SELECT, ASK"),
        ("PREFIX kg: <http://e/>\nFILTER", 2, 1, "SELECT, ASK"),
        ("SELECT * {\n '中' , ?s kg:name ?o }", 2, 11, "PREFIX kg: <https://w3id.org/jixiao/ontology/>"),
        ("SELECT * { ?s zz:name ?o }", 1, 15, "'zz:' is not declared"),
        ("SELECT * { ?s <name> ?o }", 1, 15, "relative"),
        ("PREFIX kg <http://e/>", 1, 8, "unknown word"),
        ("PREFIX kg:x <http://e/> ASK {}", 1, 8, "a prefix"),
        ("PREFIX kg: ASK {}", 1, 12, "angle brackets"),
        ("BASE", 1, 5, "angle brackets"),
        ("ASK { } FROM ?g", 1, 9, "IRI of a graph"),
    ],
)
def test_says_where_the_prologue_is_wrong(text, line, column, detail):
    """Missing declarations are the commonest slip: said with the place, and the known declaration."""
    with pytest.raises(QuerySyntaxError) as caught:
        check_query(text, graphs=())

    assert (caught.value.line, caught.value.column) == (line, column)
    assert detail in caught.value.detail


@pytest.mark.parametrize("ending", ["", "}", "{", "{ ?i ?p ?o "])
def test_an_unclosed_service_block_is_a_syntax_error(ending):
    """A block without its brace is said at the place, not guessed."""
    with pytest.raises(QuerySyntaxError):
        check_query(_PREFIXES + "ASK { SERVICE kg:similar " + ending, graphs=(), services={_SIMILAR})
