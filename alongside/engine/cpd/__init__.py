"""Continuing professional development: the shapes of a record, and what it lacks.

A record grows out of what someone did anyway. This package knows what three
regulators ask for, in our own words and with the version they were read in, and
looks a record over the way an auditor would: is it dated, mixed, without long
unexplained gaps, and does it say what came of it.
"""

from alongside.engine.cpd.audit import (
    Finding,
    Progress,
    Weight,
    audit_check,
    check_record,
    gaps,
    is_nmc_account,
    progress,
)
from alongside.engine.cpd.record import (
    Entry,
    Explanation,
    Period,
    Record,
    Statement,
    word_count,
)
from alongside.engine.cpd.standards import (
    ACTIVITIES,
    GOSC,
    HCPC,
    NMC,
    STANDARD_SETS,
    TYPE_LABELS,
    Activity,
    ActivityType,
    Standard,
    StandardSet,
)

__all__ = [
    "ACTIVITIES",
    "Activity",
    "ActivityType",
    "Entry",
    "Explanation",
    "Finding",
    "GOSC",
    "HCPC",
    "NMC",
    "Period",
    "Progress",
    "Record",
    "STANDARD_SETS",
    "Standard",
    "StandardSet",
    "Statement",
    "TYPE_LABELS",
    "Weight",
    "audit_check",
    "check_record",
    "gaps",
    "is_nmc_account",
    "progress",
    "word_count",
]
