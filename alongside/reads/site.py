"""What whoever runs the site sees: that it runs. Never what people write."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.db import DatabaseError, connections
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from alongside.access import NotVisible
from alongside.access import people as people_access
from alongside.access.programmes import check_site_admin
from alongside.data.models import Event, OutboxMessage, Person, Programme, Task
from alongside.outbound import mail

#: Where workers leave the time of their last sweep, and the outbox what the mail server said.
WORKER_SEEN = "worker-seen"
MAIL_TROUBLE = "mail-trouble"
A_PAGE = 25
#: A worker looks every minute; after this it is taken to be gone.
WORKER_GONE = timedelta(minutes=3)
DISK_LOW = 1_000_000_000


@dataclass(frozen=True)
class Sign:
    """One thing that is well or not. ``state``: good, look or bad."""

    what: str
    state: str
    words: str


@dataclass(frozen=True)
class Health:
    """The first page of the site's area."""

    signs: list[Sign]
    people: int
    programmes: int
    mail_waiting: int
    mail_refused: int
    tasks_waiting: int
    tasks_failed: int

    @property
    def well(self) -> bool:
        """Whether nothing needs a look."""
        return all(sign.state == "good" for sign in self.signs)


def health(by: Person, *, now: datetime) -> Health:
    """How the site is. Raises NotVisible for anyone who does not run it."""
    check_site_admin(by)
    mail_now = OutboxMessage.objects.aggregate(
        waiting=Count("pk", filter=Q(state__in=("waiting", "sending"), due_at__lte=now)),
        refused=Count("pk", filter=Q(state="refused")),
    )
    tasks_now = Task.objects.aggregate(
        waiting=Count("pk", filter=Q(state__in=("waiting", "running"))),
        failed=Count("pk", filter=Q(state="failed")),
    )
    return Health(
        signs=[*_databases(), _worker(now), _mail(mail_now["refused"]), _disk()],
        people=Person.objects.filter(is_active=True).count(),
        programmes=Programme.objects.exclude(state="ended").count(),
        mail_waiting=mail_now["waiting"],
        mail_refused=mail_now["refused"],
        tasks_waiting=tasks_now["waiting"],
        tasks_failed=tasks_now["failed"],
    )


def _databases() -> list[Sign]:
    signs = []
    for alias, name in (("default", _("Database")), ("keys", _("Key store"))):
        vendor = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(connections[alias].vendor, "")
        try:
            with connections[alias].cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError:
            signs.append(Sign(name, "bad", _("%(kind)s does not answer") % {"kind": vendor}))
        else:
            signs.append(Sign(name, "good", _("%(kind)s answers") % {"kind": vendor}))
    return signs


