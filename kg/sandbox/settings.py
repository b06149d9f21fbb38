"""Limits of reading as settings: ``KG_LIMIT_…`` in the environment changes one, anything that is none is refused.

The names follow the fields of ``kg.readers.limits.Limits``: ``pages`` is ``KG_LIMIT_PAGES``, ``cpu_seconds``
``KG_LIMIT_CPU_SECONDS``; sizes are given in MiB, ``memory_bytes`` as ``KG_LIMIT_MEMORY_MIB``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Final

from kg.errors import OptionError
from kg.readers.limits import DEFAULT_LIMITS, MIB, Limits

PREFIX: Final = "KG_LIMIT_"
LEAST_MEMORY_MIB: Final = 256
"""A reading process with less does not start."""
_MOST: Final = 1 << 31


def setting_name(field: str) -> str:
    """Return the environment variable of a limit.

    >>> setting_name("memory_bytes"), setting_name("pages")
    ('KG_LIMIT_MEMORY_MIB', 'KG_LIMIT_PAGES')

    """
    return PREFIX + field.replace("_bytes", "_mib").upper()


def limits_in_force(environment: Mapping[str, str] | None = None) -> Limits:
    """Return the limits of reading.

    Args:
        environment: Where settings are looked up; that of the process by default.

    Raises:
        OptionError: A setting is no whole number from 1, asks for less memory than a process needs to start, or has
            a name that no limit has.

    Examples:
        >>> limits_in_force({"KG_LIMIT_PAGES": "800", "KG_LIMIT_MEMORY_MIB": "512"}).memory_bytes
        536870912

    """
    environment = os.environ if environment is None else environment
    given = {name: value for name, value in environment.items() if name.startswith(PREFIX)}
    if not given:
        return DEFAULT_LIMITS
    field_of = {setting_name(field.name): field.name for field in fields(Limits)}
    changed: dict[str, int] = {}
    for name, value in sorted(given.items()):
        if name not in field_of:
            raise OptionError(name, value, " · ".join(_near(name, list(field_of))))
        least = LEAST_MEMORY_MIB if field_of[name] == "memory_bytes" else 1
        number = int(value) if value.isascii() and value.isdecimal() and len(value) < 12 else 0
        if not least <= number < _MOST:
            raise OptionError(name, value, f"≥ {least:,}")
        changed[field_of[name]] = number * MIB if field_of[name].endswith("_bytes") else number
    return replace(DEFAULT_LIMITS, **changed)


def changed_limits(limits: Limits) -> dict[str, int]:
    """Return the settings that differ from the defaults, as they would be written.

    >>> changed_limits(limits_in_force({"KG_LIMIT_FILE_MIB": "80"}))
    {'KG_LIMIT_FILE_MIB': 80}

    """
    return {
        setting_name(field.name): now // MIB if field.name.endswith("_bytes") else now
        for field in fields(Limits)
        if (now := getattr(limits, field.name)) != getattr(DEFAULT_LIMITS, field.name)
    }


def _near(name: str, known: list[str]) -> list[str]:
    from difflib import get_close_matches

    return get_close_matches(name, known) or known
