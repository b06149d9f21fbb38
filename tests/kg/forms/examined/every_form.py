"""All forms of all modules in ``drawn``, in the order of their numbers."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from tests.kg.forms.examined import drawn

MODULES = tuple(sorted(found.name for found in iter_modules(drawn.__path__)))
FORMS = tuple(
    sorted(
        (form for name in MODULES for form in import_module(f"{drawn.__name__}.{name}").FORMS),
        key=lambda form: form.slug,
    )
)
