"""The shapes of JSON answers (SEARCH, HIT, TARGET, SOURCE, FINDING …), for the OpenAPI document.

They document and are not run on answers: what is answered is made in ``embeddings`` and ``kg``, and a test holds both
equal. Decimals travel as strings, since their digits matter.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from api.http.settings import MOST_HITS, QUERY_CHARACTERS
from kg.folding import fold

FILTER_CHARACTERS = 300


class Shape(BaseModel):
    """A JSON object with exactly these members."""

    model_config = ConfigDict(extra="forbid")


class Span(Shape):
    """One contiguous place: code points of the document's text layer, end exclusive."""

    start: int
    end: int
    page: int | None
    line: int | None
    text: str


class Source(Shape):
    """Where words stand; ``text`` is the spans' texts joined with nothing."""

    document: str
    document_id: str
    page: int | None
    line: int | None
    sheet: str | None
    row: int | None
    column: int | None
    text: str
    spans: list[Span]
    box: str | None = None
    ocr: bool = False


class Amount(Shape):
    """An amount of money (AMOUNT)."""

    kind: str
    yuan: str
    printed: str
    printed_unit: str
    fund_source: str | None
    label: str
    source: Source


class Component(Shape):
    """One number of a value, in base units."""

    label: str
    comparator: Literal["eq", "ge", "gt", "le", "lt", "between"]
    value: str
    upper: str | None
    printed: str
    measure_unit: str
    dimension: str
    approximate: bool
    per: str | None
    every: Literal["year", "quarter", "month", "week", "day"] | None
    role: Literal["promise", "context", "part", "total"]
    part_of: int | None
    baseline: str | None
    formula: str | None
    assumed: list[Literal["unitAssumed", "dimensionAssumed"]]
    start: int
    end: int


class Target(Shape):
    """A printed value (指标值, 实际完成值) and what it says."""

    raw: str
    kind: Literal["quantity", "mixed", "qualitative", "deadline", "missing", "unreadable"]
    components: list[Component]
    residue: str
    deadline: str | None
    source: Source | None


class Category(Shape):
    """Where an indicator stands in its form."""

    level1: str
    level2: str
    printed: list[str]
    code: str
    scheme: str


class Term(Shape):
    """Words that query and indicator share, and what they add to the score."""

    term: str
    contribution: float


class Comparable(Shape):
    """Why a hit is comparable: the same measure, or any where none is asked for, and the same object.

    ``whole``, ``rest``, ``unmatched``, ``landmarks`` and ``asked`` add up to ``margin``; objects are the same from 0
    on, if the texts are near at all. Which of them weigh depends on who asks, the others are 0. ``manner`` is who asks
    (a question, bare words, an indicator by its name, or words that name no object), on which ``asked`` depends;
    ``measures`` are those that the hit counts in; ``pieces`` is what it counts by the piece (devices, volumes, kinds
    …), ``asked_pieces`` what the query does, each empty where it may be anything; ``word`` is the one that is hardest
    to match, of the query or, where a name asks, of the hit's name, null where each has a match.
    """

    measure: Literal["same", "any", "other", "unknown"]
    object: Literal["same", "other"]
    whole: float
    rest: float
    unmatched: float
    landmarks: float
    asked: float
    margin: float
    manner: Literal["spoken", "words", "name", "nothing"]
    measures: list[str]
    pieces: list[str]
    asked_pieces: list[str]
    word: str | None


class Why(Shape):
    """Why a hit stands where it stands: ``dense``, ``lexical`` and the features add up to the score."""

    dense: float
    lexical: float
    features: dict[str, float]
    terms: list[Term]
    comparable: Comparable


class Highlights(Shape):
    """Ranges ``[start, end)`` of the shown words that the query shares, in code points; absent for a text not there."""

    name: list[list[int]] = []
    target: list[list[int]] = []
    project: list[list[int]] = []
    figures: list[list[int]] = Field([], description="Numbers of the target that met the filters about figures")


class Condition(Shape):
    """A bound that the query's words set (不少于12场), in base units."""

    text: str
    measure_unit: str | None
    min: str | None
    max: str | None
    exclusive: bool


class Understood(Shape):
    """What was read from the query; ``conditions`` filter only where ``applied``, ``quoted_names`` never."""

    measures: list[str] | None
    departments: list[str]
    phrases: list[str]
    quoted_names: list[str]
    conditions: list[Condition]
    applied: bool
    units_left_out: list[str] = Field(description="Units that count the same as the one that is filtered by")


