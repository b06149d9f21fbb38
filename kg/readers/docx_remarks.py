"""What a DOCX file holds and is not read (未读入的内容): hidden, struck out or deleted words, pictures, other files."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.readers.blocks import Remark
from kg.readers.marks import cited, pictures_told, struck_out, unseen_words


@dataclass(slots=True)
class Unread:
    """What was met and not read; words in reading order.

    Attributes:
        struck: Words struck out.
        unseen: Words hidden, white on white, or tiny.
        deleted: Words that revisions delete, ``inserted`` how many passages they insert.
        pictures: Pictures in the cells of tables, and others as large as a table.
        objects: Other files that the document shows a part of.

    """

    struck: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    inserted: int = 0
    pictures: int = 0
    objects: int = 0

    def remarks(self) -> tuple[Remark, ...]:
        """Return what a person should know."""
        found = [*struck_out(self.struck), *unseen_words(self.unseen)]
        if self.inserted or self.deleted:
            count, words = str(len(self.deleted)), cited(self.deleted) or "—"
            found.append(Remark("tracked-changes", {"inserted": str(self.inserted), "deleted": count, "words": words}))
        found += pictures_told(self.pictures)
        if self.objects:
            found.append(Remark("embedded-objects", {"count": str(self.objects)}))
        return tuple(found)
