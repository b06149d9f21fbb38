"""Every decision about a query is made on its tokens."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import QuerySyntaxError
from kg.sparql import Kind, tokenise
from kg.sparql.tokens import MAX_DEPTH
from kg.sparql.words import NAME_RANGES

_FRAGMENTS = st.sampled_from(
    [
        *"{}()[].,;*/^|!=<>?$@#&+-_:\\'\" \t\n\r",
        *("SELECT", "service", "FILTER", "a", "true", "?名称", "$x", "kg:name", "kg:a\\-b", ":", "_:b1", "@zh-CN"),
        *('"科普"', "'''a'b'''", '"""a"b"""', "<http://e/#x>", "<", "1", "-2.5", ".5e3", "1.", "&&", "^^"),
        *("# SERVICE\n", "\\u0053", "\\U0001F600", "\\\\u4e00", "\\u000A", "（", "\u3000", "中", "\ufeff", "\r\n"),
    ]
)


def _gap(text: str) -> bool:
    return re.fullmatch(r"\ufeff?(?:[ \t\r\n]|#[^\r\n]*(?:[\r\n]|$))*", text) is not None


@settings(deadline=None)
@given(st.lists(_FRAGMENTS, max_size=30).map("".join) | st.text(max_size=60))
def test_tokens_and_gaps_are_the_whole_text(text):
    """Nothing of a query is lost between its tokens but white space and comments, or the error is inside it."""
    try:
        tokens = tokenise(text)
    except QuerySyntaxError as error:
        refused: QuerySyntaxError | None = error
        tokens = ()
    else:
        refused = None
    if refused is not None:
        lines = re.split(r"\r\n|\r|\n", text)
        assert 1 <= refused.line <= len(lines)
        assert 1 <= refused.column <= len(lines[refused.line - 1]) + 2
        return
    ends = [0, *(token.end for token in tokens)]
    starts = [*(token.start for token in tokens), len(text)]
    gaps = [text[end:start] for end, start in zip(ends, starts, strict=True)]

    rebuilt = "".join(gap + text[t.start : t.end] for gap, t in zip(gaps, tokens, strict=False)) + gaps[-1]
    assert rebuilt == text
    assert all(token.start < token.end for token in tokens)
    if "\\u" not in text and "\\U" not in text:
        assert all(_gap(gap) for gap in gaps)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
def test_a_string_means_what_was_written(words):
    """Whatever words stand in a literal, they come out unchanged."""
    written = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")

    (token,) = tokenise(f'"{written}"')
    assert (token.kind, token.value) == (Kind.STRING, words)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("<http://e/service#x>", Kind.IRI, "http://e/service#x"),
        ("kg:name", Kind.PREFIXED, "kg:name"),
        (r"ex:a\-b%20c\.", Kind.PREFIXED, "ex:a-b%20c."),
        ("ex:a.b", Kind.PREFIXED, "ex:a.b"),
        (":", Kind.PREFIXED, ":"),
        ("_:b.1", Kind.BLANK, "_:b.1"),
        ("?名称", Kind.VARIABLE, "名称"),
        ("$x1", Kind.VARIABLE, "x1"),
        ("'a\\tb'", Kind.STRING, "a\tb"),
        ("'''it's\n'quoted' '''", Kind.STRING, "it's\n'quoted' "),
        ('""" "" """', Kind.STRING, ' "" '),
        ("''", Kind.STRING, ""),
        ("@zh-Hans", Kind.LANGUAGE, "zh-Hans"),
        ("-1.50", Kind.NUMBER, "-1.50"),
        (".5", Kind.NUMBER, ".5"),
        ("1.e5", Kind.NUMBER, "1.e5"),
        ("group_Concat", Kind.WORD, "GROUP_CONCAT"),
        ("a", Kind.WORD, "a"),
        ("TRUE", Kind.WORD, "true"),
        ("^^", Kind.MARK, "^^"),
        (r"\u0053ervice", Kind.WORD, "SERVICE"),
        (r"<http://e/\u0023x>", Kind.IRI, "http://e/#x"),
        (r'"[\\u4e00-\\u9fa5]"', Kind.STRING, r"[\u4e00-\u9fa5]"),
    ],
)
def test_reads_one_token(text, kind, value):
    """Each kind of token of SPARQL 1.1 is read whole, with its meaning."""
    (token,) = tokenise(text)

    assert (token.kind, token.value, token.start, token.end) == (kind, value, 0, len(text))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("FILTER(?a<?b&&?c>?d)", ["FILTER", "(", "a", "<", "b", "&&", "c", ">", "d", ")"]),
        ("FILTER(?a<=5&&?x>1)", ["FILTER", "(", "a", "<=", "5", "&&", "x", ">", "1", ")"]),
        ("{?s <p?x> ?o}", ["{", "s", "p?x", "o", "}"]),
        ("VALUES ?x {(<a#b> <c#d>)}", ["VALUES", "x", "{", "(", "a#b", "c#d", ")", "}"]),
        ("1.SERVICE", ["1", ".", "SERVICE"]),
        ("?x-1", ["x", "-1"]),
        ("ex:p?/ex:q", ["ex:p", "?", "/", "ex:q"]),
        ("'a''b'", ["a", "b"]),
        ("# SERVICE\rASK", ["ASK"]),
        (r"# \u000AASK", ["ASK"]),
    ],
)
def test_splits_where_the_standard_splits(text, values):
    """Less-than is no IRI, a number ends before a word, a comment ends with its line."""
    assert [token.value for token in tokenise(text)] == values


@pytest.mark.parametrize(
    ("text", "line", "column", "detail"),
    [
        ("SELECT * {\n  FILTR(1)}", 2, 3, "perhaps FILTER"),
        ("SERVICESILENT<http://e/>", 1, 1, "unknown word"),
        ("# 中文注释\r\nASK （", 2, 5, "U+FF08"),
        ("ASK {?s\u3000?p ?o}", 1, 8, "U+3000"),
        ("ASK { ?s ?p 'a\nb' }", 1, 13, "not closed"),
        (r'ASK { ?s ?p "a\u005Cu0041" }', 1, 13, "unknown escape"),
        (r"ASK \uD83D", 1, 5, "no character"),
        ("ASK \ud83d", 1, 5, "half a character"),
        ("(" * (MAX_DEPTH + 1), 1, MAX_DEPTH + 1, "nest deeper"),
        ("A", 1, 1, "unknown word"),
    ],
    ids=range(10),
)
def test_says_where_the_text_is_no_sparql(text, line, column, detail):
    """An error has the line and column of the query's text, counted in characters, and says what is wrong."""
    with pytest.raises(QuerySyntaxError) as caught:
        tokenise(text)

    assert (caught.value.line, caught.value.column) == (line, column)
    assert detail in caught.value.detail


def test_names_hold_the_characters_of_the_standard():
    """The ranges of PN_CHARS: both ends are name characters, their neighbours are not."""
    for first, after in zip(NAME_RANGES[::2], NAME_RANGES[1::2], strict=True):
        for code in (first, after - 1):
            (token,) = tokenise(f"?x{chr(code)}")
            assert token.value == f"x{chr(code)}"
        for code in (first - 1, after):
            if code not in NAME_RANGES[::2] and code + 1 not in NAME_RANGES[1::2]:
                with pytest.raises(QuerySyntaxError):
                    tokenise(f"?x{chr(code)}")
