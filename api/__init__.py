"""The doors: ``open_dataset`` for Python, ``kg`` for the shell, HTTP for everybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from api.workspace import Workspace, open_dataset

__all__ = ["Workspace", "open_dataset"]


def __getattr__(name: str) -> Any:  # noqa: ANN401
    # imported when asked for: `kg --help` needs none of it
    if name in __all__:
        import api.workspace

        return getattr(api.workspace, name)
    raise AttributeError(f"module 'api' has no attribute {name!r}")
