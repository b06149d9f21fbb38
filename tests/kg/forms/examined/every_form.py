"""All forms, in the order of their numbers."""

from __future__ import annotations

from tests.kg.forms.examined.drawn import (
    damaged,
    money_and_units,
    monitoring_and_transfers,
    office_files,
    pdf_files,
    saved_pages,
    self_evaluations,
    several_projects,
    targets,
    unusual_columns,
    whole_departments,
)

FORMS = tuple(
    sorted(
        (
            *self_evaluations.FORMS,
            *unusual_columns.FORMS,
            *targets.FORMS,
            *money_and_units.FORMS,
            *monitoring_and_transfers.FORMS,
            *whole_departments.FORMS,
            *several_projects.FORMS,
            *pdf_files.FORMS,
            *office_files.FORMS,
            *saved_pages.FORMS,
            *damaged.FORMS,
        ),
        key=lambda form: form.slug,
    )
)
