"""Promise and result of one thing meet by exactly one name."""

from __future__ import annotations

import errno
from dataclasses import replace

import pytest

from kg.graph.alignment import ExactNames, folded_name
from kg.graph.iris import Iris
from kg.graph.vocabulary import KG
from tests.kg.graph.readings import DISTRICT, declaration, project_table, self_evaluation

BASE = "http://h/"


def alignment_quads(readings):
    names = ExactNames()
    for reading in readings:
        names.add(reading)
    return list(names.quads(BASE))


def objects(quads, predicate):
    return {getattr(quad.object, "text", quad.object) for quad in quads if quad.predicate == predicate}


def test_a_declarations_indicator_meets_its_self_evaluation():
    """科普活动场次 and a wrapped 科普活动 场次 of one department are one comparable concept."""
    promised, reached = declaration(), self_evaluation()
    quads = alignment_quads([promised, reached])

    assert objects(quads, KG.member) == {
        Iris(reading.document.id, BASE).numbered("indicator", 1) for reading in (promised, reached)
    }
    assert len(objects(quads, KG.comparableTo)) == 1
    assert objects(quads, KG.alignmentMethod) == {"exact-name"}
    assert objects(quads, KG.alignmentState) == {KG.accepted}


def test_another_department_does_not_meet():
    """The same name in another department is a matter of similarity, not of identity."""
    assert alignment_quads([declaration("b.txt", DISTRICT), self_evaluation()]) == []


def test_promises_alone_do_not_meet():
    """Without a result there is nothing to compare with."""
    assert alignment_quads([declaration(), declaration("b.txt"), project_table()]) == []


def test_a_name_that_stands_twice_is_only_proposed():
    """Where a document gives a name twice, a person must say which is meant."""
    promised = declaration()
    again = replace(promised.indicators[0], ordinal=9)
    doubled = replace(promised, indicators=(*promised.indicators, again))
    quads = alignment_quads([doubled, self_evaluation()])
    reached = Iris(self_evaluation().document.id, BASE).numbered("indicator", 1)

    assert objects(quads, KG.alignmentState) == {KG.accepted, KG.proposed}
    assert [quad.subject for quad in quads if quad.predicate == KG.comparableTo] == [reached]


def test_any_build_mints_the_same_concepts():
    """The concept of a name does not depend on the order or number of documents."""
    readings = [declaration(), self_evaluation(), project_table()]

    assert alignment_quads(readings) == alignment_quads(readings[::-1])


def test_only_letters_and_digits_count():
    """White space, brackets and full-width forms make no other name."""
    assert folded_name("科普　活动（场）１") == folded_name("科普活动场1")
    assert folded_name("，。") == ""


def test_a_full_disk_is_an_error_of_the_disk():
    """Names wait on the disk; where it is full, the error says so with its number, as for any other file."""
    names, reading = ExactNames(), declaration()
    names._file.execute("PRAGMA max_page_count = 2")
    many = replace(
        reading, indicators=tuple(replace(reading.indicators[0], name="科普" * n, ordinal=n) for n in range(1, 400))
    )

    with pytest.raises(OSError, match="No space") as raised:
        names.add(many)
    assert raised.value.errno == errno.ENOSPC