def _worker(now: datetime) -> Sign:
    seen = cache.get(WORKER_SEEN)
    if seen is None:
        return Sign(_("Worker"), "bad", _("None has run yet: mail and tasks wait until one does"))
    ago = now - datetime.fromisoformat(seen)
    minutes = max(0, int(ago.total_seconds() // 60))
    if ago > WORKER_GONE:
        words = _("Last seen %(n)s minutes ago: mail and tasks wait until one runs")
        return Sign(_("Worker"), "bad", words % {"n": minutes})
    return Sign(_("Worker"), "good", _("Looked for work within the last three minutes"))


def _mail(refused: int) -> Sign:
    trouble = cache.get(MAIL_TROUBLE)
    if trouble:
        words = _("The mail server can’t be reached (%(what)s). Nothing is lost: all of it waits.")
        return Sign(_("Mail"), "bad", words % {"what": trouble["what"]})
    if not settings.EMAIL_HOST and settings.MODE != "production":
        return Sign(_("Mail"), "good", _("Not sent in a demonstration; read it on the mail page"))
    if refused:
        return Sign(_("Mail"), "look", _("%(n)s messages were refused") % {"n": refused})
    return Sign(_("Mail"), "good", _("Taken by the mail server"))


def _disk() -> Sign:
    usage = shutil.disk_usage(settings.DATA_DIR)
    words = _("%(free)s GB free of %(all)s") % {
        "free": round(usage.free / 1e9, 1),
        "all": round(usage.total / 1e9),
    }
    return Sign(_("Disk"), "good" if usage.free > DISK_LOW else "bad", words)


@dataclass(frozen=True)
class TaskRow:
    """A task in the list."""

    id: UUID
    kind: str
    state: str
    done: int
    total: int
    doing: str
    attempts: int
    problem: str
    created_at: datetime
    finished_at: datetime | None
    can_stop: bool
    can_try_again: bool


def tasks(by: Person, *, page: int) -> Page:
    """Background work, the newest first, as a page of TaskRow."""
    check_site_admin(by)
    return _paged(
        Task.objects.order_by("-created_at"),
        page,
        lambda row: TaskRow(
            id=row.pk,
            kind=row.kind,
            state=row.state,
            done=row.done,
            total=row.total,
            doing=row.doing,
            attempts=row.attempts,
            problem=row.outcome.get("problem", ""),
            created_at=row.created_at,
            finished_at=row.finished_at,
            can_stop=row.state in ("waiting", "running"),
            can_try_again=row.state == "failed",
        ),
    )


@dataclass(frozen=True)
class MailRow:
    """A message in the outbox. Its words are made when it is sent and are kept nowhere."""

    id: UUID
    kind: str
    address: str
    state: str
    attempts: int
    error: str
    created_at: datetime
    due_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True)
class Outbox:
    """The mail page: messages in one state or all, and how many there are of each."""

    rows: Page
    state: str
    counts: dict[str, int]
    trouble: str
    readable: bool


def mail_is_readable() -> bool:
    """Whether the words of a message may be opened here: only where everybody is made up."""
    return settings.MODE in ("demonstration", "development")


def outbox(by: Person, *, state: str, page: int) -> Outbox:
    """The outbox, the newest first; ``state`` empty for all."""
    check_site_admin(by)
    counts = dict(OutboxMessage.objects.order_by().values_list("state").annotate(n=Count("pk")))
    rows = OutboxMessage.objects.order_by("-created_at", "id")
    if state:
        rows = rows.filter(state=state)
    trouble = cache.get(MAIL_TROUBLE)
    return Outbox(
        rows=_paged(rows, page, _mail_row),
        state=state,
        counts=counts,
        trouble=trouble["what"] if trouble else "",
        readable=mail_is_readable(),
    )


def _mail_row(row: OutboxMessage) -> MailRow:
    return MailRow(
        id=row.pk,
        kind=row.kind,
        address=row.to_address,
        state=row.state,
        attempts=row.attempts,
        error=row.last_error,
        created_at=row.created_at,
        due_at=row.due_at,
        sent_at=row.sent_at,
    )


@dataclass(frozen=True)
class Letter:
    """A message of a demonstration, in words. ``text`` is empty when there is nothing to tell."""

    row: MailRow
    subject: str
    text: str
    attachments: list[str]


def letter(by: Person, message_id: UUID) -> Letter:
    """What a message says, in a demonstration only; elsewhere NotVisible."""
    check_site_admin(by)
    message = (
        OutboxMessage.objects.filter(pk=message_id).select_related("to_person").first()
        if mail_is_readable()
        else None
    )
    if message is None:
        raise NotVisible
    try:
        composed = mail.compose(message)
    except mail.NotNeeded:
        return Letter(_mail_row(message), _("What this told of is no longer so"), "", [])
    names = [str(part[0]) for part in composed.attachments if isinstance(part, tuple) and part[0]]
    return Letter(_mail_row(message), str(composed.subject), str(composed.body), names)


@dataclass(frozen=True)
class AccountRow:
    """An account in the list."""

    id: UUID
    name: str
    email: str
    is_active: bool
    is_site_admin: bool
    has_password: bool
    last_login: datetime | None
    coordinates: int
    takes_part: int
    is_you: bool


def accounts(by: Person, *, search: str, page: int) -> Page:
    """Accounts by name, as a page of AccountRow; ``search`` is part of a name or address."""
    rows = people_access.accounts(by)
    for word in search.split():
        rows = rows.filter(Q(full_name__icontains=word) | Q(email__icontains=word))
    rows = rows.annotate(
        runs=Count("coordinates", distinct=True), places=Count("participations", distinct=True)
    ).order_by("full_name", "id")
    return _paged(
        rows,
        page,
        lambda row: AccountRow(
            id=row.pk,
            name=row.full_name,
            email=row.email,
            is_active=row.is_active,
            is_site_admin=row.is_site_admin,
            has_password=row.has_usable_password(),
            last_login=row.last_login,
            coordinates=row.runs,
            takes_part=row.places,
            is_you=row.pk == by.pk,
        ),
    )


@dataclass(frozen=True)
class ProgrammeRow:
    """A programme and who runs it."""

    id: UUID
    slug: str
    name: str
    host: str
    state: str
    coordinators: list[str]


def programmes(by: Person) -> list[ProgrammeRow]:
    """Every programme, by name. Raises NotVisible for anyone who does not run the site."""
    check_site_admin(by)
    rows = Programme.objects.order_by("name").prefetch_related("coordinators__person")
    return [
        ProgrammeRow(
            id=row.pk,
            slug=row.slug,
            name=row.name,
            host=row.host,
            state=row.state,
            coordinators=sorted(c.person.full_name for c in row.coordinators.all()),
        )
        for row in rows
    ]


def programme(by: Person, slug: str) -> ProgrammeRow:
    """One of them, or NotVisible."""
    found = next((row for row in programmes(by) if row.slug == slug), None)
    if found is None:
        raise NotVisible
    return found


@dataclass(frozen=True)
class EventRow:
    """Something that was done: who, what, to what. Never what was written."""

    at: datetime
    who: str
    what: str
    thing: str
    facts: list[tuple[str, str]]


def events(by: Person, *, page: int) -> Page:
    """What was done, the newest first, as a page of EventRow."""
    check_site_admin(by)
    return _paged(
        Event.objects.select_related("by").order_by("-at", "id"),
        page,
        lambda row: EventRow(
            at=row.at,
            who=row.by.full_name if row.by else "",
            what=row.what.replace("_", " "),
            thing=row.thing,
            facts=[(name, str(value)) for name, value in row.facts.items()],
        ),
    )


def _paged(rows: QuerySet, number: int, view: object) -> Page:
    found = Paginator(rows, A_PAGE).get_page(number)
    found.object_list = [view(row) for row in found.object_list]  # type: ignore[operator]
    return found
