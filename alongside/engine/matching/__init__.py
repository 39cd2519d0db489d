"""Matching: exact, explained, reproducible.

`propose` matches a `Pool` of mentees and mentors and proves that no assignment
is better; `why_not` answers for any two people; `check` names bad input;
`assign` and `certify` do the same for anybody's pairs and scores. `words`
turns every code into a sentence. No clock, disk, network or Django.
"""

from .assigning import Assignment, assign
from .checking import check
from .people import (
    ALL_MODES,
    FORMS,
    ONE_TO_ONE_FORMS,
    Mentee,
    Mentor,
    Pool,
    Rules,
    Weights,
    hours_of,
    week,
)
from .proof import certify
from .proposing import hash_of, price_of_wishes, propose, why_not
from .result import (
    Alternative,
    BadInput,
    Fact,
    MatchingError,
    NotForThisForm,
    Pair,
    Part,
    Problem,
    Result,
    Stopped,
    TooLarge,
    Unmatched,
    WhyNot,
)

__all__ = [
    "ALL_MODES",
    "FORMS",
    "ONE_TO_ONE_FORMS",
    "Alternative",
    "Assignment",
    "BadInput",
    "Fact",
    "MatchingError",
    "Mentee",
    "Mentor",
    "NotForThisForm",
    "Pair",
    "Part",
    "Pool",
    "Problem",
    "Result",
    "Rules",
    "Stopped",
    "TooLarge",
    "Unmatched",
    "Weights",
    "WhyNot",
    "assign",
    "certify",
    "check",
    "hash_of",
    "hours_of",
    "price_of_wishes",
    "propose",
    "week",
    "why_not",
]
