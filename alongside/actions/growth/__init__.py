"""Goals, actions, wins, reflections and the weekly five minutes."""

from alongside.actions.growth.goals import add_goal, end_goal, rate_goal, sharpen_goal
from alongside.actions.growth.plans import add_action, change_action, keep_note, log_action
from alongside.actions.growth.reflections import (
    bring_reflection,
    keep_reflection,
    reflect,
    remove_reflection,
)
from alongside.actions.growth.week import (
    FIVE_STEPS,
    finish,
    keep_question,
    matters_most,
    send_prompts,
    set_weekly_prompt,
    step_done,
    week_of,
)
from alongside.actions.growth.wins import add_win, bring_win, change_win, keep_win, remove_win

__all__ = [
    "FIVE_STEPS",
    "add_action",
    "add_goal",
    "add_win",
    "bring_reflection",
    "bring_win",
    "change_action",
    "change_win",
    "end_goal",
    "finish",
    "keep_note",
    "keep_question",
    "keep_reflection",
    "keep_win",
    "log_action",
    "matters_most",
    "rate_goal",
    "reflect",
    "remove_reflection",
    "remove_win",
    "send_prompts",
    "set_weekly_prompt",
    "sharpen_goal",
    "step_done",
    "week_of",
]
