"""Set the examined forms as PDF with few rules or none, read them, and say how many rows are right.

``python -m tests.kg.forms.examined.few_rules`` prints the counts of docs/quality.md.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from kg.readers.blocks import Table
from tests.kg.forms.examined.comparing import differences
from tests.kg.forms.examined.every_form import FORMS
from tests.kg.forms.examined.known import KNOWN
from tests.kg.forms.examined.notation import TYPED
from tests.kg.forms.examined.pdf_pages import Rules

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from tests.kg.forms.examined.setting import ExaminedForm
    from tests.kg.forms.variants.differences import Difference

_FEWEST_ROWS = 4
_NAME_AND_TARGET = ("row", "name", "target", "sign")
_NEVER_READ = {known.slug for known in KNOWN if known.field == "refused"}


def _is_like(form: ExaminedForm) -> bool:
    """Whether a form is read, has rows, and words that a PDF prints as they are."""
    words = [cell.text for block in form.page.blocks if isinstance(block, Table) for cell in block.cells]
    printed = not any(TYPED.fullmatch(text) or "·" in text for text in words)
    plain = not form.edits and not form.page.hidden and form.kind in ("docx", "html", "pdf", "xlsx")
    return printed and plain and form.slug not in _NEVER_READ and len(form.page.rows) >= _FEWEST_ROWS


LIKE = [form for form in FORMS if _is_like(form)]


def drawn(form: ExaminedForm, rules: str) -> ExaminedForm:
    """Return the form as a PDF with some rules."""
    return replace(form, kind="pdf", look={"rules": rules})


def is_refused(found: Iterable[Difference]) -> bool:
    """Whether the file was not read."""
    return any(difference.field == "refused" for difference in found)


def right_rows(form: ExaminedForm, found: Iterable[Difference]) -> int:
    """Return how many rows of a form are right in all that was compared."""
    rows = len(form.page.rows)
    return 0 if is_refused(found) else rows - len({one.row for one in found if one.row[:1].isdigit()})


def named_rows(form: ExaminedForm, found: Collection[Difference]) -> int:
    """Return how many rows of a form are right in name and target; labels may be missing."""
    lost = {one.row for one in found if one.row[:1].isdigit() and one.field in _NAME_AND_TARGET}
    return 0 if is_refused(found) else len(form.page.rows) - len(lost)


def _counts(rules: str) -> Iterator[tuple[str, int]]:
    for form in LIKE:
        found = differences(drawn(form, rules))
        yield "forms", 1
        yield "rows", len(form.page.rows)
        yield "right", right_rows(form, found)
        yield "right in name and target", named_rows(form, found)
        yield "refused", len(form.page.rows) if is_refused(found) else 0
        for difference in (one for one in found if one.silent):
            print(f"  {form.slug}: {difference}")  # noqa: T201
            yield "lost rows no finding names" if difference.field == "row" else "wrong in silence", 1


def main() -> None:
    """Print the counts for each way to draw rules."""
    for rules in get_args(Rules):
        counts: Counter[str] = Counter()
        for what, count in _counts(rules):
            counts[what] += count
        print(rules, dict(counts), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
