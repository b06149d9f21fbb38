"""What a check of a build finds: one thing in it that is not as it should be."""

from __future__ import annotations

from dataclasses import dataclass

SHOWN = 200
"""So much of what was found and expected is said at most."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something in a build that is not as it should be.

    Attributes:
        check: Which check found it: ``missing``, ``unlisted``, ``digest``, ``document``, ``text``,
            ``record``, ``correction``, ``span``, ``place``, ``words``, ``reading``, ``order``,
            ``two-graphs``, ``blank-node``, ``graph-extra``, ``graph-lacks``, ``graph-more``, ``store``,
            ``damaged``, or one of the checks handed in.
        file: The file, relative to the build.
        where: The place within it (a record's path, a line), ``""`` for the whole.
        found: What stands there.
        expected: What should.

    """

    check: str
    file: str
    where: str
    found: str
    expected: str
