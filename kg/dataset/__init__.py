"""The dataset folder: immutable builds with their sources inside, and the one that is served."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.lazy import lazy

if TYPE_CHECKING:
    from kg.dataset.building import BuildResult, build_dataset
    from kg.dataset.changes import Change, DocumentChange, FindingChange, compare_builds
    from kg.dataset.difference import Difference
    from kg.dataset.folder import BuildFolder
    from kg.dataset.inputs import Skipped
    from kg.dataset.layout import Build, current_id, open_build, present_builds
    from kg.dataset.manifest import DocumentEntry
    from kg.dataset.record_changes import RecordChange
    from kg.dataset.steps import Step
    from kg.dataset.store import store_of
    from kg.dataset.verify import verify_build

__all__ = [
    "Build",
    "BuildFolder",
    "BuildResult",
    "Change",
    "Difference",
    "DocumentChange",
    "DocumentEntry",
    "FindingChange",
    "RecordChange",
    "Skipped",
    "Step",
    "build_dataset",
    "compare_builds",
    "current_id",
    "open_build",
    "present_builds",
    "store_of",
    "verify_build",
]

__getattr__ = lazy(
    __name__,
    {
        "building": ("BuildResult", "build_dataset"),
        "changes": ("Change", "DocumentChange", "FindingChange", "compare_builds"),
        "difference": ("Difference",),
        "folder": ("BuildFolder",),
        "inputs": ("Skipped",),
        "layout": ("Build", "current_id", "open_build", "present_builds"),
        "manifest": ("DocumentEntry",),
        "record_changes": ("RecordChange",),
        "steps": ("Step",),
        "store": ("store_of",),
        "verify": ("verify_build",),
    },
)
