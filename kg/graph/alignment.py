"""Promise and result of one thing, over documents (指标对齐): one department, exactly one name.

In: readings. Out: the alignment graph. A declaration's indicator and a self-evaluation's that carry the same
name (folded: NFKC, no white space, no punctuation) in the same department, and in a project of the same name
or in none, are members of one comparable concept. Its slug is the first 12 hex digits of the SHA-256 of
department, project and name, so that any build mints the same. Names that merely look alike are not joined.

Which names meet is known when all documents have been seen: until then they wait in a private file on the disk, which
sorts them too, so that a million indicators need no memory.
"""

from __future__ import annotations

import errno
import hashlib
import os
import sqlite3
import unicodedata
import weakref
from contextlib import contextmanager
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from kg.graph.iris import Iris
from kg.graph.quads import Quad, decimal, entity_iri, graph_iri, string, zh
from kg.graph.statements import Statements
from kg.graph.vocabulary import KG, RDF, SKOS
from kg.identity import canonical_department
from kg.records import Form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.records import Indicator, Reading

METHOD = "exact-name"
_PROMISES = frozenset({Form.DECLARATION, Form.PROJECT_TABLE})
_RESULTS = frozenset({Form.SELF_EVALUATION, Form.PROJECT_SELF_EVALUATION})
_SCORE = decimal(Decimal(1))


def folded_name(name: str) -> str:
    """Fold a name for exact comparison: NFKC, only letters and digits of any script, lower case.

    >>> folded_name("开展 “科普活动”场次（场）")
    '开展科普活动场次场'

    """
    return "".join(char for char in unicodedata.normalize("NFKC", name).casefold() if char.isalnum())


def concept_slug(department: str, project: str, name: str) -> str:
    """Mint the slug of a comparable concept from department, project (``""`` for none) and indicator name."""
    parts = canonical_department(department).name, folded_name(project), folded_name(name)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


class ExactNames:
    """Collects the names of all indicators and says which meet.

    Raises:
        OSError: The disk of the temporary folder is full.

    """

    def __init__(self) -> None:
        # without a name it is a file of its own that goes away with the connection
        self._file = sqlite3.connect("", check_same_thread=False)
        weakref.finalize(self, self._file.close)
        with _disk():
            self._file.execute("PRAGMA journal_mode = OFF")
            self._file.execute("CREATE TABLE member (slug, document, ordinal, promised, name)")

    def add(self, reading: Reading) -> None:
        """Take in the indicators of one reading."""
        form, doc, department = reading.document.form, reading.document.id, reading.document.department
        if form not in _PROMISES | _RESULTS:
            return
        members = (
            (concept_slug(department, _project(one), one.name), doc, one.ordinal, form in _PROMISES, one.name)
            for one in reading.indicators
            if folded_name(one.name)
        )
        with _disk():
            self._file.executemany("INSERT INTO member VALUES (?, ?, ?, ?, ?)", members)

    def quads(self, base_iri: str) -> Iterator[Quad]:
        """Give the alignment graph of what was taken in, whatever the order of the readings."""
        with _disk():
            rows = self._file.execute("SELECT DISTINCT * FROM member ORDER BY slug, document, ordinal")
            for slug, group in groupby(rows, key=itemgetter(0)):
                members = list(group)
                if len({promised for _, _, _, promised, _ in members}) > 1:
                    to = Statements(graph_iri(base_iri, "alignment"))
                    # the label is the first of the printed names in their order
                    name = min(name for *_, name in members)
                    self._concept(to, base_iri, slug, name, [(doc, ordinal) for _, doc, ordinal, *_ in members])
                    yield from to.quads

    def _concept(self, to: Statements, base_iri: str, slug: str, name: str, members: list[tuple[str, int]]) -> None:
        concept = entity_iri(base_iri, "concept", slug)
        to.describe(concept, "ComparableConcept", name)
        to.say(concept, RDF.type, SKOS.Concept)
        to.say(concept, SKOS.prefLabel, zh(name))
        documents = [doc for doc, _ in members]
        for doc, ordinal in members:
            # A name that one document gives twice does not say which of the two is meant.
            certain = documents.count(doc) == 1
            indicator = Iris(doc, base_iri).numbered("indicator", ordinal)
            node = entity_iri(base_iri, "alignment", f"{doc}-{ordinal}", slug)
            to.describe(node, "Alignment", name)
            to.say(node, KG.member, indicator)
            to.say(node, KG.concept, concept)
            to.say(node, KG.alignmentMethod, string(METHOD))
            to.say(node, KG.alignmentScore, _SCORE)
            to.individual(node, KG.alignmentState, "accepted" if certain else "proposed")
            if certain:
                to.say(indicator, KG.comparableTo, concept)


def _project(indicator: Indicator) -> str:
    return indicator.project.name if indicator.project else ""


@contextmanager
def _disk() -> Iterator[None]:
    """Say of a full disk what any other file would say."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_FULL:
            raise
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
