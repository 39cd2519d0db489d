"""What the matching needs to know, and what its pages show."""

from alongside.reads.matching.hand import hand_page, place_for_pair, runs_page
from alongside.reads.matching.letters import ask_page, letters_page, who_to_ask
from alongside.reads.matching.page import (
    RunPage,
    after_decision,
    one_row,
    programme_of,
    run_of,
    run_page,
)
from alongside.reads.matching.pool import (
    PARTS,
    SEED,
    load_pool,
    not_known_to_be_ahead,
    pool_of_two,
    runs_by_itself,
    weights_of,
)
from alongside.reads.matching.waiting import Waiting, mentees_to_match, reason_for, waiting
from alongside.reads.matching.words import (
    own_warnings,
    reasons_of,
    reasons_of_two,
    rules_against,
    someone,
)

__all__ = [
    "PARTS",
    "SEED",
    "RunPage",
    "Waiting",
    "after_decision",
    "ask_page",
    "hand_page",
    "letters_page",
    "load_pool",
    "mentees_to_match",
    "not_known_to_be_ahead",
    "one_row",
    "own_warnings",
    "place_for_pair",
    "pool_of_two",
    "programme_of",
    "reason_for",
    "reasons_of",
    "reasons_of_two",
    "rules_against",
    "run_of",
    "run_page",
    "runs_by_itself",
    "runs_page",
    "someone",
    "waiting",
    "weights_of",
    "who_to_ask",
]
