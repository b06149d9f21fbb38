"""Read the examined forms as the text that a program takes out of their web pages, and say how many rows are right.

``python -m tests.kg.forms.examined.page_texts`` prints the counts of docs/quality.md; it needs trafilatura, which is no
dependency of this project: crawls are made with it, and its text is what they keep of a page. Its version 1.12.2 leaves
out cells that merged ones cover, 2.3.1 keeps their places.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.kg.forms.examined.comparing import compared
from tests.kg.forms.examined.few_rules import LIKE, is_refused, right_rows
from tests.kg.forms.examined.web_page import as_web_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.kg.forms.examined.setting import ExaminedForm


def _counts(form: ExaminedForm, extract: Callable[..., str | None]) -> Iterator[tuple[str, int]]:
    page = as_web_page(form.slug, form.title, form.page.blocks, style="plain")
    text = extract(page, include_tables=True, favor_recall=True, deduplicate=False)
    named = sum(any(name in (text or "") for name in row.name) for row in form.page.rows)
    if text is None or 2 * named < len(form.page.rows):
        yield "forms of which the program left out the table", 1
        return
    found = compared(replace(form, kind="tabs"), text.encode())
    yield "forms", 1
    yield "rows", len(form.page.rows)
    yield "right", right_rows(form, found)
    yield "refused", len(form.page.rows) if is_refused(found) else 0
    for difference in (one for one in found if one.silent and one.row != "document"):
        print(f"  {form.slug}: {difference}")  # noqa: T201
        yield "lost rows no finding names" if difference.field == "row" else "wrong in silence", 1


def main() -> None:
    """Print the counts."""
    from trafilatura import extract

    counts: Counter[str] = Counter()
    for form in LIKE:
        for what, count in _counts(form, extract):
            counts[what] += count
    print(dict(counts))  # noqa: T201


if __name__ == "__main__":
    main()
