"""The service (服务): search, SPARQL, linked data and pages over HTTP, for whoever has a browser or ``curl``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.lazy import lazy

if TYPE_CHECKING:
    from api.http.app import create_app
    from api.http.settings import Limits
    from api.http.source import DatasetSource

__all__ = ["DatasetSource", "Limits", "create_app"]

# the command line reads the service's words without a server
__getattr__ = lazy(__name__, {"app": ["create_app"], "settings": ["Limits"], "source": ["DatasetSource"]})
