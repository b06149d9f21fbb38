"""What of these forms is not read as it is printed, with the reason; the test of each entry fails once it is mended."""

from __future__ import annotations

from tests.kg.forms.examined.known_difference import Known


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
    *_rows("743-inner-mongolia-banner-list", (1,), "row", "unit and points ran together on the page: cited"),
    *_rows("327-t-library-codes", (6,), "row", "behind 9, the unit 1/10万 would read as 91: cited"),
)
_FORMS = (
    Known(
        "695-hainan-reading-rooms-layout", "document", "refused", "set apart by blanks, with a column that may be empty"
    ),
)
_VALUES = (
    *_rows("06-monitor", (1, 2, 3, 4, 5, 6), "actual", "results of 1-6月 are no results of the year"),
    *_rows("714-xinjiang-university-monitor", tuple(range(1, 11)), "actual", "results of 1-7月 are none of the year"),
    *_rows(
        "831-hebei-disabled-federation-two-projects", (12,), "target", "the font lacks the point of 元/人·年: a gap"
    ),
    *_rows("832-guangzhou-district-education-indicator-library", (11,), "target", "the same of 元/生·年"),
    *_rows("55-excel-formula-nocache", (3,), "weight", "beside a score without a stored value it is doubted too"),
)
_AMOUNTS = (
    *(
        Known("750-guangxi-health-department", "document", kind, "money below a caption of its own")
        for kind in ("initial_budget", "adjusted_budget", "cumulative_expenditure")
    ),
    Known("824-hunan-science-association-project-list", "document", "total", "a line of its 本级 beside it: cited"),
    Known(
        "840-henan-county-office-four-levels-side-by-side", "document", "total", "a line of its 机关 beside it: cited"
    ),
    Known(
        "834-hubei-city-science-association-long-term-and-annual", "document", "total", "of projects in a list: cited"
    ),
    *(
        Known("843-shanghai-district-library-selfeval-layout", "document", kind, "before 10/9.93 in one place: cited")
        for kind in ("initial_budget", "adjusted_budget", "cumulative_expenditure")
    ),
    Known("674-chongqing-selfeval", "document", "total", "the form states no unit of money"),
    Known("698-guangdong-parking-two-spans", "document", "total", "money of several years beside that of one"),
    Known("714-xinjiang-university-monitor", "document", "cumulative_expenditure", "money spent in 1-7月, as in 06"),
    Known("06-monitor", "document", "cumulative_expenditure", "money spent in 1-6月 is no expenditure of the year"),
    Known("514-university", "document", "total", "项目总经费 may be that of several years"),
)
_OF_DOCUMENTS = (
    Known("834-hubei-city-science-association-long-term-and-annual", "document", "project", "a list of them: cited"),
    Known("759-hebei-university", "document", "year", "a title of the whole province's budget: no form's title"),
    Known("737-jilin-third-party-score-table", "document", "year", "the title's year is that of its project's name"),
    Known("417-qingdao-long-list", "document", "department", "a title with its unit of money in one paragraph"),
    Known("417-qingdao-long-list", "document", "year", "a title with its unit of money in one paragraph"),
)
KNOWN: tuple[Known, ...] = (*_LEFT_OUT, *_FORMS, *_VALUES, *_AMOUNTS, *_OF_DOCUMENTS)
