"""The words and characters of SPARQL 1.1, as tables (sections 19.6 and 19.8 of the recommendation).

A word that stands in none of these tables is no SPARQL: the tokeniser says so, with the nearest word.
That is also what keeps ``SERVICESILENT`` or ``ASKFROM`` out, which the engine would read as two words.
"""

from __future__ import annotations

from typing import Final

# fmt: off
KEYWORDS: Final = frozenset(
    {
        "AS", "ASC", "ASK", "BASE", "BIND", "BY", "CONSTRUCT", "DESC", "DESCRIBE", "DISTINCT", "EXISTS",
        "FILTER", "FROM", "GRAPH", "GROUP", "HAVING", "IN", "LIMIT", "MINUS", "NAMED", "NOT", "OFFSET",
        "OPTIONAL", "ORDER", "PREFIX", "REDUCED", "SELECT", "SEPARATOR", "SERVICE", "SILENT", "UNDEF",
        "UNION", "VALUES", "WHERE",
    }
)
FUNCTIONS: Final = frozenset(
    {
        "ABS", "AVG", "BNODE", "BOUND", "CEIL", "COALESCE", "CONCAT", "CONTAINS", "COUNT", "DATATYPE",
        "DAY", "ENCODE_FOR_URI", "FLOOR", "GROUP_CONCAT", "HOURS", "IF", "IRI", "ISBLANK", "ISIRI",
        "ISLITERAL", "ISNUMERIC", "ISURI", "LANG", "LANGMATCHES", "LCASE", "MAX", "MD5", "MIN", "MINUTES",
        "MONTH", "NOW", "RAND", "REGEX", "REPLACE", "ROUND", "SAMETERM", "SAMPLE", "SECONDS", "SHA1",
        "SHA256", "SHA384", "SHA512", "STR", "STRAFTER", "STRBEFORE", "STRDT", "STRENDS", "STRLANG",
        "STRLEN", "STRSTARTS", "STRUUID", "SUBSTR", "SUM", "TIMEZONE", "TZ", "UCASE", "URI", "UUID",
        "YEAR",
    }
)
UPDATE_WORDS: Final = frozenset(
    {
        "ADD", "ALL", "CLEAR", "COPY", "CREATE", "DATA", "DEFAULT", "DELETE", "DROP", "INSERT", "INTO",
        "LOAD", "MOVE", "TO", "USING", "WITH",
    }
)
# fmt: on
BOOLEANS: Final = frozenset({"TRUE", "FALSE"})
"""Written in small letters for the engine, which knows no others."""

WORDS: Final = KEYWORDS | FUNCTIONS | UPDATE_WORDS | BOOLEANS
FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")

# fmt: off
NAME_RANGES: Final = (
    0xB7, 0xB8, 0xC0, 0xD7, 0xD8, 0xF7, 0xF8, 0x37E, 0x37F, 0x2000, 0x200C, 0x200E, 0x203F, 0x2041, 0x2070,
    0x2190, 0x2C00, 0x2FF0, 0x3001, 0xD800, 0xF900, 0xFDD0, 0xFDF0, 0xFFFE, 0x10000, 0xF0000,
)
# fmt: on
"""PN_CHARS beyond ASCII: each name character lies from an even place of the row to before the next."""

KNOWN_PREFIXES: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "kg": "https://w3id.org/jixiao/ontology/",
    "kgs": "https://w3id.org/jixiao/search/",
    "kgt": "https://w3id.org/jixiao/taxonomy/",
    **{
        f"kgt{section}": f"https://w3id.org/jixiao/taxonomy/{section}/"
        for section in ("amount", "category", "dimension", "form", "fund", "measure", "rule", "unit")
    },
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes for writing Turtle and for naming a missing declaration; never assumed in a query."""
