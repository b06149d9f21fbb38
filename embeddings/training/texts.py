"""Read the authored training texts (训练语料): groups of phrasings that mean the same indicator, and near misses.

A file is blocks between blank lines. ``# 行业: …`` opens a sector. ``= a | b | c`` are phrasings of one
indicator, the first its plain name. Lines below it are near misses of it: ``!m x | y`` same object, other
measure; ``!o x | y`` same measure, other object; ``!p x | y`` another group of people. The files are written
by hand, so small slips (full-width signs, a colon, no space) are understood, and what cannot be used is
reported with its line, never dropped in silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from embeddings.analysis.folding import letters

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence
    from pathlib import Path

Kind = Literal["m", "o", "p"]
Problem = Literal["no-group", "one-phrase", "empty-phrase", "unknown-line", "repeated-phrase", "held-out"]

_LINE = re.compile(r"\s*(?P<mark>[#＃=＝]|[!！]\s*[mopMOPｍｏｐ])\s*[:：]?\s*(?P<rest>.*?)\s*$")
_SEPARATOR = re.compile(r"\s*[|｜]\s*")
_SECTOR = re.compile(r"行业\s*[:：]\s*")
_MARKS = {"＃": "#", "＝": "="}


@dataclass(frozen=True, slots=True)
class Slip:
    """One line of a file that could not be used as written."""

    file: str
    line: int
    problem: Problem
    found: str


@dataclass(frozen=True, slots=True)
class Group:
    """Phrasings of one indicator by one author, with near misses by kind."""

    author: str
    sector: str
    names: tuple[str, ...]
    near: tuple[tuple[Kind, str], ...] = ()


@dataclass(slots=True)
class _Open:
    author: str
    sector: str
    names: list[str]
    near: list[tuple[Kind, str]] = field(default_factory=list)

    def closed(self) -> Group:
        return Group(self.author, self.sector, tuple(self.names), tuple(self.near))


def author_of(file_name: str) -> str:
    """Return the author that a file's name states.

    >>> author_of("author_a_01.txt")
    'a'

    """
    parts = file_name.rsplit(".", 1)[0].split("_")
    return parts[1] if parts[0] == "author" and len(parts) > 1 else parts[0]


def parse(text: str, file: str, held_out: Container[str] = ()) -> tuple[list[Group], list[Slip]]:
    r"""Read one file's text.

    Args:
        text: The file's text.
        file: Its name, which says the author.
        held_out: Folded texts that must not be learned (judged queries); phrases equal to one are left out.

    Returns:
        Groups with at least two phrasings or a near miss, in file order, and the slips in line order.

    >>> groups, slips = parse("# 行业: 科普\n= 讲座场次 | 办了几场讲座\n!m 讲座人次\n", "author_a_1.txt")
    >>> groups[0].names, groups[0].near, slips
    (('讲座场次', '办了几场讲座'), (('m', '讲座人次'),), [])

    """
    author = author_of(file)
    sector = ""
    opened: list[_Open] = []
    slips: list[Slip] = []
    current: _Open | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        matched = _LINE.match(line)
        if matched is None:
            slips.append(Slip(file, number, "unknown-line", line.strip()[:40]))
            continue
        mark = _MARKS.get(matched["mark"], matched["mark"])
        if mark == "#":
            sector = _SECTOR.sub("", matched["rest"])
            continue
        phrases = _phrases(matched["rest"], file, number, held_out, slips)
        if mark == "=":
            current = _Open(author, sector, phrases)
            opened.append(current)
            if len(phrases) == 1:
                slips.append(Slip(file, number, "one-phrase", phrases[0]))
        elif current is None:
            slips.append(Slip(file, number, "no-group", line.strip()[:40]))
        else:
            kind = _kind(mark)
            current.near.extend((kind, phrase) for phrase in phrases)
    usable = [group.closed() for group in opened if group.names and len(group.names) + len(group.near) > 1]
    return usable, slips


def read_texts(folder: Path, held_out: Container[str]) -> tuple[list[Group], list[Slip]]:
    """Read every ``*.txt`` of ``folder`` in the order of the names."""
    groups: list[Group] = []
    slips: list[Slip] = []
    for path in sorted(folder.glob("*.txt")):
        found, wrong = parse(path.read_text(encoding="utf-8-sig"), path.name, held_out)
        groups += found
        slips += wrong
    return groups, slips


def read_pairs(path: Path, held_out: Container[str]) -> list[Group]:
    """Read a file of ``name|other phrasing`` lines as groups without near misses."""
    groups = []
    for line in path.read_text(encoding="utf-8").splitlines():
        names = tuple(name for name in _SEPARATOR.split(line.strip()) if name and letters(name) not in held_out)
        if len(names) > 1:
            groups.append(Group("lexicon", "", names))
    return groups


def phrases_of(groups: Iterable[Group]) -> list[str]:
    """Return every distinct text of ``groups``, near misses included, sorted."""
    return sorted({text for group in groups for text in (*group.names, *(near for _, near in group.near))})


def _kind(mark: str) -> Kind:
    letter = mark[-1].lower()
    return "m" if letter in "mｍ" else "o" if letter in "oｏ" else "p"


def _phrases(rest: str, file: str, number: int, held_out: Container[str], slips: list[Slip]) -> list[str]:
    found: list[str] = []
    seen: set[str] = set()
    for phrase in _SEPARATOR.split(rest):
        folded = letters(phrase)
        problem = _problem(folded, seen, held_out)
        if problem is None:
            seen.add(folded)
            found.append(phrase)
        else:
            slips.append(Slip(file, number, problem, phrase[:40]))
    return found


def _problem(folded: str, seen: Container[str], held_out: Container[str]) -> Problem | None:
    if not folded:
        return "empty-phrase"
    if folded in seen:
        return "repeated-phrase"
    return "held-out" if folded in held_out else None


def concepts(groups: Sequence[Group]) -> list[int]:
    """Number the groups so that groups with an equal first name (by several authors) share a number."""
    numbers: dict[str, int] = {}
    return [numbers.setdefault(letters(group.names[0]), len(numbers)) for group in groups]
