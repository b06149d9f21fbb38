"""docs/corrections.md names what can be corrected, all of it and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from kg.corrections import COLUMNS
from kg.corrections.fields import FIELDS

PAGE = Path(__file__).parents[3] / "docs" / "corrections.md"


def test_the_page_lists_every_kind_with_its_fields():
    """Each row of the table is a kind with exactly its fields, in the order of the program."""
    rows = re.findall(r"^\| `(\w+)` \| ((?:`\w+`(?:, )?)+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)

    assert {kind: re.findall(r"`(\w+)`", fields) for kind, fields in rows} == {
        kind: list(fields) for kind, fields in FIELDS.items()
    }


def test_the_page_names_every_column():
    """No column of the table is left unsaid."""
    text = PAGE.read_text("utf-8")

    assert [column for column in COLUMNS if f"`{column}`" not in text] == []
