"""Pages of other records: projects (项目), tasks (任务), score rows (得分), execution rows (执行)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.http.pages.executions import table_label
from api.http.pages.findings import findings_about
from api.http.pages.indicators import indicators_table
from api.http.pages.labels import money, named, number
from api.http.pages.model import ThingPage, fact, known_facts
from api.http.pages.owners import department_text, document_text, unit_text, year_text
from api.http.pages.places import place_of
from api.http.pages.values import amounts_table
from api.http.words import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from api.http.pages.model import Fact, Links, Place, Table
    from api.http.served import Served
    from kg.records import Execution, Project, Reading, Score, Source, Task


def project_page(served: Served, reading: Reading, project: Project, iri: str, links: Links) -> ThingPage:
    """Return the page of a project, with its money and its indicators."""
    language = links.language
    own = (i for i in reading.indicators if i.project is not None and i.project.ordinal == project.ordinal)
    tables = (
        amounts_table(project.amounts, reading, links),
        indicators_table(reading, own, links, of_project=True),
        findings_about(served, iri, links),
    )
    return ThingPage(
        phrase("kind-project", language),
        project.name,
        iri,
        facts=known_facts(
            fact(phrase("goal", language), project.goal),
            fact(phrase("goal-outcome", language), project.outcome),
            fact(phrase("unit", language), unit_text(reading, project, served, links)),
            *_owners(served, reading, links),
        ),
        tables=_present(tables),
        places=_places(
            (
                (phrase("name", language), project.source),
                (phrase("goal", language), project.goal_source),
                (phrase("goal-outcome", language), project.outcome_source),
            ),
            served,
            links,
        ),
    )


def task_page(served: Served, reading: Reading, task: Task, iri: str, links: Links) -> ThingPage:
    """Return the page of a task of the year."""
    language = links.language
    return ThingPage(
        phrase("kind-task", language),
        task.name or task.group or phrase("kind-task", language),
        iri,
        facts=known_facts(
            fact(phrase("group", language), task.group),
            fact(phrase("content", language), task.content),
            fact(phrase("outcome", language), task.outcome),
            fact(phrase("task-funds", language), money(task.amount.yuan, language) if task.amount else None),
            *_owners(served, reading, links),
        ),
        tables=_present((findings_about(served, iri, links),)),
        places=_places(
            (
                (phrase("name", language), task.source),
                (phrase("content", language), task.content_source),
                (phrase("outcome", language), task.outcome_source),
                (phrase("task-funds", language), task.amount.source if task.amount else None),
            ),
            served,
            links,
        ),
    )


def score_page(served: Served, reading: Reading, score: Score, iri: str, links: Links) -> ThingPage:
    """Return the page of a row of a score table."""
    language = links.language
    return ThingPage(
        phrase("kind-score", language),
        score.name,
        iri,
        facts=known_facts(
            fact(phrase("full-score", language), number(score.full)),
            fact(phrase("self-score", language), number(score.score)),
            fact(phrase("headings", language), " / ".join(words for words in (score.level1, score.level2) if words)),
            *_owners(served, reading, links),
        ),
        tables=_present((findings_about(served, iri, links),)),
        places=_places(((phrase("place", language), score.source),), served, links),
    )


def execution_page(served: Served, reading: Reading, row: Execution, iri: str, links: Links) -> ThingPage:
    """Return the page of a row of a budget table."""
    language = links.language
    month = row.through_month
    return ThingPage(
        phrase("kind-execution", language),
        row.label,
        iri,
        facts=known_facts(
            fact(phrase("table", language), table_label(row.table, reading, language)),
            fact(phrase("through-month", language), str(month) if month is not None else None),
            *(fact(named("rate", name, language), rate.printed) for name, rate in sorted(row.rates.items())),
            *_owners(served, reading, links),
        ),
        tables=_present((amounts_table(row.amounts, reading, links), findings_about(served, iri, links))),
        places=_places(((phrase("place", language), row.source),), served, links),
    )


def _owners(served: Served, reading: Reading, links: Links) -> tuple[Fact | None, ...]:
    language = links.language
    return (
        fact(phrase("department", language), department_text(reading, served, links)),
        fact(phrase("fiscal-year", language), year_text(reading, language)),
        fact(phrase("document", language), document_text(reading, links)),
    )


def _places(cited: Iterable[tuple[str, Source | None]], served: Served, links: Links) -> tuple[Place, ...]:
    places = (place_of(caption, source, served, links) for caption, source in cited)
    return tuple(place for place in places if place is not None)


def _present(tables: Iterable[Table | None]) -> tuple[Table, ...]:
    return tuple(table for table in tables if table is not None)
