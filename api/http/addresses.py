"""IRIs and addresses (标识与网址): which thing a request's path names, and where a thing's page stands.

In: a path as it came over the wire, or an IRI of the build. Out: the IRI as the graph has it, or a path below this
server. Hard: an IRI holds Chinese as it is and escapes of its own (``%2F`` inside a slug); clients escape the former
and may escape more than they must. Nothing that could end an IRI gets through.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote_to_bytes

from kg.graph.quads import escape_slug
from kg.graph.vocabulary import KINDS

_ESCAPES = re.compile(r"((?:%[0-9A-Fa-f]{2})+)")
_IN_PATH = "%!$&'()*+,;=:@~"


def slug_of(segment: str | bytes) -> str:
    """Return a path segment as the slug of an IRI.

    >>> slug_of("%E7%94%B2%E5%B8%82"), slug_of("甲市"), slug_of("a%2fb%28c%29 <")
    ('甲市', '甲市', 'a%2Fb(c)%20%3C')

    Raises:
        UnicodeDecodeError: The bytes are not UTF-8.

    """
    text = segment.decode("utf-8") if isinstance(segment, bytes) else segment
    parts = _ESCAPES.split(text)
    for at, part in enumerate(parts):
        if at % 2:
            parts[at] = escape_slug(unquote_to_bytes(part).decode("utf-8"))
        else:
            parts[at] = "~".join(escape_slug(piece) for piece in part.split("~"))
    return "".join(parts)


def thing_iri(base_iri: str, kind: str, slug: str) -> str:
    """Return the IRI of a thing, ``slug`` being what ``slug_of`` gave.

    >>> thing_iri("http://h/", "unit", "甲~乙")
    'http://h/id/unit/甲~乙'

    """
    return f"{base_iri}id/{kind}/{slug}"


def kind_and_slug(iri: str, base_iri: str) -> tuple[str, str] | None:
    """Return kind and slug of an IRI of this build, ``None`` for any other.

    >>> kind_and_slug("http://h/id/unit/甲~乙", "http://h/")
    ('unit', '甲~乙')

    """
    kind, _, slug = iri.removeprefix(f"{base_iri}id/").partition("/")
    if not iri.startswith(f"{base_iri}id/") or kind not in KINDS or not slug or "/" in slug:
        return None
    return kind, slug


def path_of(kind: str, slug: str, view: str = "page", ending: str = "") -> str:
    """Return the path of a thing's page or data, ready for a header or a link.

    >>> path_of("unit", "甲~乙"), path_of("document", "0f", "data", ".ttl")
    ('/page/unit/%E7%94%B2~%E4%B9%99', '/data/document/0f.ttl')

    """
    return f"/{view}/{kind}/{quote(slug, safe=_IN_PATH)}{ending}"


def last_segment(raw_path: bytes) -> bytes:
    """Return what stands after the last slash of a path as it came."""
    return raw_path.rpartition(b"/")[2]
