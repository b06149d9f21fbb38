"""One hit on the search page (检索结果): value, budget, result, place and the reason why it stands where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from api.decisions import Decision, decision
from api.doubts import doubt_words
from api.http.addresses import path_of
from api.http.pages.budgets import budget_text
from api.http.pages.labels import category_label, named
from api.http.pages.model import Text
from api.http.pages.places import marked_href, told_spots
from api.http.pages.whereabouts import spot_in, spots_words
from api.http.words import phrase
from embeddings.retrieval.highlights import pieces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from api.http.pages.model import Links
    from kg.messages import Language

_MOST_TERMS: Final = 6
_LONG: Final = 28
"""Characters above which a value stands below the name instead of beside it."""


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A hit, ready to be set."""

    rank: int
    name: Text
    name_pieces: Sequence[tuple[str, bool]]
    comparable: bool
    target: str
    target_pieces: Sequence[tuple[str, bool]]
    actual: str
    budget: Text
    department_budget: Text
    about: tuple[Text, ...]
    place: Text
    why: str
    score: str
    decision: Decision

    @property
    def is_long(self) -> bool:
        """Whether its values need the width of the page."""
        return max(len(self.target), len(self.actual)) > _LONG


def shown_hit(hit: Mapping[str, Any], asked: Sequence[str] | None, base_iri: str, links: Links) -> ShownHit:
    """Return a HIT as a page shows it; ``asked`` are the measures that the query accepts, ``None`` for any."""
    language = links.language
    page = hit_link(hit, links).href
    about = [
        department_link(hit, base_iri, links),
        Text(named("level", hit["level"], language)),
        Text(_year(hit, language)),
        Text(category_label(hit["category"]["code"], language)),
        Text(hit["unit"] or ""),
        Text(hit["project"] or ""),
        Text(phrase("kind-correction", language) if is_corrected(hit) else "", page),
        Text(doubt_words(hit, language), page),
    ]
    said = value_words(hit["target"], language)
    return ShownHit(
        hit["rank"],
        hit_link(hit, links),
        pieces(hit["name"], hit["highlights"].get("name", ())),
        hit["comparable"],
        said,
        pieces(said, _joined(hit["highlights"].get("target", ()), hit["highlights"].get("figures", ()))),
        value_words(hit["actual"], language),
        budget_text(hit["budget_amounts"], links),
        budget_text(hit["department_budget_amounts"], links, named=True),
        tuple(text for text in about if text.text),
        hit_place(hit, links),
        why_words(hit["why"], shared_words(hit), language),
        f"{hit['score']:.3f}",
        decision(hit["why"]["comparable"], asked, language),
    )


