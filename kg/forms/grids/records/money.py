"""Money and scores of a project's form, of a list or of a whole department: from cells to amounts and executions.

A figure needs a unit that the form prints, behind it, in its label or above the table; without one it is a finding, no
amount.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.cells import Cell
from kg.forms.budget_tables import figure
from kg.forms.grids.header.department_totals import one_total
from kg.forms.grids.words.other_time import says_other_time
from kg.forms.grids.words.points import is_percentage, is_points
from kg.forms.labels import UNKNOWN_UNIT, is_money, unit_of_money
from kg.records import Amount, Execution, Form, ProjectReference, Rate, Score, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.forms.assembly import Draft
    from kg.forms.grids.found import Block, FoundForm, MoneyCell, MoneyRow

# what stands where there is no money: --, ——, /, 无
_NONE = re.compile(r"^(?:[-—–―－/\\]+|无|不涉及|不适用|N/?A)$")
_EXECUTION_KINDS = ("initial_budget", "adjusted_budget", "final_account")
_SEVERAL = 2
PROJECT_FORMS = (Form.PROJECT_TABLE, Form.PROJECT_SELF_EVALUATION)


def find_other_money(draft: Draft, money: Iterable[MoneyCell]) -> None:
    """Name the figures of a source or a period that has no kind of amount (中央补助 2,350), but for zeros."""
    other = [one for one in money if not one.kind and re.search(r"[1-9]", one.figure.folded)]
    if other:
        words = "；".join(f"{one.label.text.rstrip('：:')} {one.figure.text}" for one in other)
        draft.find(
            "unread-money", Severity.INFO, [cell for one in other for cell in (one.label, one.figure)], words=words
        )


class MoneyMaker:
    """Makes records of money and scores; ``labels`` takes the words that become no record."""

    def __init__(self, draft: Draft, found: FoundForm, form: Form, labels: list[Cell]) -> None:
        self._draft = draft
        self._found = found
        self._form = form
        self._labels = labels

    def _money_unit(self, block: Block, own: str | None, figure_words: str) -> str | None:
        # a caption below the first of several forms is not its own
        alone = sum(one.begun() for one in self._found.blocks) < _SEVERAL
        caption = block.caption_unit or (self._found.money_unit if alone else None)
        return unit_of_money(figure_words) or own or block.money_unit or caption

    def _amount(
        self, kind: str, label: Cell, cell: Cell, block: Block, own: str | None, fund: str | None
    ) -> Amount | None:
        if not cell or _NONE.match(cell.folded):
            self._labels.append(cell)
            return None
        unit = self._money_unit(block, own, cell.text)
        unit = None if unit == UNKNOWN_UNIT else unit
        printed = cell.folded.endswith(("元",))
        if unit is None and not printed and is_money(cell.text):
            self._draft.find("money-unit-missing", Severity.CHECK, (cell,), label=label.text, words=cell.text)
            return None
        return self._draft.amount(kind, label.text, cell, unit or "元", fund)

    def _is_of_other_time(self, label: Cell, block: Block) -> bool:
        own = (self._found.title_says, self._found.title, self._found.year, block.title, block.year)
        return says_other_time(label.folded, "".join(cell.folded for cell in own))

    def amounts(self, block: Block) -> list[Amount]:
        """Return the amounts of a block, without what is of another period or of no kind."""
        found: list[Amount] = []
        whole = not block.name and self._form not in PROJECT_FORMS
        # of a project that nobody names it is not the department's
        nobody = block.unnamed and not block.name
        stated = [
            replace(one, kind="") if nobody or self._is_of_other_time(one.label, block) else one for one in block.money
        ]
        find_other_money(self._draft, stated)
        for money in one_total(stated, block.caption_unit) if whole else stated:
            if not money.kind:
                # of another period or a source that no kind names: the words stay, nothing is added up
                self._labels.append(money.figure)
                continue
            amount = self._amount(money.kind, money.label, money.figure, block, money.unit, money.fund)
            if amount is not None:
                found.append(amount)
        for row in () if nobody else block.money_rows:
            cell = row.figures.get("adjusted_budget") or row.figures.get("initial_budget") or Cell()
            if row.kind and cell and is_money(cell.text) and self._money_unit(block, row.unit, cell.text):
                amount = self._amount(row.kind, row.label, cell, block, row.unit, row.fund)
                if amount is not None:
                    found.append(amount)
        if block.name:
            self._find_two_totals(found, [one.figure for one in stated if one.kind == "total"])
        return found

    def _find_two_totals(self, found: Sequence[Amount], figures: Sequence[Cell]) -> None:
        """Report totals of one project that differ; both are kept."""
        totals = [one for one in found if one.kind == "total"]
        if len({one.yuan for one in totals}) > 1:
            words = "、".join(f"{one.label.rstrip('：:')} {one.printed} {one.printed_unit}" for one in totals)
            self._draft.find("totals-differ", Severity.CHECK, figures, totals=words)

    def execution(self, row: MoneyRow, block: Block, project: ProjectReference | None) -> None:
        """Append what a row of budget and execution says: amounts, the printed rate, 分值 and 得分."""
        draft = self._draft
        amounts = [
            amount
            for kind in _EXECUTION_KINDS
            if (amount := self._amount(kind, row.label, row.figures.get(kind, Cell()), block, row.unit, row.fund))
        ]
        printed = row.figures.get("execution_rate", Cell())
        rates: dict[str, Rate] = {}
        if is_percentage(printed):
            rates["execution_rate"] = Rate(Decimal(printed.folded.rstrip("%")), printed.text)
        elif printed and not _NONE.match(printed.folded):
            draft.find("unreadable-amount", Severity.CHECK, (printed,), words=printed.text, label=row.label.text)
        self._labels.append(printed)
        if amounts or rates:
            source = draft.layer.source(row.label)
            ordinal = len(draft.executions) + 1
            draft.executions.append(
                Execution(
                    ordinal, "adjustmentTable", row.label.text, None, tuple(amounts), rates, source, project=project
                )
            )
        full, score = row.figures.get("full", Cell()), row.figures.get("score", Cell())
        if is_points(full) or is_points(score):
            self.score(row.label, full, score, project, total=False)
        else:
            self._labels.extend((full, score))

    def score(self, name: Cell, full: Cell, score: Cell, project: ProjectReference | None, *, total: bool) -> None:
        """Append a score with its 分值; ``total`` is that of the whole form."""
        draft = self._draft
        bare = (cell.part(0, len(cell.text.rstrip("%％ "))) for cell in (full, score))
        values = [figure(draft, cell, name) if is_points(cell) else None for cell in bare]
        # 80（良） is not read: its words are among the unread ones
        self._labels.extend(cell for cell in (full, score) if not any(sign.isdigit() for sign in cell.text))
        source = draft.layer.source(
            Cell((*name.pieces, *(p for one in (full, score) if is_points(one) for p in one.pieces)))
        )
        draft.scores.append(
            Score(len(draft.scores) + 1, "", "", name.text, values[0], values[1], total, source, project)
        )

    def stated_score(self, name: Cell, score: Cell, project: ProjectReference | None) -> None:
        """Take the score that the head of a form states, unless the row below its table says the same."""
        totals = [one for one in self._draft.scores if one.is_total and one.project == project]
        if Decimal(score.folded.rstrip("分")) in [one.score for one in totals]:
            self._labels.extend((name, score))
            return
        self.score(name, Cell(), score, project, total=True)
        other = next((one for one in totals if one.score is not None), None)
        if other is not None:
            words = f"{other.name.rstrip('：:')} {other.score}、{name.text.rstrip('：:')} {score.text}"
            self._draft.find("scores-differ", Severity.CHECK, (name, score), scores=words)
