"""Booking, moving, holding and closing meetings."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from alongside.access import Refused
from alongside.access import meetings as access
from alongside.access import relationships as access_relationships
from alongside.actions import agenda, growth, relationships
from alongside.actions.base import once, post, record, touch
from alongside.data.models import (
    BookedTime,
    CpdEntry,
    Meeting,
    Person,
    Presence,
    Relationship,
    SessionNote,
)
from alongside.data.transitions import Beaten, move
from alongside.engine.slots import INTRODUCTION_MINUTES

#: Somebody counts as present for this long after their page last asked.
PRESENT_FOR = timedelta(seconds=25)
#: A session can be opened this long before it begins.
OPENS_BEFORE = timedelta(hours=12)
LONGEST_MINUTES = 240
KINDS = ("introduction", "session", "together")
WHY_MOVED = ("clinic", "ill", "leave", "family", "workload", "other")


def _taken() -> Refused:
    return Refused(
        _(
            "One of you has something else at that time by now. Nothing was booked. "
            "Choose another time."
        ),
        field="start",
    )


def _book_times(meeting: Meeting) -> None:
    """Take the time of everyone with a seat; the database refuses an overlap.

    People are held in one order first: of a hundred who want one hour, each waits for the one
    before instead of two waiting for each other.
    """
    seats = access_relationships.seats(meeting.relationship)
    people = Person.objects.filter(pk__in=[seat.person_id for seat in seats]).order_by("pk")
    list(people.select_for_update(no_key=True).values_list("pk", flat=True))
    try:
        with transaction.atomic():
            for seat in seats:
                BookedTime.objects.update_or_create(
                    meeting=meeting,
                    person=seat.person,
                    defaults={"starts_at": meeting.starts_at, "ends_at": meeting.ends_at},
                )
    except IntegrityError as error:
        if "booked_time_overlaps" in str(error):
            raise _taken() from None
        raise


def _tell(meeting: Meeting, kind: str, *, by: Person, now: datetime) -> None:
    """A message with a calendar file to each, once for every version of the meeting."""
    for seat in access_relationships.seats(meeting.relationship):
        post(
            kind,
            seat.person,
            now=now,
            once=f"{kind}:{meeting.pk}:{meeting.sequence}:{seat.person_id}",
            meeting=str(meeting.pk),
            by=str(by.pk),
            sequence=meeting.sequence,
        )


def _checked_times(kind: str, start: datetime, minutes: int, now: datetime) -> datetime:
    if kind == "introduction":
        minutes = INTRODUCTION_MINUTES
    if not 15 <= minutes <= LONGEST_MINUTES:
        raise Refused(_("Choose a length between 15 minutes and four hours."), field="minutes")
    if start <= now:
        raise Refused(_("That time has passed. Choose a later one."), field="start")
    if start > now + timedelta(days=370):
        raise Refused(_("That is more than a year away. Choose an earlier time."), field="start")
    return start + timedelta(minutes=minutes)


def book(
    relationship: Relationship | UUID | str,
    *,
    kind: str,
    start: datetime,
    minutes: int | None = None,
    mode: str = "online",
    where: str = "",
    key: str = "",
    by: Person,
    now: datetime,
) -> Meeting:
    """Book a meeting of ``minutes`` at ``start`` (aware), once for a form's ``key``.

    An introduction takes exactly 20 minutes, and without ``minutes`` a session takes what the
    relationship has agreed. Raises Refused when the relationship is not at that point, when the
    time has passed, or when one of the two is taken.
    """
    wanted = relationship.pk if isinstance(relationship, Relationship) else relationship
    found = access_relationships.of(by, wanted)

    def do() -> dict[str, str]:
        made = _book(
            found, kind=kind, start=start, minutes=minutes or found.session_minutes, mode=mode,
            where=where, by=by, now=now,
        )  # fmt: skip
        return {"id": str(made.pk)}

    return access.of(by, once(key, by=by, now=now, do=do)["id"])


def _book(
    relationship: Relationship,
    *,
    kind: str,
    start: datetime,
    minutes: int,
    mode: str,
    where: str,
    by: Person,
    now: datetime,
) -> Meeting:
    access.check_can_book(by, relationship, kind)
    if kind not in KINDS:
        raise Refused(_("Choose what kind of meeting it is."), field="kind")
    ends = _checked_times(kind, start, minutes, now)
    host = settings.SITE_URL.split("//")[-1].split(":")[0].split("/")[0]
    meeting = Meeting.objects.create(
        relationship=relationship,
        kind=kind,
        starts_at=start,
        ends_at=ends,
        mode=mode if mode in ("online", "in_person", "phone") else "online",
        where=" ".join(where.split())[:300],
        uid=f"{uuid.uuid4()}@{host}",
        booked_by=by,
        booked_at=now,
    )
    _book_times(meeting)
    record("meeting.booked", by=by, now=now, thing=meeting, relationship=relationship, kind=kind)
    _tell(meeting, "meeting_booked", by=by, now=now)
    touch(relationship)
    return meeting


def move_to(
    meeting_id: UUID | str,
    *,
    start: datetime,
    minutes: int | None = None,
    why: str,
    key: str = "",
    by: Person,
    now: datetime,
) -> Meeting:
    """Move a booked meeting in one step: same identity, next sequence, why it was moved (S1.3)."""
    found = access.of(by, meeting_id)

    def do() -> dict[str, str]:
        _move_to(found, start=start, minutes=minutes, why=why, by=by, now=now)
        return {"id": str(found.pk)}

    return access.of(by, once(key, by=by, now=now, do=do)["id"])


def _move_to(
    meeting: Meeting,
    *,
    start: datetime,
    minutes: int | None,
    why: str,
    by: Person,
    now: datetime,
) -> None:
    access_relationships.check_can_write(by, meeting.relationship)
    meeting = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("relationship")
        .get(pk=meeting.pk)
    )
    if meeting.state != "booked":
        raise Refused(_("This has already taken place or was cancelled, so it can't be moved."))
    if why not in WHY_MOVED:
        raise Refused(_("Say in a word why it moves. Only the two of you see it."), field="why")
    length = minutes or int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
    meeting.ends_at = _checked_times(meeting.kind, start, length, now)
    meeting.starts_at = start
    meeting.sequence += 1
    meeting.moved_count += 1
    meeting.moved_why = why
    meeting.save(update_fields=["starts_at", "ends_at", "sequence", "moved_count", "moved_why"])
    _book_times(meeting)
    record("meeting.moved", by=by, now=now, thing=meeting, relationship=meeting.relationship)
    _tell(meeting, "meeting_moved", by=by, now=now)
    touch(meeting.relationship)


@transaction.atomic
def cancel(meeting_id: UUID | str, *, why: str = "", by: Person, now: datetime) -> Meeting:
    """Cancel a booked meeting and free the time. Cancelling twice is cancelling once."""
    meeting = access.of(by, meeting_id)
    access_relationships.check_can_write(by, meeting.relationship)
    if meeting.state == "cancelled":
        return meeting
    cancel_quietly(meeting, why=why, by=by, now=now)
    _tell(meeting, "meeting_cancelled", by=by, now=now)
    return meeting


def cancel_quietly(meeting: Meeting, *, why: str, by: Person | None, now: datetime) -> None:
    """Cancel without a message of its own, as when a whole relationship ends."""
    try:
        move(
            meeting, "cancelled", by=by, now=now, why=why, cancelled_why=why[:30],
            sequence=meeting.sequence + 1,
        )  # fmt: skip
    except Beaten:
        raise Refused(
            _("This changed a moment ago. Reload the page to see how it stands.")
        ) from None
    BookedTime.objects.filter(meeting=meeting).delete()
    record("meeting.cancelled", by=by, now=now, thing=meeting, relationship=meeting.relationship)
    touch(meeting.relationship)


@transaction.atomic
def be_present(meeting_id: UUID | str, *, step: str, by: Person, now: datetime) -> Meeting:
    """Say that somebody has the session open, and where they are in it."""
    meeting = access.of(by, meeting_id)
    access.check_can_open(by, meeting)
    fresh = Presence.objects.filter(
        meeting=meeting, person=by, step=step, seen_at__gt=now - PRESENT_FOR / 3
    )
    if not fresh.exists():
        Presence.objects.update_or_create(
            meeting=meeting, person=by, defaults={"step": step[:20], "seen_at": now}
        )
    if meeting.opened_at is None and now >= meeting.starts_at - OPENS_BEFORE:
        Meeting.objects.filter(pk=meeting.pk, opened_at=None).update(opened_at=now)
        meeting.opened_at = now
    return meeting


@transaction.atomic
def keep_note(
    meeting_id: UUID | str, *, field: str, text: str, by: Person, now: datetime
) -> SessionNote:
    """Keep one's own ``notes``, ``learned`` or ``preparation``. Nobody else sees it."""
    if field not in ("notes", "learned", "preparation"):
        raise ValueError(field)
    meeting = access.of(by, meeting_id)
    note = SessionNote.objects.select_for_update().filter(meeting=meeting, person=by).first()
    if note is None:
        note = SessionNote(meeting=meeting, person=by, changed_at=now)
    setattr(note, field, text.replace("\r\n", "\n").strip()[: agenda.LONGEST])
    note.changed_at = now
    note.version += 1
    note.save()
    record("meeting.noted", by=by, now=now, thing=meeting, relationship=meeting.relationship)
    return note


