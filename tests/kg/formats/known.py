"""Cases in which a reader does not give the same records yet: strict, so that a mended one must leave the list."""

from __future__ import annotations

import pytest

# reason → names of cases
KNOWN: dict[str, tuple[str, ...]] = {}
_REASONS = {name: reason for reason, names in KNOWN.items() for name in names}


def case(test, *values):
    """One case of a parametrised test, expected to fail where it is known to."""
    name = " ".join(str(value) for value in (test, *values) if value != "")
    return pytest.param(*values, id=name, marks=_marks(name))


def _marks(name):
    return [pytest.mark.xfail(strict=True, reason=_REASONS[name])] if name in _REASONS else []


def marked(name):
    """Mark a whole test that is known to fail."""
    return pytest.mark.xfail(strict=True, reason=_REASONS[name]) if name in _REASONS else lambda test: test
