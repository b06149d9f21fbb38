"""``kg search``: comparable targets for a person drafting one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.cli.files import text_of
from api.cli.output import remark, write_csv, write_json
from api.cli.parser import FILTERS
from api.cli.tables import excerpt, write_table
from api.cli.words import phrase
from api.comparisons import units_words
from api.doubts import doubt_words, doubts
from api.nothing import is_filtered
from kg.citing import PLACE_KEYS, place_words
from kg.errors import EmptyDocumentError, EmptyQueryError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping, Sequence

    from api.decisions import Decision
    from kg.messages import Language

_MOST_VALUES = 12  # of a facet; --json has all
_LONGEST_CELL = 96  # signs; --json and --format csv have all
_TARGETS = {"annual_target", "period_target"}
_NEAR = ("indicator", "project")  # that a document's year was corrected is no mark on each of its hits
_COLUMNS = ("score", "comparable", "target", "indicator", "department", "year", "project", "source")


def search(arguments: argparse.Namespace) -> int:
    """Print the hits, best first; a remark says so where nothing is comparable. ``@FILE`` asks each line of a file."""
    from api.workspace import open_dataset

    if arguments.text.startswith("@"):
        return _search_draft(arguments)
    language: Language = arguments.lang
    with open_dataset(arguments.dataset, model=arguments.model) as workspace:
        answer = workspace.search(
            arguments.text,
            limit=arguments.limit,
            typed=arguments.typed,
            facets=arguments.facets,
            reranker=arguments.reranker,
            **filters_of(arguments),
        )
    if arguments.format == "json":
        write_json(answer)
    elif arguments.format == "csv":
        write_csv(_csv_header(arguments), _csv_rows(answer, arguments))
    if answer["answer"] == "none":
        # before the list, which is not what was asked for
        remark(answer["message"][language])
    if arguments.format == "table":
        show_hits(answer, language, why=arguments.why)
    for said in _remarks(answer, arguments):
        remark(said)
    return 0


def _search_draft(arguments: argparse.Namespace) -> int:
    """Answer every line of a file, in its order; empty lines are left out."""
    from api.workspace import open_dataset

    language: Language = arguments.lang
    texts = _draft(arguments.text[1:])
    with open_dataset(arguments.dataset, model=arguments.model) as workspace:
        answers = workspace.search_many(
            texts,
            limit=arguments.limit,
            typed=arguments.typed,
            facets=arguments.facets,
            reranker=arguments.reranker,
            **filters_of(arguments),
        )
        build = workspace.build_id
    if arguments.format == "json":
        write_json({"build": build, "answers": answers})
    elif arguments.format == "csv":
        header = (phrase("column-query", language), *_csv_header(arguments))
        write_csv(header, ((one["query"], *row) for one in answers for row in _csv_rows(one, arguments)))
    else:
        for one in answers:
            print(f"\n{_short(one['query'])}")
            if one["answer"] == "none":
                print(one["message"][language])
            show_hits(one, language, why=arguments.why)
    for one in answers:
        for said in _remarks(one, arguments):
            remark(f"{_short(one['query'])}{phrase('colon', language)}{said}")
        if one["answer"] == "none" and arguments.format != "table":  # there it stands below its query
            remark(f"{_short(one['query'])}{phrase('colon', language)}{one['message'][language]}")
    return 0


def _short(query: str) -> str:
    """Return a line of a draft as a heading: a pasted page is not printed again for each thing said of it."""
    return excerpt(query, [], _LONGEST_CELL).text


def _draft(name: str) -> list[str]:
    """Return the lines of a file, ``-`` for standard input, without empty ones."""
    try:
        text = text_of(name)
    except EmptyDocumentError:
        raise EmptyQueryError from None
    texts = [line.strip() for line in text.splitlines() if line.strip()]
    if not texts:
        raise EmptyQueryError
    return texts


def _remarks(answer: dict[str, Any], arguments: argparse.Namespace) -> Iterator[str]:
    """Say beside the hits what they do not show: what of the words filtered and what did not, and counts."""
    language: Language = arguments.lang
    understood = answer["understood"]
    yield from filtered_away(arguments, understood["units_left_out"], empty=not answer["hits"])
    bounds = "、".join(condition["text"] for condition in understood["conditions"])
    if bounds and understood["applied"] and not answer["hits"]:
        yield phrase("none-within-bounds", language, bounds=bounds)
    elif bounds and not understood["applied"]:
        yield phrase("bounds-overruled" if arguments.typed else "bounds-not-applied", language, bounds=bounds)
    if understood["departments"] and arguments.department is None:
        yield phrase("departments-not-applied", language, names="、".join(understood["departments"][:_MOST_VALUES]))
    if understood["phrases"] and not answer["hits"] and not is_filtered(answer, filters_of(arguments)):
        yield phrase("none-holding", language, phrases="、".join(understood["phrases"]))
    if understood["quoted_names"]:
        yield phrase("names-not-required", language, names="、".join(understood["quoted_names"]))
    for facet, values in answer.get("facets", {}).items():
        if facet == "total" or not values:
            continue
        word = "label" if language == "zh" else "value"
        counted = [f"{one[word]} {one['count']}" for one in values[:_MOST_VALUES]]
        if len(values) > _MOST_VALUES:
            counted.append(phrase("facet-more", language, count=len(values) - _MOST_VALUES))
        yield f"{phrase(f'facet-{facet}', language)}{phrase('colon', language)}{' · '.join(counted)}"


def filtered_away(arguments: argparse.Namespace, units: Sequence[str], *, empty: bool) -> Iterator[str]:
    """Say of an empty answer which filters it stands under, and of any what a year or a unit leaves out."""
    given = filters_of(arguments)
    if given and empty:
        words = " ".join(f"--{name.replace('_', '-')} {value}" for name, value in given.items())
        yield phrase("none-filtered", arguments.lang, filters=words)
    if "year" in given:
        yield phrase("none-in-year", arguments.lang)
    if units:
        yield units_words(given["measure_unit"], units, arguments.lang)


def filters_of(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the filters that were given, by the contract's names."""
    return {name: value for name in FILTERS if (value := getattr(arguments, name)) is not None}


