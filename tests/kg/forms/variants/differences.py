"""One difference between what a form says and what was read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """One difference: the row (``3 清理疫木``, ``project 1``, ``document``), the field, expected and got."""

    row: str
    field: str
    expected: str
    got: str
    silent: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """How the list of known failures names it."""
        return self.row, self.field
