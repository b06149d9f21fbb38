"""What went wrong, as ``application/problem+json`` (RFC 9457): status, a sentence in the reader's language, the parts.

In: errors of ``kg.errors``, or a ``RequestProblem`` for what only HTTP knows. Out: a response. Which error has which
status is a table. What a reader of the service must not learn (folders of this machine) is replaced by a sentence of
our own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from starlette.requests import Request
from starlette.responses import JSONResponse

from api.http.words import message_language, phrase, phrases
from kg import errors
from kg.messages import error_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.errors import PerformanceGraphError
    from kg.messages import Language

MEDIA_TYPE = "application/problem+json"
TYPE_BASE = "https://w3id.org/jixiao/problem/"

# the first class that fits decides
_STATUS: tuple[tuple[type[errors.PerformanceGraphError], int], ...] = (
    (errors.ResultFormatError, 406),
    (errors.RequestError, 400),
    (errors.QueryTimeoutError, 504),
    (errors.QueryTooLargeError, 422),
    (errors.QueryFunctionError, 400),
    (errors.QueryError, 500),
    (errors.DatasetError, 503),
    (errors.ModelError, 503),
)
# parts of an error that a client can use, as members of the problem
_MEMBERS = frozenset({"line", "column", "graphs", "nearest", "option", "possible", "rules", "seconds", "limit_bytes"})
# errors whose parts name folders or processes of the server: said in our own words
_KEPT_BACK = (errors.DatasetError, errors.ModelError, errors.QueryWorkerError)


class RequestProblem(Exception):
    """A request that cannot be answered, for a reason that only HTTP knows.

    Args:
        status: The HTTP status.
        key: Its sentence in ``words.json``, as ``problem-{key}``.
        parts: What the sentence is filled with; a function gives its part in the language of the sentence.
        members: Further members of the problem.
        headers: Further headers of the response.

    """

    def __init__(
        self,
        status: int,
        key: str,
        parts: Mapping[str, object] | None = None,
        *,
        members: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status, key)
        self.status = status
        self.key = key
        self.parts = dict(parts or {})
        self.members = dict(members or {})
        self.headers = dict(headers or {})

    def detail(self, language: Language) -> str:
        """Say it in a language."""
        parts = {name: part(language) if callable(part) else part for name, part in self.parts.items()}
        return phrase(f"problem-{self.key}", language, **parts)


def of_error(error: PerformanceGraphError) -> RequestProblem:
    """Return an error of ours as a problem; its sentence is that of the catalogue."""
    return _ErrorProblem(error)


def not_acceptable(possible: Iterable[str]) -> RequestProblem:
    """Return 406 with what is possible."""
    names = tuple(possible)
    return RequestProblem(406, "not-acceptable", {"possible": ", ".join(names)}, members={"possible": list(names)})


def body_of(problem: RequestProblem, language: Language, build: str | None, instance: str) -> dict[str, Any]:
    """Return the members of a problem document."""
    return {
        "type": f"{TYPE_BASE}{problem.key}",
        "title": title(problem.status, language),
        "status": problem.status,
        "detail": problem.detail(language),
        "instance": instance,
        "build": build,
        **problem.members,
    }


def title(status: int, language: Language) -> str:
    """Return the short name of a status.

    >>> title(404, "en"), title(418, "en")
    ('Not found', 'Bad request')

    """
    key = f"status-{status}"
    return phrase(key if key in phrases() else f"status-{status // 100}00", language)


def respond(request: Request, problem: RequestProblem, build: str | None) -> JSONResponse:
    """Return the response for a problem."""
    language = message_language(request)
    headers = {"Content-Language": "zh-CN" if language == "zh" else "en", "Vary": "Accept, Accept-Language"}
    headers |= {"Cache-Control": "no-store", **problem.headers}
    return JSONResponse(
        body_of(problem, language, build, request.url.path),
        status_code=problem.status,
        headers=headers,
        media_type=MEDIA_TYPE,
    )


async def readable_address(request: Request) -> None:
    """Refuse an address whose parameters are no UTF-8: their characters would be replaced and something else be sought.

    Raises:
        RequestProblem: One that is not, such as a form of a page in GB18030 sends.

    """
    try:
        unquote_to_bytes(request.scope.get("query_string", b"")).decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestProblem(400, "not-utf8", {"offset": error.start}) from error


class _ErrorProblem(RequestProblem):
    def __init__(self, error: PerformanceGraphError) -> None:
        status = next((number for kind, number in _STATUS if isinstance(error, kind)), 500)
        parts = {name: part for name, part in error.params().items() if name in _MEMBERS}
        if "option" in parts:
            parts["option"] = parameter_of(str(parts["option"]))
        if isinstance(error, errors.GraphParameterRefusedError):  # stands in no line of the query
            parts = {name: part for name, part in parts.items() if name not in ("line", "column")}
        members = {name: list(part) if isinstance(part, tuple) else part for name, part in parts.items()}
        headers = {"Retry-After": "5"} if status == 503 else {}
        if isinstance(error, errors.QueryTimeoutError):
            headers["X-KG-Timeout"] = f"{error.seconds:g}"
        super().__init__(status, error.key, members=members, headers=headers)
        self.error = error

    def detail(self, language: Language) -> str:
        own = f"problem-{self.key}"
        if isinstance(self.error, _KEPT_BACK) or own in phrases():
            key = own if own in phrases() else "problem-unavailable"
            return phrase(key, language, **self.error.params())
        parts = self.error.params()
        if "option" in parts:
            # the sentence of the command line names options as one types them there
            parts["option"] = parameter_of(str(parts["option"]))
            return error_text(type(self.error)(*parts.values()), language)
        return error_text(self.error, language)


def parameter_of(option: str) -> str:
    """Return the parameter that is an option's, or that stands for the words of ``kg compare``.

    >>> parameter_of("--measure-unit"), parameter_of("TEXT|IRI")
    ('measure_unit', 'q')

    """
    return "q" if option == "TEXT|IRI" else option.removeprefix("--").replace("-", "_")