def show_hits(answer: dict[str, Any], language: Language, *, why: bool = False) -> None:
    """Print the hits of a SEARCH as a table, shared words marked on a screen; nothing where there are none.

    Of a very long target the part around these words is shown, as a remark says.

    Below it ``why`` prints of each hit in its turn why it is comparable or only related, and the sum that says so.
    """
    if answer["hits"]:
        rows = (_marked(_row(hit, language), hit["highlights"], doubt_mark(hit, language)) for hit in answer["hits"])
        write_table(_header(language), rows, figures=(0, 5), whole=(7,))
        if any(hit["target"] and len(hit["target"]["raw"]) > _LONGEST_CELL for hit in answer["hits"]):
            remark(phrase("targets-cut", language))
    for hit in answer["hits"] if why else ():
        decided = _decision(hit, answer, language)
        print(f"{hit['rank']}. {hit['name']}\n   {decided.sentence}\n   {decided.sum}")


def _decision(hit: dict[str, Any], answer: dict[str, Any], language: Language) -> Decision:
    from api.decisions import decision

    return decision(hit["why"]["comparable"], answer["understood"]["measures"], language)


def _csv_header(arguments: argparse.Namespace) -> tuple[str, ...]:
    why = (phrase("column-why", arguments.lang),) if arguments.why else ()
    behind = (phrase("column-year-basis", arguments.lang), "IRI", phrase("column-findings", arguments.lang), *why)
    return (*_header(arguments.lang), *behind)


def _csv_rows(answer: dict[str, Any], arguments: argparse.Namespace) -> Iterator[tuple[object, ...]]:
    language: Language = arguments.lang
    for hit in answer["hits"]:
        why = (_decision(hit, answer, language).sentence,) if arguments.why else ()
        cells = list(_row(hit, language))
        cells[_COLUMNS.index("year")] = hit["fiscal_year"]
        yield (*cells, basis_words(hit, language), hit["indicator"], doubts(hit, language), *why)


def _header(language: Language) -> tuple[str, ...]:
    return tuple(phrase(f"column-{name}", language) for name in _COLUMNS)


def _marked(row: tuple[object, ...], ranges: dict[str, list[list[int]]], doubt: str) -> list[object]:
    """Return a row whose cells know which of their words the query shares, none of them very long, doubts behind."""
    keys = {"target": "target", "indicator": "name", "project": "project"}
    ranges = {**ranges, "target": ranges.get("figures") or ranges.get("target", [])}
    cells: list[object] = []
    for column, cell in zip(_COLUMNS, row, strict=True):
        if isinstance(cell, str) and column in keys:
            shown = excerpt(cell, ranges.get(keys[column], []), _LONGEST_CELL)
            cells.append(shown._replace(text=shown.text + doubt) if column == "indicator" else shown)
        else:
            cells.append(cell)
    return cells


def _row(hit: dict[str, Any], language: Language) -> tuple[object, ...]:
    # the figure's own place, which may be another line than that of the name
    place = place_told((hit["target"] and hit["target"]["source"]) or hit["source"])
    mark = phrase("yes" if hit["comparable"] else "no", language)
    target = hit["target"]["raw"] if hit["target"] else ""
    name, department, project = hit["name"], hit["department"], hit["project"]
    if _corrected(hit) & _TARGETS:
        target += phrase("corrected-mark", language)
    elif is_corrected(hit):
        name += phrase("corrected-mark", language)
    return f"{hit['score']:.3f}", mark, target, name, department, year_words(hit, language), project, place


def place_told(source: Mapping[str, Any]) -> str:
    """Return the place of a SOURCE as people write it."""
    return place_words(*(source[key] for key in PLACE_KEYS))


def year_words(hit: Mapping[str, Any], language: Language) -> str | None:
    """Return the fiscal year of a HIT, marked where no document states it."""
    year = hit["fiscal_year"]
    if year is None or hit["fiscal_year_basis"] != "inferred":
        return None if year is None else str(year)
    return phrase("year-inferred", language, year=year)


def basis_words(hit: Mapping[str, Any], language: Language) -> str:
    """Return how the fiscal year of a HIT is known, nothing without one."""
    basis = hit["fiscal_year_basis"]
    return phrase(f"year-basis-{basis}", language) if basis else ""


def doubt_mark(hit: Mapping[str, Any], language: Language) -> str:
    """Return what stands behind the name of an indicator that findings ask to check."""
    words = doubt_words(hit, language, in_cell=True)
    return phrase("doubt-mark", language, words=words) if words else ""


def is_corrected(hit: Mapping[str, Any]) -> bool:
    """Whether a person put something of a HIT's indicator, or of its project, right."""
    return bool(_corrected(hit))


def _corrected(hit: Mapping[str, Any]) -> set[str]:
    return {one["field"] for one in hit["corrections"] if one["kind"] in _NEAR}
