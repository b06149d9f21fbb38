"""What is not read as it should be, with the reason; the test of each entry fails once it is mended."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatch
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.kg.forms.variants.differences import Difference


@dataclass(frozen=True)
class Known:
    """Known differences of one form: rows and fields by pattern (``*`` any), and the reason."""

    slug: str
    row: str
    field: str
    reason: str

    @property
    def id(self) -> str:
        """The name of its test."""
        return f"{self.slug}/{self.row}/{self.field}"

    def covers(self, slug: str, difference: Difference) -> bool:
        """Whether a difference is this one."""
        return slug == self.slug and fnmatch(difference.row, self.row) and fnmatch(difference.field, self.field)
