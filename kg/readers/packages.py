"""Office packages (OPC): which part is the document, which parts it uses. Relationships to the outside are dropped."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.readers.zip_guard import Archive

_TYPES = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Relationship:
    """One part that another uses: its id there, the last word of its type, the member it is."""

    id: str
    type: str
    target: str
    strict: bool


@dataclass(frozen=True, slots=True)
class MainPart:
    """The part that is the document, with its content type; ``strict`` is the ISO variant of the format."""

    member: str
    content_type: str
    strict: bool


def main_part(archive: Archive) -> MainPart | None:
    """Return the document of an Office package, or ``None`` where the archive is no such package.

    Raises:
        DamagedFileError: The lists of types or relationships are broken.

    """
    if _TYPES not in archive.names or "_rels/.rels" not in archive.names:
        return None
    relationship = next((r for r in relationships(archive, "") if r.type == "officeDocument"), None)
    if relationship is None:
        return None
    return MainPart(relationship.target, _content_type(archive, relationship.target), relationship.strict)


def _content_type(archive: Archive, member: str) -> str:
    by_name: dict[str, str] = {}
    by_suffix: dict[str, str] = {}

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        content_type = attributes.get("ContentType", "")
        if tag == "Override":
            by_name[attributes.get("PartName", "").lstrip("/").lower()] = content_type
        elif tag == "Default":
            by_suffix[attributes.get("Extension", "").lower()] = content_type

    archive.parse(_TYPES, start)
    return by_name.get(member.lower()) or by_suffix.get(member.lower().rpartition(".")[2], "")


def relationships(archive: Archive, member: str) -> list[Relationship]:
    """Return what a member uses inside the package (``""`` for the package itself); nothing is followed."""
    folder, _, base = member.rpartition("/")
    listed = f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"
    if listed not in archive.names:
        return []
    known = {name.lower(): name for name in archive.names}
    found: list[Relationship] = []

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = attributes.get("Target", "")
        path = posixpath.normpath(target[1:] if target.startswith("/") else posixpath.join(folder, target))
        kind = attributes.get("Type", "")
        strict = kind.startswith("http://purl.oclc.org/ooxml/")
        found.append(
            Relationship(attributes.get("Id", ""), kind.rpartition("/")[2], known.get(path.lower(), path), strict)
        )

    archive.parse(listed, start)
    return found
