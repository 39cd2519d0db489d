"""Every code as a sentence.

A `Voice` knows how to name people, topics and professions, and how to
translate; by default it speaks English and names things by their ids. Pass
`gettext` and `ngettext` to have another language.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..i18n import N_
from .result import Fact, Pair, Param, Part, Problem, Unmatched
from .sentences import MANY, ONE, PARTS_OF_WEEK, SMALL_NUMBERS, WEEKDAYS


def _english(one: str, many: str, count: int) -> str:
    return one if count == 1 else many


@dataclass(frozen=True, slots=True)
class Voice:
    """How sentences are made.

    `person` names a person by id, `label` a topic, purpose, profession,
    specialty, language or mode by its code. `translate` and `translate_many`
    have the signatures of gettext and ngettext.
    """

    person: Callable[[str], str] = str
    label: Callable[[str], str] = str
    translate: Callable[[str], str] = str
    translate_many: Callable[[str, str, int], str] = _english

    def number(self, value: int) -> str:
        """Up to ten in words, as they stand within a sentence."""
        small = 0 <= value < len(SMALL_NUMBERS)
        return self.translate(SMALL_NUMBERS[value]) if small else str(value)

    def listed(self, names: list[str], word: str) -> str:
        """`Ana, Ben and Cai`; `word` is N_("and") or N_("or")."""
        if len(names) < 2:
            return "".join(names)
        joined = self.translate(N_("{first} {word} {last}"))
        return joined.format(first=", ".join(names[:-1]), word=self.translate(word), last=names[-1])


PEOPLE = {"mentee", "mentor", "holder", "only"}
LABELS = {"topic", "profession", "specialty", "purpose", "where", "region", "team"}


def sentence(said: Fact, voice: Voice | None = None) -> str:
    """One fact, reason or change in words. Raises KeyError for an unknown code."""
    voice = voice or Voice()
    code = _variant(said)
    values = {name: _value(name, value, voice) for name, value in said.params}
    values |= {
        "when": _when(said, voice),
        "either": voice.listed(_people(said.get("mentors", ()), voice), N_("or")),
        "everyone": voice.listed(_people(said.get("holders", ()), voice), N_("and")),
    }
    if code in MANY:
        one, many, counted = MANY[code]
        count = int(_number(said.get(counted, 0)))
        text = voice.translate_many(one, many, count)
        values["n"] = voice.number(count)
        values["tenths"] = _points(count)
    else:
        text = voice.translate(ONE[code])
    return _sentence_case(text.format(**values))


def _variant(said: Fact) -> str:
    """The code, refined by what is known: a sentence for each way it can be so."""
    code = said.code
    if code == "offers_topics":
        if int(_number(said["all"])) and int(_number(said["wanted"])) > 1:
            return "offers_all_topics"
        return "offers_first_topic" if said["first"] else "offers_some_topics"
    if code == "line_manager" and said["way"] == "managed":
        return "line_managed"
    if code == "none_asked_profession" and said.get("why") == "line_manager":
        return "none_asked_profession_but_manager"
    if code == "too_few_hours" and not int(_number(said["hours"])):
        return "no_shared_hours"
    if f"{code}_for_topic" in {**ONE, **MANY} and said.get("topic"):
        return f"{code}_for_topic"
    if code == "ease_rule":
        return f"ease_rule_{said['rule']}"
    if code in ("fewer_matched", "total_falls") and said.get("holders"):
        return f"{code}_with_holders"
    if code == "another_time" and not said.get("part"):
        return "another_time_unknown"
    return code


def _value(name: str, value: Param, voice: Voice) -> str:
    if name in PEOPLE:
        return voice.person(str(value))
    if name in LABELS:
        return voice.label(str(value))
    if name in ("topics", "languages", "modes"):
        return voice.listed([voice.label(str(v)) for v in _many(value)], N_("and"))
    if name == "asked":
        return voice.listed([voice.label(str(v)) for v in _many(value)], N_("or"))
    if name in ("hours", "least", "years"):
        return voice.number(_number(value))
    return str(value)


def _many(value: Param) -> tuple[str, ...] | tuple[int, ...]:
    return value if isinstance(value, tuple) else ()


def _number(value: Param) -> int:
    return value if isinstance(value, int) else 0


def _people(value: Param, voice: Voice) -> list[str]:
    return [voice.person(str(v)) for v in _many(value)]


def _when(said: Fact, voice: Voice) -> str:
    part = str(said.get("part", ""))
    if not part:
        return ""
    day = voice.translate(WEEKDAYS[_number(said.get("day", 0))])
    return voice.translate(PARTS_OF_WEEK[part]).format(day=day)


def _points(tenths: int) -> str:
    """Tenths of a point as people read them: 9, or 0.4."""
    return f"{tenths / 10:.1f}".removesuffix(".0")


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def part_name(part: Part, voice: Voice | None = None) -> str:
    """The heading of a part of a score."""
    return (voice or Voice()).translate(ONE["part_" + part.key])


def pair_in_words(pair: Pair, voice: Voice | None = None, most: int = 3) -> list[str]:
    """Why these two: the facts that speak for them, the weightiest part first."""
    voice = voice or Voice()
    out = []
    if pair.wish:
        code = "asked_each_other" if pair.wish % 2 else "asked"
        code = "mentor_asked" if pair.wish == 1 else code
        text = voice.translate(ONE[code])
        out.append(text.format(mentee=voice.person(pair.mentee), mentor=voice.person(pair.mentor)))
    parts = sorted(pair.parts, key=lambda p: -p.points)
    told = [f for p in parts for f in p.facts if f.code not in NOT_A_REASON]
    return (out + [sentence(f, voice) for f in told])[:most]


NOT_A_REASON = {"offers_none", "times_not_said", "no_topics_said", "other_profession"}


def unmatched_in_words(left: Unmatched, voice: Voice | None = None) -> tuple[str, str]:
    """(why this person has nobody yet, the smallest change that would match them)."""
    return sentence(left.reason, voice), sentence(left.change, voice)


def problem_in_words(problem: Problem, voice: Voice | None = None) -> str:
    """What is wrong with the input and how to mend it."""
    voice = voice or Voice()
    who = [voice.person(id_) for id_ in problem.who]
    values = {name: _value(name, value, voice) for name, value in problem.params}
    values |= {
        "who": voice.listed(who, N_("and")),
        "first": who[0] if who else "",
        "second": who[1] if len(who) > 1 else "",
        "rest": voice.listed(who[1:], N_("and")),
    }
    if problem.code == "lock_breaks_rule":
        rule = str(dict(problem.params)["rule"])
        values["rule"] = voice.translate(ONE[f"rule_{rule}"])
    return voice.translate(ONE["problem_" + problem.code]).format(**values)


def whole_points(parts: tuple[Part, ...]) -> list[tuple[int, int]]:
    """(points, out of) of each part in whole points of 100, adding up exactly.

    The sum is the score rounded half up, so that what a page shows adds up.
    """
    return list(
        zip(
            _rounded([p.points for p in parts]),
            _rounded([p.out_of for p in parts]),
            strict=True,
        )
    )


def _rounded(tenths: list[int]) -> list[int]:
    down = [t // 10 for t in tenths]
    missing = (sum(tenths) + 5) // 10 - sum(down)
    for k in sorted(range(len(tenths)), key=lambda k: (-(tenths[k] % 10), k))[:missing]:
        down[k] += 1
    return down
