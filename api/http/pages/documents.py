"""The page of a document (文件): what was read from it, and its whole text with line numbers to point at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.http.addresses import path_of
from api.http.excerpts import whole
from api.http.pages.budgets import budget_of
from api.http.pages.executions import execution_tables
from api.http.pages.findings import findings_table
from api.http.pages.indicators import indicators_table
from api.http.pages.labels import form_label, named, number
from api.http.pages.model import Text, ThingPage, fact, known_facts
from api.http.pages.owners import department_text, year_text
from api.http.pages.places import source_link
from api.http.pages.tables import table
from api.http.pages.values import amounts_table
from api.http.words import phrase
from embeddings.index.hits import department_budget, project_budget, sum_of
from kg.graph.iris import numbered_amounts

if TYPE_CHECKING:
    from api.http.pages.model import Links, Table
    from api.http.served import Served
    from kg.messages import Language
    from kg.records import Document, Reading, Span


def document_page(served: Served, reading: Reading, iri: str, links: Links, marked: tuple[Span, ...] = ()) -> ThingPage:
    """Return the page of one document, some spans of its text marked."""
    document, language = reading.document, links.language
    own = [entry for entry in served.all_findings() if any(s.document_id == document.id for s in entry[1].sources)]
    amounts = [entry.amount for entry in numbered_amounts(reading) if entry.owner == "document"]
    tables = (
        findings_table(own, served.base_iri, links, within=document.id),
        amounts_table(amounts, reading, links),
        _projects(reading, links),
        indicators_table(reading, reading.indicators, links),
        _tasks(reading, links),
        _scores(reading, links),
        *execution_tables(reading, links),
    )
    return ThingPage(
        phrase("kind-document", language),
        document.title or document.name,
        iri,
        facts=known_facts(
            fact(phrase("file", language), *document.names),
            fact(phrase("form", language), form_label(document.form.value, language)),
            fact(phrase("format", language), _format(document, language)),
            fact(phrase("department", language), department_text(reading, served, links)),
            fact(phrase("fiscal-year", language), year_text(reading, language)),
            fact(phrase("department-budget", language), budget_of(department_budget(reading), links, named=True)),
            fact(phrase("overall-goal", language), document.overall_goal),
            *(
                fact(named("metadata", name, language), words)
                for name, words in sorted(document.metadata.items())
                if name != "fiscal_year"  # stands above, with how it is known
            ),
        ),
        tables=tuple(table for table in tables if table is not None),
        text=whole(served.lines(document.id), marked),
        digest=document.digest,
    )


def _format(document: Document, language: Language) -> Text:
    """Return the format of the file, and that its words were recognised where they were."""
    note = phrase("recognised", language) if document.source.ocr else ""
    return Text(named("format", document.format, language), note=note)


def _projects(reading: Reading, links: Links) -> Table | None:
    rows = (
        (
            Text(str(project.ordinal)),
            Text(project.name, links.to(path_of("project", f"{reading.document.id}-{project.ordinal}"))),
            Text(project.unit or ""),
            sum_of(project_budget(project)),
            source_link(project.source, links, within=True),
        )
        for project in reading.projects
    )
    return table("projects", ("ordinal", "project", "unit", "budget", "place"), rows, links.language)


def _tasks(reading: Reading, links: Links) -> Table | None:
    rows = (
        (
            Text(str(task.ordinal)),
            Text(task.name or task.group or "—", links.to(path_of("task", f"{reading.document.id}-{task.ordinal}"))),
            task.amount.yuan if task.amount else None,
            source_link(task.source, links, within=True),
        )
        for task in reading.tasks
    )
    labels = {"budget": phrase("task-funds", links.language)}
    return table("tasks", ("ordinal", "task", "budget", "place"), rows, links.language, labels=labels)


def _scores(reading: Reading, links: Links) -> Table | None:
    rows = (
        (
            Text(str(score.ordinal)),
            Text(" / ".join(words for words in (score.level1, score.level2) if words)),
            Text(score.name or "—", links.to(path_of("score", f"{reading.document.id}-{score.ordinal}"))),
            Text(number(score.full)),
            Text(number(score.score)),
            source_link(score.source, links, within=True),
        )
        for score in reading.scores
    )
    return table("scores", ("ordinal", "headings", "score-row", "full", "self", "place"), rows, links.language)
