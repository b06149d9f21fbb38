"""All forms, in the order of their numbers."""

from __future__ import annotations

from tests.kg.forms.examined.drawn import (
    damaged,
    evaluations_a,
    evaluations_b,
    evaluations_c,
    evaluations_d,
    evaluations_e,
    mixed_a,
    mixed_b,
    mixed_c,
    mixed_d,
    money_and_units,
    monitoring_and_transfers,
    office_files,
    pdf_files,
    saved_pages,
    self_evaluations,
    several_projects,
    targets,
    targets_a,
    targets_b,
    targets_c,
    targets_d,
    targets_e,
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
            *evaluations_a.FORMS,
            *evaluations_b.FORMS,
            *evaluations_c.FORMS,
            *evaluations_d.FORMS,
            *evaluations_e.FORMS,
            *mixed_a.FORMS,
            *mixed_b.FORMS,
            *mixed_c.FORMS,
            *mixed_d.FORMS,
            *targets_a.FORMS,
            *targets_b.FORMS,
            *targets_c.FORMS,
            *targets_d.FORMS,
            *targets_e.FORMS,
        ),
        key=lambda form: form.slug,
    )
)