@transaction.atomic
def prepared(meeting_id: UUID | str, *, by: Person, now: datetime) -> None:
    """Mark one's own preparation as done; the other sees that it is, and not what it says."""
    meeting = access.of(by, meeting_id)
    note, _made = SessionNote.objects.get_or_create(
        meeting=meeting, person=by, defaults={"changed_at": now}
    )
    SessionNote.objects.filter(pk=note.pk, prepared_at=None).update(prepared_at=now)
    record("meeting.prepared", by=by, now=now, thing=meeting, relationship=meeting.relationship)
    touch(meeting.relationship)


def agree_action(
    meeting_id: UUID | str,
    *,
    text: str,
    sure: int | None,
    obstacle: str,
    due_on: date | None,
    item: UUID | str | None,
    key: str = "",
    by: Person,
    now: datetime,
) -> None:
    """Keep an action agreed in this session, once for a form's ``key``.

    Without a date it is an experiment. NotVisible unless ``by`` is the mentee: it is theirs.
    """
    meeting = access.of(by, meeting_id)
    access.check_can_open(by, meeting)

    def do() -> dict[str, str]:
        made = growth.add_action(
            meeting.relationship, text=text, sure=sure, obstacle=obstacle, due_on=due_on,
            experiment=due_on is None, item=item, meeting=meeting, by=by, now=now,
        )  # fmt: skip
        return {"id": str(made.pk)}

    once(key, by=by, now=now, do=do)


