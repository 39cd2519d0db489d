"""Running the matching, deciding about its proposals, publishing, pairing by hand."""

from alongside.actions.matching.decisions import ask, decide
from alongside.actions.matching.publishing import carry_out, pair_by_hand, publish
from alongside.actions.matching.runs import (
    begin,
    end_early,
    gave_up,
    problem_row,
    save_proposals,
    start_by_themselves,
    start_run,
    stop_run,
    take_off,
)

__all__ = [
    "ask",
    "begin",
    "carry_out",
    "decide",
    "end_early",
    "gave_up",
    "pair_by_hand",
    "problem_row",
    "publish",
    "save_proposals",
    "start_by_themselves",
    "start_run",
    "stop_run",
    "take_off",
]
