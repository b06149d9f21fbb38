"""What a person sees of one found indicator: the fields of HIT that do not depend on the query.

In: a reading and one of its indicators. Out: plain JSON values, made once when the index is built and kept beside it,
so that an answer is read from two lines of files and not from records or a graph: one of the indicator, one that all
indicators of its document share. Names are the contract's.
Money is the trap: a project's total and a department's budget are two fields and never stand in for each other, and
the sum of a project table is no department's budget. Each stands with the amounts it is made of, as printed.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from embeddings.index.texts import shown_target
from kg.corrections.concerning import concerning
from kg.graph.iris import Iris
from kg.identity import canonical_department, organisation_of_project
from kg.record_json import to_json
from kg.records import Form, Severity

if TYPE_CHECKING:
    from decimal import Decimal

    from kg.records import Amount, Indicator, Project, Reading

# The amounts whose sum is a department's budget of the year, by form: (kind, fund source). The first row of a form
# that is printed counts.
_DEPARTMENT_BUDGET: dict[Form, tuple[tuple[tuple[str, str | None], ...], ...]] = {
    Form.DECLARATION: (
        (("fiscal_appropriation", "fiscal_appropriation"), ("other_funds", "other_funds")),
        (("total", None),),
        (("fiscal_appropriation", "fiscal_appropriation"),),
    ),
    Form.SELF_EVALUATION: ((("adjusted_budget", None),), (("initial_budget", None),), (("total", None),)),
}
_PROJECT_TOTAL = "total"


def project_budget(project: Project | None) -> tuple[Amount, ...]:
    """Return the amount that is a project's total, nothing where none is printed."""
    amounts = project.amounts if project else ()
    return tuple(amount for amount in amounts if amount.kind == _PROJECT_TOTAL)[:1]


def department_budget(reading: Reading) -> tuple[Amount, ...]:
    """Return the amounts that together are the budget of the document's department, none where one is not printed.

    A declaration prints 财政拨款 and 其他资金, which together are the budget; a self-evaluation prints 全年预算数.
    """
    for wanted in _DEPARTMENT_BUDGET.get(reading.document.form, ()):
        found = [_first(reading.amounts, kind, fund) for kind, fund in wanted]
        printed = tuple(amount for amount in found if amount is not None)
        if printed and len(printed) == len(found):
            return printed
    return ()


def sum_of(amounts: tuple[Amount, ...]) -> Decimal | None:
    """Return the sum of amounts in 元, ``None`` for none."""
    return sum((amount.yuan for amount in amounts[1:]), amounts[0].yuan) if amounts else None


class HitMaker:
    """Makes the displayed record of each indicator of one reading."""

    def __init__(self, reading: Reading, base_iri: str) -> None:
        document = reading.document
        self._reading = reading
        self._iris = Iris(document.id, base_iri)
        self._projects = {project.ordinal: project for project in reading.projects}
        self._department_budget = department_budget(reading)
        self._doubts: defaultdict[str, set[str]] = defaultdict(set)
        for finding in reading.findings:
            for about in finding.about if finding.severity is not Severity.INFO else ():
                self._doubts[about].add(finding.rule)
        self.department = canonical_department(document.department).name
        self.year = document.fiscal_year.value if document.fiscal_year else None
        self._basis = document.fiscal_year.basis.value if document.fiscal_year else None

    def unit_of(self, indicator: Indicator) -> tuple[str, str] | None:
        """Return department and name of the unit (资金使用单位) that spends, ``None`` where no project says it."""
        project = self._project(indicator)
        if project is None or project.unit is None:
            return None
        return organisation_of_project(self._reading, project.unit)

    def shared(self) -> dict[str, Any]:
        """Return what all hits of the document have alike."""
        document = self._reading.document
        return {
            "department": self.department,
            "document": document.name,
            "document_id": document.id,
            "fiscal_year": self.year,
            "fiscal_year_basis": self._basis,
            "department_budget_yuan": _decimal(sum_of(self._department_budget)),
            "department_budget_amounts": to_json(self._department_budget),
        }

    def make(self, indicator: Indicator) -> dict[str, Any]:
        """Return of HIT what is the indicator's own; the catalogue joins it with :meth:`shared`."""
        project, unit = self._project(indicator), self.unit_of(indicator)
        budget = project_budget(project)
        return {
            "indicator": self._iris.numbered("indicator", indicator.ordinal),
            "name": indicator.name,
            "unit": unit[1] if unit else None,
            "project": indicator.project.name if indicator.project else None,
            "category": to_json(indicator.category),
            "target": to_json(shown_target(indicator)),
            "actual": to_json(indicator.actual),
            "budget_yuan": _decimal(sum_of(budget)),
            "budget_amounts": to_json(budget),
            "source": to_json(indicator.source),
            "corrections": to_json(concerning(self._reading, "indicator", indicator.ordinal)),
            "findings": sorted(self._doubts[f"indicator/{indicator.ordinal}"]),
        }

    def _project(self, indicator: Indicator) -> Project | None:
        return self._projects.get(indicator.project.ordinal) if indicator.project else None


def _first(amounts: tuple[Amount, ...], kind: str, fund_source: str | None) -> Amount | None:
    return next((a for a in amounts if a.kind == kind and a.fund_source == fund_source), None)


def _decimal(yuan: Decimal | None) -> str | None:
    return None if yuan is None else format(yuan, "f")
