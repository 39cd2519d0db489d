"""The agreement between two people: drafted, changed by either, signed by both."""

from __future__ import annotations

import datetime as dt

import pytest

from alongside.access import NotVisible, Refused, Stale
from alongside.actions import agreements as actions
from alongside.data.models import Agreement, OutboxMessage, Person, Relationship
from alongside.engine.agreement import marks
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
DAY = dt.timedelta(days=1)


def beginning() -> tuple[Relationship, Person, Person]:
    """Both have said yes; the first draft is written."""
    made = factories.relationship(state="agreeing")
    actions.draft(made, now=NOW)
    actions.set_dates(made, today=made.started_on, ends_on=made.ends_on)
    return made, factories.mentee_of(made), factories.mentor_of(made)


def form(agreement: Agreement, **changes: object) -> actions.Wanted:
    """What a form opened on this version sends back with some boxes changed."""
    agreement = Agreement.objects.get(pk=agreement.pk)
    texts = {s["code"]: s["text"] for s in actions.sections(agreement)}
    days = {name: getattr(agreement, name) for name in actions.DATES}
    was = marks(texts | {n: d.isoformat() if d else "" for n, d in days.items()})
    texts |= {k: str(v) for k, v in changes.items() if k in texts}
    days |= {k: v for k, v in changes.items() if k in days}
    return actions.Wanted(
        texts=texts, review_on=days["review_on"], ends_on=days["ends_on"], was=was
    )


def texts(agreement: Agreement) -> dict[str, str]:
    agreement = Agreement.objects.get(pk=agreement.pk)
    return {s["code"]: s["text"] for s in actions.sections(agreement)}


def mails(kind: str) -> list[str]:
    return sorted(OutboxMessage.objects.filter(kind=kind).values_list("to_person_id", flat=True))


@pytest.mark.capability("S2.7")
def test_the_draft_says_what_an_agreement_must() -> None:
    made, _mentee, _mentor = beginning()
    draft = made.agreements.get()
    said = texts(draft)
    assert {
        "purpose",
        "roles",
        "meeting",
        "contact",
        "boundaries",
        "confidentiality",
        "ending",
    } <= set(said)
    assert "serious harm" in said["confidentiality"]
    assert "5 weeks" in said["meeting"] and "60 minutes" in said["meeting"]
    assert draft.review_on and draft.ends_on == made.ends_on


@pytest.mark.capability("S2.8", "S3.10")
def test_both_sign_and_it_holds() -> None:
    made, mentee, mentor = beginning()
    actions.sign(made.pk, edition=1, by=mentee, now=NOW)
    made.refresh_from_db()
    assert made.state == "agreeing" and mails("agreement_to_sign") == [mentor.pk]
    actions.sign(made.pk, edition=1, by=mentee, now=NOW)
    signed = actions.sign(made.pk, edition=1, by=mentor, now=NOW + DAY)
    made.refresh_from_db()
    assert signed.state == "signed" and signed.signed_at == NOW + DAY
    assert made.state == "active"
    assert len(mails("agreement_signed")) == 2
    again = actions.sign(made.pk, edition=1, by=mentor, now=NOW + DAY)
    assert again.pk == signed.pk and len(mails("agreement_signed")) == 2


@pytest.mark.capability("S2.8")
def test_a_change_takes_an_older_signature_out_of_count_and_tells_its_giver() -> None:
    made, mentee, mentor = beginning()
    draft = made.agreements.get()
    actions.sign(made.pk, edition=1, by=mentee, now=NOW)
    actions.write(made.pk, form(draft, contact="By text, rarely."), by=mentor, now=NOW)
    assert mails("agreement_changed") == [mentee.pk]
    with pytest.raises(Stale, match="Nothing was signed"):
        actions.sign(made.pk, edition=1, by=mentor, now=NOW)
    actions.sign(made.pk, edition=2, by=mentor, now=NOW)
    made.refresh_from_db()
    assert made.state == "agreeing", "the mentee signed other words"
    actions.sign(made.pk, edition=2, by=mentee, now=NOW)
    made.refresh_from_db()
    assert made.state == "active"


def test_saving_without_a_change_keeps_the_signatures() -> None:
    made, mentee, mentor = beginning()
    draft = made.agreements.get()
    actions.sign(made.pk, edition=1, by=mentee, now=NOW)
    actions.write(made.pk, form(draft), by=mentor, now=NOW)
    assert Agreement.objects.get(pk=draft.pk).edition == 1 and not mails("agreement_changed")


