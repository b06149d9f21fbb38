"""Names of a package that are looked up when first used (PEP 562).

A query worker or ``kg search`` imports a part of a package only; importing all of it would take most of their time.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


def lazy(package: str, homes: Mapping[str, Sequence[str]]) -> Callable[[str], Any]:
    """Return a package's ``__getattr__``.

    Args:
        package: Its ``__name__``.
        homes: For each module of the package, the names that it holds.

    >>> getter = lazy("kg", {"folding": ("fold",)})
    >>> getter("fold")("预算（万 元）")
    '预算(万元)'

    """
    home_of = {name: home for home, names in homes.items() for name in names}

    def look_up(name: str) -> Any:  # noqa: ANN401 - whatever the module holds
        if name not in home_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(importlib.import_module(f"{package}.{home_of[name]}"), name)

    return look_up