@transaction.atomic
def close(
    meeting_id: UUID | str,
    *,
    learned: str = "",
    feedback: str = "",
    next_start: datetime | None = None,
    key: str = "",
    by: Person,
    now: datetime,
) -> Meeting:
    """Close a session for oneself: what was learned is kept, open items carry forward.

    With ``next_start`` the next session is booked in the same step, with ``feedback`` a word
    goes to the other; when either can't be, nothing of the step happens. The first to close it
    marks it held; the other can still add their own line afterwards.
    """
    meeting = _close(meeting_id, learned=learned, by=by, now=now)
    if feedback.strip():
        relationships.give_feedback(
            meeting.relationship_id, feedback, by=by, now=now, key=key and f"{key} feedback"
        )
    if next_start:
        book(
            meeting.relationship, kind="session", start=next_start, mode=meeting.mode,
            where=meeting.where, key=key and f"{key} next", by=by, now=now,
        )  # fmt: skip
    return meeting


def _close(meeting_id: UUID | str, *, learned: str, by: Person, now: datetime) -> Meeting:
    meeting = access.of(by, meeting_id)
    access.check_can_open(by, meeting)
    if now < meeting.starts_at - OPENS_BEFORE:
        raise Refused(_("Its day has not come yet. What you wrote is kept; close it once you met."))
    if meeting.state == "booked":
        try:
            move(meeting, "held", by=by, now=now, closed_at=now)
        except Beaten:
            # The other closed it in this moment: this person's own line is still kept.
            return _keep_line(access.of(by, meeting_id), learned, by=by, now=now)
        _free_what_is_left(meeting, now)
        agenda.carry_forward(meeting.relationship, meeting, now=now)
        record("meeting.held", by=by, now=now, thing=meeting, relationship=meeting.relationship)
        touch(meeting.relationship)
    return _keep_line(meeting, learned, by=by, now=now)