class FacetCount(Shape):
    """One value of a facet as a filter takes it, its words, and how many comparable indicators that filter leaves."""

    value: str
    label: str
    count: int


class Facets(Shape):
    """Counts of all comparable indicators that pass; a facet that is filtered by counts as if it were not."""

    total: int
    level: list[FacetCount]
    department: list[FacetCount]
    year: list[FacetCount]
    category: list[FacetCount]
    unit: list[FacetCount]
    measure_unit: list[FacetCount]


class Correction(Shape):
    """A field that a person put right: what it was read as, what it is now."""

    kind: Literal["document", "project", "task", "indicator", "amount", "score", "execution"]
    ordinal: int
    field: str
    was: str
    becomes: str
    reason: str
    by: str
    date: str | None


class Hit(Shape):
    """A found indicator (HIT)."""

    rank: int
    score: float
    comparable: bool
    indicator: str
    name: str
    department: str
    level: str
    unit: str | None
    project: str | None
    document: str
    document_id: str
    fiscal_year: int | None
    fiscal_year_basis: Literal["stated", "inferred", "given"] | None
    category: Category
    target: Target | None
    actual: Target | None
    budget_yuan: str | None
    budget_amounts: list[Amount] = Field(description="What the budget is made of, as printed")
    department_budget_yuan: str | None
    department_budget_amounts: list[Amount] = Field(description="What the department's budget is made of, as printed")
    source: Source
    corrections: list[Correction] = Field(description="Of the indicator, its project and its document")
    findings: list[str] = Field(description="Rules that ask to check the indicator")
    highlights: Highlights
    why: Why


class Search(Shape):
    """The answer to a search (SEARCH); ``none`` where no hit is comparable."""

    query: str
    build: str
    model: str
    answer: Literal["found", "none"]
    hits: list[Hit]
    understood: Understood
    message: dict[Literal["zh", "en"], str] | None = Field(description="Why nothing is comparable, where nothing is")
    facets: Facets | None = Field(None, description="Where asked for")


class Finding(Shape):
    """Figures that do not agree, or a place not read (FINDING)."""

    finding: str = Field(description="IRI")
    rule: str
    severity: Literal["error", "check", "info"]
    params: dict[str, str]
    message: dict[Literal["zh", "en"], str]
    arithmetic: str | None
    sources: list[Source]
    about: list[str]
    stated: str | None
    lower: str | None
    upper: str | None


class Findings(Shape):
    """A page of findings; ``total`` counts all that pass the filters."""

    build: str
    total: int
    offset: int
    findings: list[Finding]


class Problem(BaseModel):
    """What went wrong (RFC 9457), with further members where they help: ``line``, ``column``, ``nearest``."""

    type: str
    title: str
    status: int
    detail: str
    instance: str | None = None
    build: str | None = None


def _year_alone(given: object) -> object:
    """Cut 年 off a year that is asked for; what is no year is refused as it stands."""
    return fold(given).removesuffix("年度").removesuffix("年") if isinstance(given, str) else given


Year = Annotated[int | None, BeforeValidator(_year_alone)]


class Query(Shape):
    """One search of a batch; the names are those of ``GET /api/search``."""

    q: str = Field(max_length=QUERY_CHARACTERS)
    limit: int = Field(10, ge=1, le=MOST_HITS)
    typed: bool = False
    facets: bool = False
    level: str | None = Field(None, max_length=FILTER_CHARACTERS)
    department: str | None = Field(None, max_length=FILTER_CHARACTERS)
    year: Year = None
    category: str | None = Field(None, max_length=FILTER_CHARACTERS)
    unit: str | None = Field(None, max_length=FILTER_CHARACTERS)
    measure_unit: str | None = Field(None, max_length=FILTER_CHARACTERS)
    min: str | float | None = Field(None)
    max: str | float | None = Field(None)

    def options(self) -> dict[str, Any]:
        """Return what is asked for besides the words, as ``Workspace.search`` takes it."""
        return {name: value for name, value in self.model_dump(exclude={"q"}).items() if value not in (None, "")}


class Answers(Shape):
    """The answers to a batch, in its order; a query that cannot be answered has a problem in its place."""

    build: str
    answers: list[Search | Problem]
