"""Setting pages in HTML: Jinja2 templates of this package, everything escaped, nothing from outside."""

from __future__ import annotations

import re
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from starlette.responses import HTMLResponse

from api.http.pages.model import Links
from api.http.words import page_language, phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    import jinja2
    from starlette.requests import Request

    from kg.messages import Language

_HAN: Final = re.compile("[㐀-鿿]")
STATIC: Final = {"style.css": "text/css; charset=utf-8", "icon.svg": "image/svg+xml"}


@cache
def _environment() -> jinja2.Environment:
    import jinja2

    return jinja2.Environment(
        loader=jinja2.PackageLoader("api.http", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def static_file(name: str) -> bytes:
    """Return a style sheet or picture; raises ``KeyError`` for a name that is none."""
    STATIC[name]
    return files("api.http").joinpath("static", name).read_bytes()


def links_of(request: Request) -> Links:
    """Return what makes addresses for the reader of this request."""
    return Links(request.scope.get("root_path", "").rstrip("/"), page_language(request))


def render(
    template: str,
    request: Request,
    build: str | None,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **values: Any,  # noqa: ANN401 - whatever the template shows
) -> HTMLResponse:
    """Return a page.

    Args:
        template: Name of the template.
        request: Says the language and where this server is mounted.
        build: The build that answers.
        status: Of the response.
        headers: Further headers.
        values: What the template shows.

    """
    links = links_of(request)
    other: Language = "zh" if links.language == "en" else "en"
    kept = {name: value for name, value in request.query_params.items() if name != "lang"}
    path = _path(request).removeprefix(links.root) or "/"
    body = (
        _environment()
        .get_template(template)
        .render(
            t=partial(phrase, language=links.language),
            links=links,
            lang=links.language,
            here=path,
            han=partial(_han, language=links.language),
            build=build or "",
            other_language=Links(links.root, other).with_query(path, kept),
            **values,
        )
    )
    sent = {"Content-Language": "zh-CN" if links.language == "zh" else "en", **(headers or {})}
    if build is not None:
        sent["X-Build"] = build
    return HTMLResponse(body, status_code=status, headers=sent)


def _han(text: str, language: Language) -> str:
    """Return the attribute that says a text is Chinese, where the page around it is not: it is read aloud by it."""
    from markupsafe import Markup

    return Markup(' lang="zh-CN"') if language == "en" and _HAN.search(text) else ""


def _path(request: Request) -> str:
    """Return the path as it came, escaped: what was decoded cannot always be put together again."""
    raw: bytes = request.scope.get("raw_path") or request.url.path.encode()
    # one slash at the beginning: two would name another server
    return "/" + quote(raw.partition(b"?")[0].lstrip(b"/"), safe="/%!$&'()*+,;=:@~")
