"""Today, put together. The number of queries is the same however much there is."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.data.keys import store
from alongside.data.models import (
    Action,
    AgendaItem,
    Meeting,
    Participation,
    Person,
    Purpose,
    Relationship,
    Seat,
    SessionNote,
    WeeklyFive,
    Win,
    WinShare,
)
from alongside.engine import states
from alongside.reads import growth
from alongside.reads.journal import HELPED_BY, group_of
from alongside.reads.matching.waiting import reason_for
from alongside.reads.people import initials
from alongside.reads.relationships.shared import (
    day_words,
    line_of,
    local,
    today_of,
)
from alongside.reads.today import lead
from alongside.reads.today.shapes import (
    Beside,
    Mark,
    NextSession,
    Offer,
    Today,
    Wins,
)
from alongside.reads.week import five_of

PLAYS_SHOWN = 4
OPEN_STATES = ("ready", "applied", "resting")


def today(person: Person, *, now: datetime) -> Today:
    """The page of one person, on their own clock."""
    day = today_of(now, person)
    places = list(Participation.objects.filter(person=person).select_related("programme"))
    held = _held(person, now)
    mine = [h for h in held if h.begun]
    ids = [h.row.pk for h in mine]
    store.load({("person", person.pk), *(("relationship", pk) for pk in ids)})
    coming = sorted(
        ((m, h) for h in mine if (m := h.coming(now))), key=lambda pair: pair[0].starts_at
    )
    meeting, about = coming[0] if coming else (None, None)
    call: lead.Call | None = None
    if meeting is None:
        call, about = lead.call(person, held, places, _reason(places, held), now)
    plays = list(
        Action.objects.filter(owner=person, state="open", relationship__in=ids)
        .select_related("goal")
        .annotate(tries=Count("notes"), lately=Max("notes__at"))
    )
    five = five_of(person, WeeklyFive.objects.filter(person=person).first(), day)
    wins = _wins(person, day)
    ready: list[lead.Ready] = []
    asks: list[lead.Ask] = []
    next_: NextSession | None = None
    if about is not None and about.begun:
        prepared = set(
            SessionNote.objects.filter(
                meeting=meeting.pk if meeting else about.row.pk, prepared_at__isnull=False
            ).values_list("person_id", flat=True)
        )
        shares = WinShare.objects.filter(relationship=about.row).select_related("win")
        if about.last:
            shares = shares.filter(at__gt=about.last.starts_at)
        if meeting is not None:
            next_ = lead.next_session(person, about, meeting, person.pk in prepared, now)
        ready, asks = lead.readiness(
            person, about, next_, list(shares), prepared, plays,
            {a.pk: a.lately for a in plays if a.lately},
        )  # fmt: skip
    if call is not None and call.to == "my_place":
        ready, asks = lead.while_waiting()
    named = {h.row.pk: h.first_names for h in mine} if len(mine) > 1 else {}
    return Today(
        greeting=_greeting(local(now, person), person),
        on=day,
        lede=_lede(next_, about, call, ready, asks),
        next=next_,
        call=call,
        ready=ready,
        asks=asks,
        five=five,
        plays=[
            growth.line(a, person, day, tries=a.tries, who=named.get(a.relationship_id, ""))
            for a in plays[:PLAYS_SHOWN]
        ],
        play_count=len(plays),
        offers=_offers(person, held, call, day),
        mentees=_mentees(person, mine, now),
        wins=wins,
        takes_part=bool(places),
    )


def _held(person: Person, now: datetime) -> list[lead.Held]:
    """Every live relationship with its seats, meetings and open items: three queries."""
    seats: dict[UUID, list[Seat]] = defaultdict(list)
    for seat in (
        Seat.objects.filter(
            relationship__in=Relationship.objects.filter(
                seats__person=person, state__in=states.LIVE
            ).values("pk")
        )
        .select_related("person", "relationship", "participation")
        .annotate(has_purpose=Exists(Purpose.objects.filter(relationship=OuterRef("relationship"))))
        .order_by("relationship__offered_at", "person__full_name")
    ):
        seats[seat.relationship_id].append(seat)
    meetings: dict[UUID, list[Meeting]] = defaultdict(list)
    for meeting in Meeting.objects.filter(
        relationship__in=list(seats), state__in=("booked", "held")
    ).order_by("starts_at"):
        meetings[meeting.relationship_id].append(meeting)
    items: dict[UUID, list[AgendaItem]] = defaultdict(list)
    for item in AgendaItem.objects.filter(relationship__in=list(seats), state="open").defer(
        "text", "notes"
    ):
        items[item.relationship_id].append(item)
    found = []
    for pk, some in seats.items():
        mine = next(s for s in some if s.person_id == person.pk)
        found.append(
            lead.Held(
                row=mine.relationship,
                mine=mine,
                others=[s for s in some if s.person_id != person.pk],
                has_purpose=getattr(mine, "has_purpose", False),
                meetings=meetings[pk],
                items=items[pk],
            )
        )
    return found


def _reason(places: list[Participation], held: list[lead.Held]) -> str:
    """Why nobody was proposed yet, for a mentee in the queue and only then."""
    if held:
        return ""
    waiting = next((p for p in places if p.side == "mentee" and p.state == "ready"), None)
    if waiting is None:
        return ""
    return reason_for(waiting)[0]


def _greeting(at: datetime, person: Person) -> str:
    name = {"name": person.first_name}
    if 4 <= at.hour < 12:
        return _("Good morning, %(name)s") % name
    if 12 <= at.hour < 17:
        return _("Good afternoon, %(name)s") % name
    return _("Good evening, %(name)s") % name


def _lede(
    next_: NextSession | None,
    about: lead.Held | None,
    call: lead.Call | None,
    ready: list[lead.Ready],
    asks: list[lead.Ask],
) -> str:
    """One sentence or two on what now."""
    if next_ is None or about is None:
        if call is not None and call.to == "my_place":
            return _("Your place is kept, and here is how it stands.")
        return _("Nothing is booked just now.") if about else _("Nothing waits for you today.")
    meet = _("You and %(name)s meet %(when)s.") % {"name": about.first_names, "when": next_.when}
    if next_.introduction:
        return f"{meet} {_('There is nothing to prepare.')}"
    if not asks:
        return f"{meet} {_('Everything is ready.') if ready else _('Nothing is pressing.')}"
    count = growth.number(len(asks))
    if ready:
        words = ngettext(
            "Most of it is ready; one small thing would help.",
            "Most of it is ready; %(n)s small things would help.",
            len(asks),
        )
    else:
        words = ngettext("One small thing would help.", "%(n)s small things would help.", len(asks))
    return f"{meet} {growth.capital(words % {'n': count})}"


def _offers(
    person: Person, held: list[lead.Held], call: lead.Call | None, today: date
) -> list[Offer]:
    found = []
    for one in held:
        leads = call is not None and call.to == "relationship" and call.id == one.row.pk
        if one.row.state != "offered" or one.mine.answer or leads:
            continue
        other = one.others[0]
        colour = "coach" if one.row.kind == "coaching" else "mentor"
        found.append(
            Offer(
                id=one.row.pk,
                name=other.person.full_name,
                first_name=other.person.first_name,
                initials=initials(other.person.full_name),
                role=colour if other.side == "mentor" else "mentee",
                kicker=_("A request for you") if other.side == "mentee" else _("An offer for you"),
                line=line_of(other.person),
                words=growth.short(other.participation.purpose_words, 220),
                answer_by=day_words(local(one.row.answer_by, person).date(), today),
            )
        )
    return found


def _mentees(person: Person, mine: list[lead.Held], now: datetime) -> list[Beside]:
    """Everyone the reader is a mentor or coach to."""
    today = today_of(now, person)
    found = []
    for one in mine:
        if one.is_mentee:
            continue
        meeting = one.coming(now)
        if one.row.state == "paused":
            next_ = _("Resting")
        elif meeting:
            at = local(meeting.starts_at, person)
            next_ = _("%(day)s at %(time)s") % {
                "day": f"{date_format(at, 'l')} {day_words(at.date(), today)}",
                "time": date_format(at, "H:i"),
            }
        else:
            next_ = _("No time chosen yet")
        theirs = sum(i.by_id != person.pk for i in one.items)
        waits = []
        if theirs:
            waits.append(
                ngettext("%(n)s thing for you on the agenda", "%(n)s things for you on the agenda",
                         theirs) % {"n": growth.number(theirs)}
            )  # fmt: skip
        if one.row.state == "agreeing":
            waits.append(_("the agreement is still open"))
        if one.last:
            waits.append(
                _("last met on %(day)s")
                % {"day": day_words(local(one.last.starts_at, person).date(), today)}
            )
        found.append(
            Beside(
                id=one.row.pk,
                name=one.names,
                initials=initials(one.others[0].person.full_name),
                role="coachee" if one.row.kind == "coaching" else "mentee",
                next=next_,
                waits=[growth.capital(w) for w in waits],
            )
        )
    return found


def _wins(person: Person, today: date) -> Wins:
    """This month's wins as marks; their words stay locked."""
    rows = Win.objects.filter(person=person, on__gte=today.replace(day=1), on__lte=today)
    marks = [
        Mark(on.day, group_of(codes), big)
        for on, codes, big in rows.values_list("on", "contributors", "big")
    ]
    counts = Counter(m.by for m in marks)
    count = len(marks)
    title = ngettext("%(n)s win this month", "%(n)s wins this month", count) % {
        "n": growth.number(count)
    }
    summary = ""
    if counts["who"]:
        summary = (
            _("Someone beside you helped with it.") if count == 1
            else _("Someone beside you helped with %(n)s.") % {"n": growth.number(counts["who"])}
        )  # fmt: skip
    elif counts["own"]:
        summary = _("What you brought yourself helped most.")
    return Wins(
        title=growth.capital(title),
        summary=summary,
        marks=marks,
        days=monthrange(today.year, today.month)[1],
        day=today.day,
        names=[(code, str(_(name))) for code, name in HELPED_BY if counts[code]],
    )
