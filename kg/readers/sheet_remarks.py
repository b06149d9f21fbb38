"""What a person should know of a sheet (工作表说明): what it hides, and cells without a value that could be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from kg.readers.blocks import Remark
from kg.readers.marks import cited

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Place = tuple[int, int]

_NAMED = 10


class Sheet(Protocol):
    """What was met in a sheet; places are row and column from 1."""

    without_value: list[Place]
    hidden_rows: list[int]
    hidden_columns: set[int]
    errors: dict[Place, str]
    pictures: list[Place]
    zeros: list[Place]


def sheet_remarks(title: str, sheet: Sheet, boxes: Sequence[tuple[Place, str]] = ()) -> Iterator[Remark]:
    """Give the remarks on one sheet; of many cells or rows the first ones are named.

    Args:
        title: Its name.
        sheet: What was met in it.
        boxes: Text boxes over its cells, each with the place where it begins.

    """
    if found := sheet.without_value:
        yield Remark("formula-without-value", {"sheet": title, "count": str(len(found)), "cells": _cells(found)})
    if sheet.hidden_rows:
        yield Remark("hidden-rows", {"sheet": title, "rows": _listed(map(str, sheet.hidden_rows))})
    if sheet.hidden_columns:
        letters = (cell_name(0, column)[:-1] for column in sorted(sheet.hidden_columns))
        yield Remark("hidden-columns", {"sheet": title, "columns": _listed(letters)})
    if errors := sheet.errors:
        words, cells = _listed(sorted(set(errors.values()))), _cells(errors)
        yield Remark("error-values", {"sheet": title, "count": str(len(errors)), "words": words, "cells": cells})
    if found := sheet.pictures:
        yield Remark("picture-cells", {"sheet": title, "count": str(len(found)), "cells": _cells(found)})
    if found := sheet.zeros:
        yield Remark("zeros-not-shown", {"sheet": title, "count": str(len(found)), "cells": _cells(found)})
    if boxes:
        yield Remark("text-boxes", {"sheet": title, "words": cited([f"{cell_name(*at)} {said}" for at, said in boxes])})


def _cells(places: Iterable[tuple[int, int]]) -> str:
    return _listed(cell_name(*place) for place in sorted(places))


def _listed(names: Iterable[str]) -> str:
    """Name the first ones; ``…`` stands for the others."""
    said = list(names)
    return "、".join(said[:_NAMED]) + (" …" if len(said) > _NAMED else "")


def cell_name(row: int, column: int) -> str:
    """Return the name of a place.

    >>> cell_name(3, 2)
    'B3'

    """
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(column)}{row}"
