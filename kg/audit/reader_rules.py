"""What the form readers report (读取时的发现): places not read as printed, listed beside the rules of the audit.

The readers make these findings themselves; here stands why, for documentation and for the rule list.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.records import Severity


@dataclass(frozen=True, slots=True)
class ReaderRule:
    """A finding that a form reader makes: id, how much it matters, and why."""

    id: str
    severity: Severity
    source: str


READER_RULES = (
    ReaderRule("unreadable-amount", Severity.CHECK, "a cell of a money or figure column that is no figure"),
    ReaderRule("unreadable-value", Severity.CHECK, "a value whose words are damaged; kept as printed"),
    ReaderRule("missing-value", Severity.CHECK, "a value column of the form with nothing in it"),
    ReaderRule("shifted-row", Severity.CHECK, "cells under other headings than their words belong to"),
    ReaderRule("inferred-heading", Severity.INFO, "一级指标 lost in print, told by the 二级指标 below it"),
    ReaderRule("uncertain-columns", Severity.CHECK, "实施周期 and 年度 value could not be told apart"),
    ReaderRule("uncertain-task-cells", Severity.CHECK, "goal and next content may part in two ways in layout text"),
    ReaderRule("uncertain-amount-columns", Severity.CHECK, "empty amount columns leave no trace in layout text"),
    ReaderRule("unread-columns", Severity.INFO, "columns of a table of indicators that become no record"),
    ReaderRule("unread-money", Severity.INFO, "money of a source or a period that no kind of amount names"),
    ReaderRule("unknown-columns", Severity.CHECK, "several columns hold values, none is known to be the target"),
    ReaderRule(
        "column-by-cells", Severity.CHECK, "a heading in no known wording; its cells told what the column holds"
    ),
    ReaderRule("grade-as-target", Severity.CHECK, "no column of targets; what the best grade asks for is read"),
    ReaderRule("totals-differ", Severity.CHECK, "two totals of one project that are not the same; both are kept"),
    ReaderRule("scores-differ", Severity.CHECK, "two total scores of one project that are not the same; both are kept"),
    ReaderRule(
        "sample-form", Severity.CHECK, "a form that shows how to fill it in (示例, 填报样表); nothing of it is read"
    ),
    ReaderRule(
        "nameless-project", Severity.CHECK, "a project's form without a name beside others; its money is nobody's"
    ),
    ReaderRule("targets-by-place", Severity.CHECK, "a column of targets for each place; what all promise is read"),
    ReaderRule("column-again", Severity.CHECK, "two columns hold targets, or results; one is read"),
    ReaderRule("adjusted-target", Severity.CHECK, "年初指标值 is read; 调整指标值 beside it says another"),
    ReaderRule(
        "years-differ",
        Severity.CHECK,
        "the title states one year, a line below it another; the title's is kept",
    ),
    ReaderRule("uncertain-points", Severity.CHECK, "分值 and 得分 stand in all rows but this; a cell may have moved"),
    ReaderRule("printed-twice", Severity.INFO, "a row repeated over a page break; counted once"),
    ReaderRule("second-printing", Severity.INFO, "a row number printed twice, the second time damaged"),
    ReaderRule("two-rates", Severity.CHECK, "one row with more than one completion rate; the first is kept"),
    ReaderRule("damaged-heading", Severity.INFO, "a heading whose print is damaged; kept as printed"),
    ReaderRule("damaged-name", Severity.CHECK, "a name whose print is damaged; kept as printed"),
    ReaderRule("placeholder-value", Severity.CHECK, "≥** and the like: a template that was not filled in"),
    ReaderRule("doubled-characters", Severity.CHECK, "fake bold or overprinting gives each character twice"),
    ReaderRule("glued-figures", Severity.CHECK, "a value with the score of the next column behind it"),
    ReaderRule("suspect-comparator", Severity.CHECK, "a ratio above 200 % that is plausible with ≥ for its first 2"),
    ReaderRule("empty-template", Severity.INFO, "rows that hold only 指标1： and the like"),
    ReaderRule(
        "unread-row",
        Severity.CHECK,
        "a row whose cells do not stand under their headings or hold several indicators, not read",
    ),
    ReaderRule("money-unit-missing", Severity.CHECK, "amounts are in 元 or 万元 as the form says; it does not say"),
    ReaderRule("several-departments", Severity.CHECK, "a list of several departments' projects is none of theirs"),
    ReaderRule("another-department", Severity.CHECK, "a file has one department; a second one's form is not read"),
    ReaderRule("no-department", Severity.CHECK, "neither 主管部门 nor a unit is named"),
    ReaderRule("other-format", Severity.INFO, "the content is of another format than the file's name says"),
    ReaderRule("hidden-sheet", Severity.INFO, "a sheet that the file hides is not read"),
    ReaderRule("hidden-rows", Severity.INFO, "rows that a sheet hides are not read"),
    ReaderRule("hidden-columns", Severity.INFO, "columns that a sheet hides are not read"),
    ReaderRule("error-values", Severity.CHECK, "cells that show an error (#REF!) instead of a value"),
    ReaderRule("picture-cells", Severity.CHECK, "a picture in the place of a value is not read"),
    ReaderRule("written-over", Severity.CHECK, "fields of a PDF form and notes over its pages are not read"),
    ReaderRule("invisible-words", Severity.INFO, "words that nobody sees on a page are not read"),
    ReaderRule("cut-off-words", Severity.CHECK, "words that a page shows in part, or not, were read whole"),
    ReaderRule("hidden-words", Severity.INFO, "words that are hidden, too small or in the colour of their ground"),
    ReaderRule("tracked-changes", Severity.INFO, "a document with revisions is read with all of them accepted"),
    ReaderRule("header-words", Severity.INFO, "page headers, footers and print titles beside a form are not read"),
    ReaderRule("pictures-unread", Severity.CHECK, "pictures in tables, or as large as a table, are not read"),
    ReaderRule("embedded-objects", Severity.CHECK, "other files inside a document are not read"),
    ReaderRule("text-boxes", Severity.CHECK, "text boxes over the cells of a sheet are not read"),
    ReaderRule("zeros-not-shown", Severity.INFO, "zeros that a sheet or a format does not show are empty cells"),
    ReaderRule("struck-out", Severity.INFO, "words that are struck out are not read"),
    ReaderRule("signs-not-read", Severity.CHECK, "icons, counters and pictures beside words of a cell are not read"),
    ReaderRule("styles-elsewhere", Severity.INFO, "what a style sheet hides or adds that is not in the file"),
    ReaderRule("formula-without-value", Severity.CHECK, "a formula whose result was not saved with the file"),
    ReaderRule("joined-table", Severity.INFO, "a table over several pages, read as one"),
    ReaderRule("watermark-left-out", Severity.INFO, "words aslant or large and light behind the text are not read"),
    ReaderRule(
        "columns-without-rules",
        Severity.CHECK,
        "beside tables without rules that are read: words in columns whose rows the page does not tell",
    ),
    ReaderRule("rows-without-labels", Severity.CHECK, "rows without rules whose headings beside them fit none of them"),
    ReaderRule("ocr-text", Severity.INFO, "words recognised from a picture by another program"),
    ReaderRule("unread-words", Severity.CHECK, "words in a table that no row of the form takes"),
)