def _free_what_is_left(meeting: Meeting, now: datetime) -> None:
    """Time after an early end is people's own again."""
    rows = BookedTime.objects.filter(meeting=meeting)
    if now <= meeting.starts_at:
        rows.delete()
    elif now < meeting.ends_at:
        rows.update(ends_at=now)


def _keep_line(meeting: Meeting, learned: str, *, by: Person, now: datetime) -> Meeting:
    if learned.strip():
        keep_note(meeting.pk, field="learned", text=learned, by=by, now=now)
    _into_learning_record(meeting, by=by, learned=learned.strip(), now=now)
    return meeting


def _into_learning_record(meeting: Meeting, *, by: Person, learned: str, now: datetime) -> None:
    """An entry in the person's own record for a session held, with what they wrote of it."""
    if meeting.kind == "introduction":
        return
    entry = CpdEntry.objects.filter(person=by, meeting=meeting).first()
    if entry is None:
        minutes = int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
        coaching = meeting.relationship.kind == "coaching"
        entry = CpdEntry(
            person=by,
            meeting=meeting,
            on=meeting.starts_at.date(),
            minutes=minutes,
            type="coaching" if coaching else "mentoring",
            activity=str(_("A coaching session") if coaching else _("A mentoring session")),
            created_at=now,
        )
    if learned:
        entry.learned = learned
    entry.changed_at = now
    entry.save()


@transaction.atomic
def missed(meeting_id: UUID | str, *, by: Person, now: datetime) -> Meeting:
    """Say that a booked session did not take place, with no fault given."""
    meeting = access.of(by, meeting_id)
    access_relationships.check_can_write(by, meeting.relationship)
    if meeting.starts_at > now:
        raise Refused(_("This session is still to come. Move or cancel it instead."))
    move(meeting, "missed", by=by, now=now)
    BookedTime.objects.filter(meeting=meeting).delete()
    record("meeting.missed", by=by, now=now, thing=meeting, relationship=meeting.relationship)
    touch(meeting.relationship)
    return meeting


@transaction.atomic
def add_line(meeting_id: UUID | str, *, learned: str, by: Person, now: datetime) -> Meeting:
    """Add or change one's own line about a session that was held, also after the end."""
    meeting = access.of(by, meeting_id)
    if meeting.state != "held":
        raise Refused(_("Close the session first, then there is something to look back on."))
    keep_note(meeting.pk, field="learned", text=learned, by=by, now=now)
    _into_learning_record(meeting, by=by, learned=learned.strip(), now=now)
    return meeting


def remind(now: datetime) -> int:
    """Remind both of what is booked in the next 24 hours; each version of a meeting once.

    A meeting booked or moved inside that day needs no reminder: its invitation has just gone.
    Returns how many messages were put into the outbox.
    """
    sent = 0
    soon = Meeting.objects.filter(
        state="booked", starts_at__gt=now + timedelta(minutes=30),
        starts_at__lte=now + timedelta(days=1), booked_at__lt=F("starts_at") - timedelta(days=1),
        relationship__state__in=("agreeing", "active"),
    ).select_related("relationship")  # fmt: skip
    for meeting in soon:
        for seat in access_relationships.seats(meeting.relationship):
            kept = post(
                "meeting_reminder",
                seat.person,
                now=now,
                once=f"meeting_reminder:{meeting.pk}:{meeting.starts_at.isoformat()}:{seat.person_id}",
                meeting=str(meeting.pk),
                sequence=meeting.sequence,
                until=meeting.starts_at.isoformat(),
            )
            sent += kept is not None
    return sent


def close_forgotten(now: datetime) -> int:
    """Sessions whose time passed two days ago and that somebody had opened count as held."""
    closed = 0
    for meeting in Meeting.objects.filter(
        state="booked", ends_at__lt=now - timedelta(days=2), opened_at__isnull=False
    ).select_related("relationship")[:200]:
        with transaction.atomic():
            try:
                move(meeting, "held", by=None, now=now, closed_at=meeting.ends_at)
            except Beaten:
                continue
            agenda.carry_forward(meeting.relationship, meeting, now=now)
            record(
                "meeting.held", by=None, now=now, thing=meeting, relationship=meeting.relationship
            )
            closed += 1
    return closed
