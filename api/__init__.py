"""The doors: ``open_dataset`` for Python, ``kg`` for the shell, HTTP for everybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.lazy import lazy

if TYPE_CHECKING:
    from api.workspace import Workspace, open_dataset

__all__ = ["Workspace", "open_dataset"]

__getattr__ = lazy(__name__, {"workspace": __all__})