@pytest.mark.capability("S2.8")
def test_either_suggests_a_change_and_the_signed_version_holds_until_both_sign() -> None:
    made = factories.relationship(state="agreeing")
    mentee, mentor = factories.mentee_of(made), factories.mentor_of(made)
    first = actions.draft(made, now=NOW)
    actions.set_dates(made, today=made.started_on, ends_on=made.ends_on)
    for person in (mentee, mentor):
        actions.sign(made.pk, edition=1, by=person, now=NOW)
    later = made.ends_on + 60 * DAY
    second = actions.write(
        made.pk, form(first, meeting="Every four weeks.", ends_on=later), by=mentor, now=NOW + DAY
    )
    assert (second.version, second.state) == (2, "draft") and mails("agreement_proposed") == [
        mentee.pk
    ]
    assert Agreement.objects.get(pk=first.pk).state == "signed"
    assert texts(first)["meeting"] != texts(second)["meeting"], "the signed words stay readable"
    for person in (mentee, mentor):
        actions.sign(made.pk, edition=1, by=person, now=NOW + 2 * DAY)
    assert [a.state for a in made.agreements.order_by("version")] == ["superseded", "signed"]
    made.refresh_from_db()
    assert made.ends_on == later and made.state == "active"


def test_a_suggestion_can_be_set_aside_but_the_first_draft_can_not() -> None:
    made, mentee, mentor = beginning()
    with pytest.raises(Refused, match="first version"):
        actions.set_aside(made.pk, by=mentee, now=NOW)
    first = made.agreements.get()
    for person in (mentee, mentor):
        actions.sign(made.pk, edition=1, by=person, now=NOW)
    actions.write(made.pk, form(first, roles="Other."), by=mentee, now=NOW)
    for _ in range(2):
        actions.set_aside(made.pk, by=mentor, now=NOW)
    assert [a.state for a in made.agreements.order_by("version")] == ["signed", "set_aside"]


def test_two_who_change_different_parts_are_put_together() -> None:
    made, mentee, mentor = beginning()
    draft = made.agreements.get()
    mine = form(draft, contact="By text.")
    theirs = form(draft, roles="We take turns.")
    actions.write(made.pk, theirs, by=mentor, now=NOW)
    actions.write(made.pk, mine, by=mentee, now=NOW)
    said = texts(draft)
    assert (said["contact"], said["roles"]) == ("By text.", "We take turns.")


def test_two_who_change_the_same_part_lose_nothing() -> None:
    made, mentee, mentor = beginning()
    draft = made.agreements.get()
    mine = form(draft, contact="By text.")
    theirs = form(draft, contact="By e-mail.", ends_on=draft.ends_on + DAY)
    actions.write(made.pk, theirs, by=mentor, now=NOW)
    with pytest.raises(actions.BothWrote) as both:
        actions.write(made.pk, mine, by=mentee, now=NOW)
    assert both.value.theirs == {"contact": "By e-mail."}
    assert texts(draft)["contact"] == "By e-mail.", "nothing was overwritten"
    decided = actions.Wanted(
        texts={**mine.texts, "contact": "By text or e-mail."},
        review_on=mine.review_on,
        ends_on=draft.ends_on + DAY,
        was=both.value.now,
    )
    actions.write(made.pk, decided, by=mentee, now=NOW)
    assert texts(draft)["contact"] == "By text or e-mail."


def test_dates_must_make_sense() -> None:
    made, mentee, _mentor = beginning()
    draft = made.agreements.get()
    for change, field in (
        ({"ends_on": None}, "ends_on"),
        ({"ends_on": made.started_on - DAY}, "ends_on"),
        ({"review_on": made.ends_on + DAY}, "review_on"),
        ({"ends_on": made.ends_on + 3000 * DAY}, "ends_on"),
    ):
        with pytest.raises(Refused) as no:
            actions.write(made.pk, form(draft, **change), by=mentee, now=NOW)
        assert no.value.field == field


def test_nobody_else_and_nobody_after_the_end() -> None:
    made, mentee, _mentor = beginning()
    draft = made.agreements.get()
    wanted = form(draft, roles="x")
    for stranger in (factories.person(), factories.person(is_site_admin=True)):
        for act in (
            lambda: actions.write(made.pk, wanted, by=stranger, now=NOW),  # noqa: B023
            lambda: actions.sign(made.pk, edition=1, by=stranger, now=NOW),  # noqa: B023
            lambda: actions.set_aside(made.pk, by=stranger, now=NOW),  # noqa: B023
        ):
            with pytest.raises(NotVisible):
                act()
    Relationship.objects.filter(pk=made.pk).update(state="ended")
    with pytest.raises(Refused, match="has ended"):
        actions.sign(made.pk, edition=1, by=mentee, now=NOW)
    with pytest.raises(Refused, match="has ended"):
        actions.write(made.pk, wanted, by=mentee, now=NOW)
