"""What pages need to know about a programme's news."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.access import NotVisible
from alongside.access import programmes as access
from alongside.access.participations import HOLDING
from alongside.data.models import Announcement, Participation, Person, Programme
from alongside.outbound import markdown

A_PAGE = 20


@dataclass(frozen=True)
class News:
    """An announcement as readers see it."""

    id: UUID
    title: str
    html: SafeString
    body: str
    audience: str
    audience_words: str
    published_at: datetime
    changed_at: datetime | None
    change_note: str
    mailed_to: int


@dataclass(frozen=True)
class NewsPage:
    """The coordinator's list."""

    name: str
    slug: str
    news: list[News]
    page: Page
    reaches: dict[str, int]


@dataclass(frozen=True)
class Preview:
    """How news will look, and whom it reaches."""

    title: str
    html: SafeString
    steps: list[str]
    count: int


def audience_words(audience: str) -> str:
    """Who an audience is, in a few words."""
    return {
        "public": _("Anyone, on the programme’s page"),
        "everyone": _("Everyone with a place"),
        "mentees": _("Mentees"),
        "mentors": _("Mentors"),
    }[audience]


def reached(programme: Programme, audience: str) -> QuerySet[Person]:
    """The people who get news by mail, each once, whichever sides they are on."""
    places = Participation.objects.filter(programme=programme, state__in=HOLDING)
    if audience in ("mentees", "mentors"):
        places = places.filter(side=audience.removesuffix("s"))
    return Person.objects.filter(pk__in=places.values("person"), is_active=True)


def view(news: Announcement) -> News:
    """One announcement, its Markdown made safe."""
    return News(
        id=news.pk,
        title=news.title,
        html=markdown.html(news.body),
        body=news.body,
        audience=news.audience,
        audience_words=audience_words(news.audience),
        published_at=news.published_at,
        changed_at=news.changed_at,
        change_note=news.change_note,
        mailed_to=news.mailed_to,
    )


def for_reader(programme: Programme, sides: set[str], *, everything: bool = False) -> list[News]:
    """The latest news somebody may read: the public ones, and those for the sides they are on."""
    audiences = {"public"}
    if sides:
        audiences |= {"everyone", *(f"{side}s" for side in sides)}
    rows = programme.announcements.all()
    if not everything:
        rows = rows.filter(audience__in=audiences)
    return [view(news) for news in rows[:A_PAGE]]


def listing(by: Person, slug: str, page: str | int = 1) -> NewsPage:
    """All news of a programme that ``by`` runs, the latest first."""
    programme = access.coordinated(by, slug)
    found = Paginator(programme.announcements.all(), A_PAGE).get_page(page)
    return NewsPage(
        name=programme.name,
        slug=slug,
        news=[view(news) for news in found],
        page=found,
        reaches={
            audience: reached(programme, audience).count()
            for audience in ("everyone", "mentees", "mentors")
        },
    )


def one(by: Person, slug: str, announcement_id: UUID) -> tuple[str, News]:
    """The programme's name and one of its announcements, else NotVisible."""
    programme = access.coordinated(by, slug)
    news = programme.announcements.filter(pk=announcement_id).first()
    if news is None:
        raise NotVisible
    return programme.name, view(news)


def preview(by: Person, slug: str, *, title: str, body: str, audience: str) -> Preview:
    """What publishing would do, before it does."""
    programme = access.coordinated(by, slug)
    count = reached(programme, audience).count()
    where = (
        _("It stands on the programme’s page, where anyone can read it.")
        if audience == "public"
        else _("It stands on the programme’s page for these people only: %(who)s.")
        % {"who": audience_words(audience).lower()}
    )
    mailed = ngettext(
        "%(n)s person gets it by mail within minutes.",
        "%(n)s people get it by mail within minutes.",
        count,
    ) % {"n": count}
    return Preview(
        title=title,
        html=markdown.html(body),
        steps=[
            where,
            mailed if count else _("Nobody gets it by mail yet: nobody has such a place."),
            _("You can change or remove it on the page later. Mail can’t be called back."),
        ],
        count=count,
    )
