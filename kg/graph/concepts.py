"""IRIs of concepts in the taxonomy (分类概念): which concept a category, a unit of measure or a kind is.

In: the codes and words that records hold. Out: IRIs in ``kgt:``. Two versions of the official classification
stand side by side: a heading is cited in the version of its form, and mapped to the current one. A heading
that no version knows falls to the ``other`` of its first level, never to a wrong neighbour.
"""

from __future__ import annotations

from functools import cache

from kg.categories import LEVEL1, LEVEL2
from kg.graph.quads import escape_slug
from kg.graph.vocabulary import KGT

SCHEMES = ("2015", "2021")
CURRENT_SCHEME = "2021"
OTHER = "other"

# Headings that only one version has: code -> version. In 2015 cost stands below output, in 2021 by itself.
_ONLY_IN = {
    "cost": "2021",
    "output/cost": "2015",
    "cost/economic_cost": "2021",
    "cost/social_cost": "2021",
    "cost/environmental_cost": "2021",
    "cost/other": "2021",
}
# Where a heading of an older version stands in the current one, if not under the same code.
_MOVED = {"output/cost": "cost"}
# Units whose word is no good local name, and the scales of money.
UNIT_CODES = {"%": "PERCENT", "元": "YUAN", "万元": "WAN_YUAN", "亿元": "YI_YUAN"}


@cache
def codes(scheme: str) -> tuple[str, ...]:
    """Return the codes of a version of the classification, each first level before its second levels.

    >>> "output/cost" in codes("2015"), "output/cost" in codes("2021")
    (True, False)

    """
    found: list[str] = []
    for first in (*(heading.code for heading in LEVEL1), OTHER):
        second = [heading.code for parent, heading in LEVEL2 if parent == first]
        found += [first, *(f"{first}/{code}" for code in second), f"{first}/{OTHER}"]
    return tuple(code for code in found if _ONLY_IN.get(code, scheme) == scheme)


@cache
def category_concept(code: str, scheme: str) -> str:
    """Return the concept of a category as printed, in its version of the classification.

    A second level below a first that it does not belong to is cited where it belongs.

    >>> category_concept("output/quantity", "2015")
    'https://w3id.org/jixiao/taxonomy/category/2015/output/quantity'

    """
    known = codes(scheme)
    if code not in known:
        first, _, second = code.partition("/")
        home = [entry for entry in known if second != OTHER and entry.endswith(f"/{second}")]
        code = home[0] if len(home) == 1 else f"{first}/{OTHER}"
        code = code if code in known else f"{OTHER}/{OTHER}"
    return f"{KGT}category/{scheme}/{code}"


@cache
def mapped_category_concept(code: str, scheme: str) -> str:
    """Return the concept of a category in the current version of the classification.

    >>> mapped_category_concept("output/cost", "2015")
    'https://w3id.org/jixiao/taxonomy/category/2021/cost'

    """
    own = category_concept(code, scheme).removeprefix(f"{KGT}category/{scheme}/")
    return category_concept(_MOVED.get(own, own), CURRENT_SCHEME)


@cache
def unit_concept(word: str) -> str:
    """Return the concept of a unit of measure: the word is its local name, but for ``UNIT_CODES``.

    >>> unit_concept("人次"), unit_concept("%").rpartition("/")[2], unit_concept("幅/条").rpartition("/")[2]
    ('https://w3id.org/jixiao/taxonomy/unit/人次', 'PERCENT', '幅%2F条')

    """
    return f"{KGT}unit/{UNIT_CODES.get(word) or escape_slug(word)}"


def concept(section: str, name: str) -> str:
    """Return a concept of a flat section: form, dimension, measure, amount, fund, rule."""
    return f"{KGT}{section}/{escape_slug(name)}"
