"""The service (服务): search, SPARQL, linked data and pages over HTTP, for whoever has a browser or ``curl``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from api.http.app import create_app
    from api.http.settings import Limits
    from api.http.source import DatasetSource

__all__ = ["DatasetSource", "Limits", "create_app"]

_HOMES = {"create_app": "api.http.app", "DatasetSource": "api.http.source", "Limits": "api.http.settings"}


def __getattr__(name: str) -> Any:  # noqa: ANN401
    # imported when asked for: the command line reads its words without a server
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'api.http' has no attribute {name!r}")
