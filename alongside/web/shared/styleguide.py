"""Every part of the design system in each of its states, on one page and without a database.

Served on demonstration and development sites only. `?theme=dark` or `light` overrides the device.
All people in it are invented.
"""

from __future__ import annotations

from types import SimpleNamespace as Thing
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import path

from alongside.access import routes
from alongside.web.shared import components, icons, pictures
from alongside.web.shared.pictures import (
    Bar,
    Change,
    Line,
    Point,
    Share,
    Stage,
    Tick,
    Wait,
    WinMark,
)  # fmt: skip


class Short(forms.Form):
    """A form drawn whole."""

    purpose = forms.CharField(label="What is this for?", max_length=200)
    when = forms.TimeField(
        label="At what time", required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )


class Sample(forms.Form):
    """One field of each kind."""

    name = forms.CharField(
        label="Your name", widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(label="E-mail address", help_text="We write to you here, rarely.")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    hours = forms.IntegerField(
        label="Hours a month", required=False, min_value=1, max_value=20,
        widget=forms.NumberInput(attrs={"class": "nhsuk-input--width-4"}),
    )  # fmt: skip
    words = forms.CharField(
        label="What are you working out?", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    form_of = forms.ChoiceField(
        label="Form of mentoring",
        choices=[("", "Choose one"), ("Pairs", [("t", "Traditional"), ("r", "Reverse")]),
                 ("More people", [("g", "Group"), ("p", "Peer")])],
    )  # fmt: skip
    help_most = forms.ChoiceField(
        label="What would help most?", widget=forms.RadioSelect,
        choices=[("a", "Hear from someone who has done it"), ("b", "Work it out with good questions"),
                 ("c", "Some of each")],
    )  # fmt: skip
    topics = forms.MultipleChoiceField(
        label="What would you like to talk about?", required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("career", "Career direction"), ("leaving", "Leaving a job well"), ("rest", "Rest")],
    )  # fmt: skip
    helped = forms.MultipleChoiceField(
        label="What helped?", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[("a", "Asking for help"), ("b", "Protected time"), ("c", "Ruth’s questions"),
                 ("d", "Trying it small"), ("e", "Something else")],
    )  # fmt: skip
    agree = forms.BooleanField(label="I have read how my words are kept")
    started = components.DateBoxesField(
        label="When did you qualify?", help_text="For example, 27 3 2019", required=False
    )
    by = forms.DateField(
        label="By when", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    sheet = forms.FileField(label="A spreadsheet of people", required=False,
                            help_text="CSV or Excel, up to 5 MB")  # fmt: skip
    stress = forms.TypedChoiceField(
        label="Stress", choices=[(n, n) for n in range(11)], coerce=int, widget=forms.RadioSelect
    )


def _filled() -> Sample:
    return Sample(
        initial={
            "name": "Amara Okonkwo", "email": "amara@example.org", "hours": 2, "help_most": "a",
            "topics": ["career", "rest"], "helped": ["c", "d"], "form_of": "r", "stress": 6,
            "words": "A home visit where the family and the plan disagreed.",
        }
    )  # fmt: skip


def _wellbeing() -> pictures.Picture:
    stress = [4, 5, 4, 3, 4, 4, None, 4, 5, 4, 3, 5, 4, 4, 5, 6, 7, 6, 7, 7]
    energy = [6, 6, 5, 7, 6, 6, None, 7, 7, 6, 6, 7, 6, 6, 6, 5, 6, 5, 6, 5]

    def points(values: list[int | None]) -> list[Point]:
        return [Point(n / 19, value, f"Week {n + 1}") for n, value in enumerate(values)]

    return pictures.lines(
        [Line("Stress", "above usual", points(stress), (3, 5.2), 7 / 19, warm=True),
         Line("Energy", "as usual", points(energy), (5, 7.2), 7 / 19)],
        title="Stress is above your usual; energy is about the same",
        summary="19 check-ins since July. The band is where your own line usually sits.",
        ticks=[Tick(n / 19, month) for n, month in
               ((0, "Jul"), (4, "Aug"), (8, "Sep"), (13, "Oct"), (17, "Nov"))],
        pins=[Tick(13 / 19, "1"), Tick(17 / 19, "2")],
    )  # fmt: skip


def _pictures() -> dict[str, Any]:
    few = [Point(n / 5, value, f"Week {n + 1}") for n, value in enumerate((5, 6, 4, 6, 7, 6))]
    months = [Tick(n / 4, month) for n, month in enumerate(("Jun", "Sep", "Dec", "Mar", "Jun"))]
    shares = [Share("What they want to work on", 38, 40, "k1", "First grant, protected time."),
              Share("Experience to draw on", 25, 25, "k2", "Three grants led."),
              Share("Field of practice", 12, 20, "k3", "Musculoskeletal, another profession."),
              Share("Days and distance", 13, 15, "k4", "Two shared days.")]  # fmt: skip
    return {
        "wellbeing": _wellbeing(),
        "few": pictures.lines(
            [Line("Energy", "six so far", few, (5, 7))],
            title="Six check-ins, too few for a usual band",
            summary="After eight, a band shows where your line usually sits.",
            ticks=[Tick(0, "5 Oct"), Tick(1, "this week")],
        ),
        "goal": pictures.goal(
            [Point(0, 3, "June"), Point(0.2, 4, "August", True), Point(0.38, 4, "October", True),
             Point(0.47, 6, "November")],
            title="Rated 3 in June, 6 in November", months=months,
        ),
        "goal_down": pictures.goal(
            [Point(0.17, 2, "August"), Point(0.36, 5, "October", True), Point(0.47, 4, "November")],
            title="Rated 2 in August, 5 in October, 4 in November", months=months,
        ),
        "wins": pictures.wins(
            [WinMark(2, "own"), WinMark(4, "who", True), WinMark(6, "time"), WinMark(9, "own"),
             WinMark(11, "who"), WinMark(13, "own", True), WinMark(16, "who"), WinMark(18, "time"),
             WinMark(20, "who", True)],
            title="Nine wins this month", summary="Someone beside you helped with four.",
            days=30, today=21,
            names=[("who", "Someone beside me"), ("own", "My preparation"), ("time", "Time to think")],
        ),
        "helped": pictures.contributors(
            [("Asking for help", [1, 1, 2, 3, 1, 1]), ("Protected time", [1, 2, 1, 2, 1, 1]),
             ("A colleague", [1, 1, 1, 1, 0, 2]), ("Preparing", [1, 0, 1, 1, 1, 0])],
            ["Jun", "Jul", "Aug", "Sep", "Oct", "Nov"],
            title="Asking for help keeps turning up",
            summary="It played a part in 9 of your 24 wins since June. A larger circle is more wins.",
        ),
        "funnel": pictures.funnel(
            [Stage("Applied", 131, "Since 5 January"),
             Stage("Matched", 118, "11 wait for a mentor; 2 withdrew"),
             Stage("Agreed", 104, "12 are writing theirs; 2 ended, no fault"),
             Stage("Have met", 96, "8 have a first session booked"),
             Stage("Closed", 41, "55 more are still meeting, shown pale", 55)],
            title="From applying to closing well: 96 of 131 have met",
            summary="Each number is a count of people, not of pairs.",
        ),
        "waiting": pictures.waiting(
            [Wait(0), Wait(1), Wait(1), Wait(2), Wait(2), Wait(2), Wait(3), Wait(4), Wait(5),
             Wait(7, "Fionnuala"), Wait(9, "Wafa")],
            title="Eleven wait, two for longer than we promise", promised=6,
            summary="Half have waited two weeks or less.",
        ),
        "weeks": pictures.weeks(
            [Bar(f"Week {n + 1}", count, n == 10, tick) for n, (count, tick) in enumerate(zip(
                (14, 17, 16, 19, 18, 21, 20, 12, 19, 24, 23),
                ("7 Sep", "", "", "", "5 Oct", "", "", "half-term", "", "", "so far"),
                strict=True))],
            title="About 20 sessions a week, slowly rising", summary="Dates only.",
        ),
        "change": pictures.change(
            [Change("Confidence in my role", 5.8, 7.3, "about 55 people"),
             Change("I know who to turn to", 4.9, 7.6, "about 55 people"),
             Change("I feel I belong",
                    held_back="Not shown: fewer than ten people answered both times.")],
            title="What people say has changed", later="six months",
            summary="Own ratings out of 10, at the start and at six months.",
        ),
        "dots": pictures.dots(84, 3, label="87 dots: 84 matched, 3 not yet"),
        "score": pictures.score_bar(shares, total=100, label="Score 88 of 100"),
        "shares": [(share, pictures.share_bar(share)) for share in shares],
    }  # fmt: skip


def _people() -> dict[str, Any]:
    tabs = [Thing(label="Worth a look", href="#pairs", current=True, count=12),
            Thing(label="Changed", href="#pairs", current=False, count=11),
            Thing(label="All", href="#pairs", current=False, count=84)]  # fmt: skip
    steps = [Thing(label=label, state=state, href=f"#step-{label}") for label, state in (
        ("Wins", "done"), ("Questions", "done"), ("Work", "now"), ("Actions", "next"),
        ("Ahead", "next"))]  # fmt: skip
    phases = [Thing(label=label, state=state) for label, state in (
        ("Building rapport", "done"), ("Setting direction", "done"), ("Progressing", "now"),
        ("Winding down", "next"), ("Moving on", "next"))]  # fmt: skip
    session = [Thing(label=label, state=state, href="#session") for label, state in (
        ("Check-in", "done"), ("Wins", "done"), ("Agenda", "now"), ("Actions", "next"),
        ("Close", "next"))]  # fmt: skip
    return {
        "tabs": tabs, "steps": steps, "phases": phases, "session": session,
        "items": [
            Thing(title="The rota when two of us are on leave", kind_icon="workload", kind="Workload",
                  from_whom="from you", marker="immediate", carried="", state="done"),
            Thing(title="A home visit where the family and the plan disagreed", kind_icon="case",
                  kind="Clinical case", from_whom="from you", marker="immediate", carried="",
                  state="now"),
            Thing(title="How much to write down when someone asks me not to", kind_icon="ethics",
                  kind="Ethical question", from_whom="from Ruth", marker="growth",
                  carried="22 October", state=""),
        ],
        "signs": [Thing(initials="AO", role="mentee", name="Amara Okonkwo", date="17 Sept"),
                  Thing(initials="RA", role="mentor", name="Ruth Abernethy", date="")],
        "events": [
            Thing(kind="ahead", when="To come, 26 November", title="Fourth session",
                  detail="Four things on the agenda, two wins to bring."),
            Thing(kind="dot", when="20 November", title="A win you shared", detail=""),
            Thing(kind="session", when="22 October · 60 minutes, video", title="Third session",
                  detail="Two actions agreed. One item carried forward."),
        ],
        "seen": [
            Thing(what="What you write between sessions", eyes=[
                Thing(kind="yes", text="You"), Thing(kind="maybe", text="Your mentor, if you share it"),
                Thing(kind="no", text="No one else")]),
            Thing(what="That you met, and on which dates", eyes=[
                Thing(kind="yes", text="You"), Thing(kind="yes", text="Your mentor"),
                Thing(kind="yes", text="Your coordinator")]),
        ],
        "rows": [Thing(key="Name", value="Amara Okonkwo", href="#summary", action=""),
                 Thing(key="Profession", value="Occupational therapist", href="", action="")],
        "crumbs": [Thing(label="Overview", url="#top"), Thing(label="People", url="#top")],
        "heads": ["Name", "Role", "State"],
        "table": [["Niamh O’Sullivan", "Mentee", "Waiting, 15 days"],
                  ["Dr Tomasz Wójcik", "Mentor", "Two places free"]],
        "page": Paginator(range(230), 10).page(4),
        "lines": [Thing(who="Samaritans, any time", href="tel:116123", label="Call 116 123"),
                  Thing(who="If a life is at risk", href="tel:999", label="Call 999")],
        "consequences": [
            "84 mentees and 49 mentors each get a message with a name and a next step.",
            "Either may say no, without giving a reason, until 11 December.",
            "This run is kept as it is, so that anyone can repeat it.",
        ],
        "facets": [
            Thing(legend="Mentoring or coaching", name="kind", type="checkbox", options=[
                Thing(value="m", label="Mentoring", count=19, checked=True),
                Thing(value="c", label="Coaching", count=11, checked=False)]),
            Thing(legend="Usually replies", name="reply", type="radio", options=[
                Thing(value="", label="Any time", count=23, checked=True),
                Thing(value="3", label="Within three days", count=15, checked=False)]),
        ],
        "icon_names": list(icons.ICONS),
    }  # fmt: skip


def context(theme: str = "") -> dict[str, Any]:
    """Everything the template shows."""
    bad = Sample(
        {"bad-email": "amara", "bad-started-day": "31", "bad-started-month": "2",
         "bad-started-year": "2020"},
        prefix="bad",
    )  # fmt: skip
    bad.is_valid()
    nav = [Thing(label=label, url="#top", current=label == "Today", name=name) for name, label in (
        ("today", "Today"), ("mentoring", "My mentoring"), ("journal", "Journal"),
        ("learning", "Learning record"), ("programmes", "Find"))]  # fmt: skip
    flash = [
        "Kept. Ruth sees it on Thursday.",
        "The site is read-only until 19:00.",
        "That did not save. It is still on this page.",
    ]
    return {
        "theme": theme,
        "chrome": Thing(area="member", nav=nav, name="Amara", initials="AO", site_name="Alongside",
                        demonstration=False),
        "messages": [_Message(level, words) for level, words in
                     zip(("success", "warning", "error"), flash, strict=True)],
        "form": _filled(),
        "bad": bad,
        "short": Short(prefix="short"),
        "pictures": _pictures(),
        **_people(),
    }  # fmt: skip


class _Message(str):
    """A flash message with a level, as Django's own have."""

    level_tag = "info"

    def __new__(cls, level: str, words: str) -> _Message:
        made = super().__new__(cls, words)
        made.level_tag = level
        return made


@routes.public
def styleguide(request: HttpRequest) -> HttpResponse:
    """GET: the whole system. `?theme=dark|light`."""
    theme = request.GET.get("theme", "")
    shown = context(theme if theme in ("dark", "light") else "")
    # Rendered without the request: who is signed in would be a question to the database.
    return HttpResponse(render_to_string("styleguide/index.html", shown))


urlpatterns = [path("", styleguide, name="styleguide")]
