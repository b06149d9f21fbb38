"""Resolve a relative IRI against a base, as RFC 3986 section 5.2 says.

In go two IRIs, out comes the absolute one. The guard needs it because ``BASE`` may stand before
``FROM <g1>`` or ``SERVICE <similar>``: what a query reaches has to be known before the engine sees it. The
standard library's ``urljoin`` knows a list of schemes only and leaves ``urn:`` and unknown ones alone.
Nothing is normalised beyond dot segments.
"""

from __future__ import annotations

import re
from typing import Final

_PARTS: Final = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.\-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.S)


def is_absolute(iri: str) -> bool:
    """Tell whether an IRI has a scheme.

    >>> is_absolute("urn:x"), is_absolute("graph/build")
    (True, False)

    """
    match = _PARTS.match(iri)
    return match is not None and match.group(1) is not None


def site(iri: str) -> str:
    """Return scheme and authority of an IRI.

    >>> site("http://localhost:8000/graph/build")
    'http://localhost:8000'

    """
    scheme, authority, _, _, _ = _split(iri)
    return _join(scheme, authority, "", None, None)


def resolve(base: str, reference: str) -> str:
    """Return ``reference`` as seen from ``base``.

    >>> resolve("http://example.org/a/b", "../c?d#e")
    'http://example.org/c?d#e'

    """
    scheme, authority, path, query, fragment = _split(reference)
    if scheme is not None:
        return _join(scheme, authority, _without_dots(path), query, fragment)
    scheme, base_authority, base_path, base_query, _ = _split(base)
    if authority is not None:
        return _join(scheme, authority, _without_dots(path), query, fragment)
    if not path:
        return _join(scheme, base_authority, base_path, base_query if query is None else query, fragment)
    if not path.startswith("/"):
        rooted = base_authority is not None and not base_path
        path = "/" + path if rooted else base_path[: base_path.rfind("/") + 1] + path
    return _join(scheme, base_authority, _without_dots(path), query, fragment)


def _split(iri: str) -> tuple[str | None, str | None, str, str | None, str | None]:
    match = _PARTS.fullmatch(iri)
    if match is None:
        return None, None, iri, None, None
    scheme, authority, path, query, fragment = match.groups()
    return scheme, authority, path or "", query, fragment


def _join(scheme: str | None, authority: str | None, path: str, query: str | None, fragment: str | None) -> str:
    return "".join(
        (
            "" if scheme is None else scheme + ":",
            "" if authority is None else "//" + authority,
            path,
            "" if query is None else "?" + query,
            "" if fragment is None else "#" + fragment,
        )
    )


def _without_dots(path: str) -> str:
    """Take ``.`` and ``..`` segments out of a path (RFC 3986 section 5.2.4)."""
    out: list[str] = []
    segments = path.split("/")
    for position, segment in enumerate(segments):
        last = position == len(segments) - 1
        if segment == ".":
            if last:
                out.append("")
        elif segment == "..":
            if len(out) > 1 or (out and out[0]):
                out.pop()
            if last:
                out.append("")
        else:
            out.append(segment)
    joined = "/".join(out)
    return "/" + joined if path.startswith("/") and not joined.startswith("/") else joined
