"""What of these forms is not read as it is printed, with the reason; the test of each entry fails once it is mended."""

from __future__ import annotations

from tests.kg.forms.variants.known import Known


def _rows(slug: str, numbers: tuple[int, ...], field: str, reason: str) -> tuple[Known, ...]:
    """List one field of several rows, an entry each."""
    return tuple(Known(slug, f"{number} *", field, reason) for number in numbers)


_LEFT_OUT = (
    *_rows("37-lost-rowspan-cells", (2, 3), "row", "a row that lost the cell of level 1 is cited"),
    *_rows("53-two-departments", (4, 5, 6), "row", "a document has one department: the rows of a second are cited"),
    *_rows("71-pdf-row-cut", (2,), "row", "a row that is cut by the page is cited, whole"),
    *_rows("74-tsv-missing-tab", (2,), "row", "a row with a lost tab may hold any figure in any place, and is cited"),
    *_rows("81-rowspan-too-large", (3,), "row", "a cell that reaches a row too far pushes it to the right: cited"),
    *_rows("82-lost-level2-cell", (2,), "row", "a row that lost the cell of level 2 is cited"),
)
_VALUES = (
    *_rows("06-monitor", (1, 2, 3, 4, 5, 6), "actual", "results of 1-6月 are no results of the year"),
    *_rows("55-excel-formula-nocache", (3,), "weight", "beside a score without a stored value it is doubted too"),
    *_rows("65-title-project", (1, 2, 3, 4, 5), "project", "only the title names the project"),
    Known("65-title-project", "document", "project", "only the title names the project"),
)
_AMOUNTS = (
    Known("05-overall-goal-sichuan", "document", "total", "the department's total is 金额合计 below its tasks"),
    Known("06-monitor", "document", "cumulative_expenditure", "money spent in 1-6月 is no expenditure of the year"),
    Known("43-overall-tasks-shaanxi", "document", "total", "tasks with budget and expenditure side by side"),
    Known(
        "43-overall-tasks-shaanxi",
        "document",
        "cumulative_expenditure",
        "tasks with budget and expenditure side by side",
    ),
    Known("80-overall-goal-with-weight-words", "document", "total", "words and figure of an amount in one cell"),
)
_REFUSED = (
    Known("25-layout", "document", "refused", "a plain form without rules, its columns set apart by blanks"),
    Known("32-overall-se-scoring", "document", "refused", "points of a whole department, without one target"),
    Known("75-layout-selfeval", "document", "refused", "a plain form without rules, its columns set apart by blanks"),
)
KNOWN: tuple[Known, ...] = (*_LEFT_OUT, *_VALUES, *_AMOUNTS, *_REFUSED)