def _joined(*ranges: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return ranges that lie apart, ascending, for some that may lie over each other.

    >>> _joined([[0, 2], [5, 9]], [[1, 6]])
    [[0, 9]]

    """
    found: list[list[int]] = []
    for start, end in sorted((start, end) for some in ranges for start, end in some):
        if found and start <= found[-1][1]:
            found[-1][1] = max(found[-1][1], end)
        else:
            found.append([start, end])
    return found


def _year(hit: Mapping[str, Any], language: Language) -> str:
    year = hit["fiscal_year"]
    if year is None:
        return phrase("no-year", language)
    return phrase("year-of", language, year=year) + inferred_mark(hit, language)


def inferred_mark(hit: Mapping[str, Any], language: Language) -> str:
    """Return what stands behind the fiscal year of a HIT that no document states."""
    return phrase("inferred-mark", language) if hit["fiscal_year_basis"] == "inferred" else ""


def is_corrected(hit: Mapping[str, Any]) -> bool:
    """Whether a person put something of a HIT's indicator, or of its project, right."""
    return any(one["kind"] in ("indicator", "project") for one in hit["corrections"])


def value_words(value: Mapping[str, Any] | None, language: Language) -> str:
    """Return a TARGET as printed, else what kind of value it is; nothing where the form has no cell for it."""
    return (value["raw"] or named("kind", value["kind"], language)) if value else ""


def hit_link(hit: Mapping[str, Any], links: Links) -> Text:
    """Return the name of a hit's indicator, with its page."""
    return Text(hit["name"], links.to(path_of("indicator", hit["indicator"].rpartition("/")[2])))


def department_link(hit: Mapping[str, Any], base_iri: str, links: Links) -> Text:
    """Return the department of a hit, with its page."""
    return Text(hit["department"], links.thing(f"{base_iri}id/department/{hit['department']}", base_iri))


def hit_place(hit: Mapping[str, Any], links: Links, *, in_cell: bool = False) -> Text:
    """Return where a HIT stands, its name, value and result marked there."""
    values = (hit["target"], hit["actual"])
    sources = [hit["source"], *(value["source"] for value in values if value and value["source"])]
    return place_link(sources, hit["document_id"], links, in_cell=in_cell)


def place_link(sources: Sequence[Mapping[str, Any]], document_id: str, links: Links, *, in_cell: bool = False) -> Text:
    """Return a link to the first of some SOURCEs of a document, all their words marked.

    In a cell of a table the document is a note below the place.
    """
    line, document = sources[0]["line"], sources[0]["document"]
    where = spots_words(told_spots([spot_in(source) for source in sources]), links.language)
    pairs = [(span["start"], span["end"]) for source in sources for span in source["spans"]]
    href = marked_href(document_id, line, pairs, links)
    return Text(where, href, document) if in_cell and where else Text(f"{document} {where}".rstrip(), href)


def why_words(why: Mapping[str, Any], words: Sequence[str], language: Language) -> str:
    """Return why a hit stands where it stands, in words; the numbers add up to the score.

    >>> why = {"dense": 0.4, "lexical": 0.2, "features": {"measure": -0.05}}
    >>> why["comparable"] = {"measure": "unknown"}
    >>> why_words(why, ["讲座"], "zh")
    '含义相近 0.400 ＋ 用词相同 0.200（讲座） － 看不出计量方式 0.050'
    >>> why["features"], why["comparable"]["measure"] = {"measure": 0.0, "department": 0.05, "unit": 0.0}, "same"
    >>> why_words(why, ["讲座"], "zh")
    '含义相近 0.400 ＋ 用词相同 0.200（讲座） ＋ 计量方式相同 ＋ 所问的部门 0.050'

    """
    # shown to three places the parts still add up: what rounding leaves over goes to the first
    shown = {name: round(value, 3) for name, value in (("lexical", why["lexical"]), *why["features"].items())}
    dense = round(why["dense"] + why["lexical"] + sum(why["features"].values()), 3) - sum(shown.values())
    terms = "、".join(words[:_MOST_TERMS])
    parts = [phrase("why-dense", language, value=f"{dense:.3f}")]
    key = "why-lexical" if terms else "why-no-words"
    parts.append("＋ " + phrase(key, language, value=f"{why['lexical']:.3f}", terms=terms))
    for name, value in why["features"].items():
        key = f"why-measure-{why['comparable']['measure']}" if name == "measure" else f"why-{name}"
        if value or name == "measure":
            parts.append(f"{'＋' if value >= 0 else '－'} " + phrase(key, language, value=f"{abs(value):.3f}"))
    return " ".join(parts)


def shared_words(hit: Mapping[str, Any]) -> list[str]:
    """Return the words that are marked in a HIT, the longest first; single characters where no word is.

    The index knows pairs of characters; people read words.

    >>> hit = {"name": "科普 讲座几场", "target": {"raw": "4场"}, "project": None, "why": {"terms": [{"term": "场"}]}}
    >>> shared_words({**hit, "highlights": {"name": [[0, 5]], "target": []}})
    ['科普讲座']
    >>> shared_words({**hit, "highlights": {"name": [], "target": []}})
    ['场']

    """
    texts = {"name": hit["name"], "target": hit["target"] and hit["target"]["raw"], "project": hit["project"]}
    marked = [
        "".join(piece.split())
        for key, text in texts.items()
        for piece, is_marked in pieces(text or "", hit["highlights"].get(key, ()))
        if is_marked
    ]
    found = marked or [term["term"] for term in hit["why"]["terms"] if len(term["term"]) == 1]
    return sorted(dict.fromkeys(found), key=len, reverse=True)
