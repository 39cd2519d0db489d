"""Mail through a real SMTP server: nothing is lost, and what failed is seen."""

from __future__ import annotations

import datetime as dt
import smtplib
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from alongside.access import NotVisible, Refused
from alongside.actions import base, outbox
from alongside.data.models import Announcement, OutboxMessage
from alongside.outbound import mail
from tests import factories
from tests.servers.mail import MailServer

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def waiting(now: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> OutboxMessage:
    """A message to one person, due now."""
    mail.kinds()  # loaded before a test puts words of its own in their place
    monkeypatch.setitem(mail._WORDS, "welcome", lambda to, params: {"link": "https://x.example/"})
    message = base.post(
        "welcome", factories.person("Siân Ó Briain", email="sian@example.org"), now=now
    )
    assert message is not None
    return message


def text_of(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    assert part is not None
    return str(part.get_content())


def test_a_message_arrives_as_text_and_as_html(
    mail_server: MailServer, waiting: OutboxMessage, now: dt.datetime
) -> None:
    assert outbox.send_due(now=now).sent == 1
    [got] = mail_server.to("sian@example.org")
    assert got["Subject"] == "Welcome to Alongside"
    assert got["Message-ID"] == waiting.message_id
    assert got["Auto-Submitted"] == "auto-generated"
    assert "Hello Siân," in text_of(got, "plain")
    html = text_of(got, "html")
    assert 'href="https://x.example/"' in html and 'name="viewport"' in html
    assert "<img" not in html and "url(" not in html, "nothing is loaded from elsewhere"
    waiting.refresh_from_db()
    assert (waiting.state, waiting.sent_at, waiting.attempts) == ("sent", now, 1)


def test_a_refused_address_is_kept_with_its_reason_and_can_be_sent_again(
    mail_server: MailServer, waiting: OutboxMessage, now: dt.datetime
) -> None:
    mail_server.manner = "refuse"
    assert outbox.send_due(now=now).refused == 1
    waiting.refresh_from_db()
    assert waiting.state == "refused"
    assert waiting.last_error == "550 5.1.1 Nobody of that name"
    assert outbox.send_due(now=now + dt.timedelta(days=1)).handled == 0
    mail_server.manner = "accept"
    with pytest.raises(NotVisible):
        outbox.send_again(waiting.pk, by=factories.person(), now=now)
    admin = factories.person(is_site_admin=True)
    outbox.send_again(waiting.pk, by=admin, now=now)
    with pytest.raises(Refused):
        outbox.send_again(waiting.pk, by=admin, now=now)
    assert outbox.send_due(now=now).sent == 1
    assert len(mail_server.messages) == 1


@pytest.mark.parametrize("manner", ["defer", "drop"])
def test_what_is_deferred_or_dropped_waits_longer_each_time_and_arrives(
    mail_server: MailServer, waiting: OutboxMessage, now: dt.datetime, manner: Any
) -> None:
    mail_server.manner = manner
    moment, pauses = now, []
    for _ in range(9):
        outbox.send_due(now=moment)
        waiting.refresh_from_db()
        assert waiting.state == "waiting" and waiting.last_error
        pauses.append((waiting.due_at - moment).total_seconds() / 60)
        assert outbox.send_due(now=moment).handled == 0, "not before its time"
        moment = waiting.due_at
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    mail_server.manner = "accept"
    assert outbox.send_due(now=moment).sent == 1
    assert {m["Message-ID"] for m in mail_server.messages} == {waiting.message_id}


def test_a_server_that_hangs_costs_a_pause_and_no_message(
    mail_server: MailServer, waiting: OutboxMessage, now: dt.datetime, settings: Any
) -> None:
    settings.EMAIL_TIMEOUT = 0.5
    mail_server.manner = "hang"
    assert outbox.send_due(now=now).deferred == 1
    waiting.refresh_from_db()
    assert waiting.state == "waiting" and "imed" in waiting.last_error


def test_a_day_without_a_mail_server_loses_nothing(
    waiting: OutboxMessage, mail_server: MailServer, now: dt.datetime, settings: Any
) -> None:
    mail_server.stop()
    for hour in range(24):
        result = outbox.send_due(now=now + dt.timedelta(hours=hour))
        assert result.unreachable and result.handled == 0
    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts) == ("waiting", 0)
    again = MailServer(port=mail_server.port)
    again.start()
    try:
        assert outbox.send_due(now=now + dt.timedelta(days=1)).sent == 1
        assert len(again.messages) == 1
    finally:
        again.stop()
    mail_server.start()  # the fixture ends it


def test_a_message_left_by_a_killed_worker_goes_out_under_the_same_message_id(
    mail_server: MailServer, waiting: OutboxMessage, now: dt.datetime, monkeypatch: Any
) -> None:
    class Killed(BaseException):
        pass

    def killed(*args: Any, **kwargs: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(smtplib.SMTP, "sendmail", killed)
        with pytest.raises(Killed):
            outbox.send_due(now=now)
    waiting.refresh_from_db()
    assert waiting.state == "sending"
    assert outbox.take_back(now=now + dt.timedelta(minutes=1)) == 0
    assert outbox.take_back(now=now + dt.timedelta(minutes=6)) == 1
    assert outbox.send_due(now=now + dt.timedelta(minutes=6)).sent == 1
    assert mail_server.messages[0]["Message-ID"] == waiting.message_id


def test_a_reminder_whose_moment_has_passed_is_not_sent(
    mail_server: MailServer, now: dt.datetime
) -> None:
    base.post("welcome", factories.person(), now=now, until=now.isoformat())
    assert outbox.send_due(now=now).cancelled == 1
    assert mail_server.messages == []


def test_what_is_no_longer_true_is_not_sent(mail_server: MailServer, now: dt.datetime) -> None:
    gone = factories.person(is_active=False)
    base.post("password_reset", gone, now=now)
    assert outbox.send_due(now=now).cancelled == 1
    assert mail_server.messages == []


def test_a_message_without_words_is_shown_after_five_tries(
    mail_server: MailServer, now: dt.datetime
) -> None:
    message = base.post("nothing of ours", factories.person(), now=now)
    assert message is not None
    for hours in range(0, 10, 2):
        outbox.send_due(now=now + dt.timedelta(hours=hours))
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("refused", 5)
    assert message.last_error == "KeyError: nothing of ours"


def test_one_bad_message_holds_up_no_other(mail_server: MailServer, now: dt.datetime) -> None:
    base.post("nothing of ours", factories.person(), now=now)
    news = Announcement.objects.create(
        programme=factories.programme(), title="Round two\r\nBcc: all@example.org",
        body="Doors <open> on 1 March.", audience="everyone", published_at=now,
    )  # fmt: skip
    base.post("announcement", "one@example.org", now=now, announcement=str(news.pk))
    result = outbox.send_due(now=now)
    assert (result.sent, result.deferred) == (1, 1)
    [got] = mail_server.messages
    assert got["Bcc"] is None and "Round two Bcc: all@example.org" in got["Subject"]
    assert "Doors <open>" in text_of(got, "plain")
    assert "Doors &lt;open&gt;" in text_of(got, "html")


def test_an_invitation_goes_as_a_calendar_part_with_its_method(
    mail_server: MailServer, now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail.kinds()
    content = b"BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n"
    monkeypatch.setitem(
        mail._WORDS, "welcome", lambda to, params: {"invite": mail.Invite(content, "CANCEL")}
    )
    base.post("welcome", factories.person(), now=now)
    assert outbox.send_due(now=now).sent == 1
    parts = {p.get_content_type(): p for p in mail_server.messages[0].walk()}
    calendar = parts["text/calendar"]
    assert calendar.get_param("method") == "CANCEL"
    assert calendar.get_content_charset() == "utf-8"
    assert calendar.get_payload(decode=True) == content
    assert parts["application/ics"].get_filename() == "invite.ics"


def test_no_message_is_sent_twice_for_the_same_key(now: dt.datetime) -> None:
    who = factories.person()
    assert base.post("welcome", who, now=now, once="welcome to you") is not None
    assert base.post("welcome", who, now=now, once="welcome to you") is None
    assert OutboxMessage.objects.count() == 1


def test_settled_mail_is_forgotten_after_ninety_days(
    waiting: OutboxMessage, now: dt.datetime
) -> None:
    later = now + dt.timedelta(days=91)
    assert outbox.forget_old(now=later) == 0, "what waits is never forgotten"
    OutboxMessage.objects.update(state="sent")
    assert outbox.forget_old(now=now + dt.timedelta(days=89)) == 0
    assert outbox.forget_old(now=later) == 1


TEMPLATES = Path(mail.__file__).parent / "templates" / "mail"


@pytest.mark.parametrize("name", sorted(path.stem for path in TEMPLATES.glob("*.html")))
def test_every_message_has_a_text_part_and_loads_nothing_from_elsewhere(name: str) -> None:
    assert (TEMPLATES / f"{name}.txt").exists()
    for end in ("txt", "html"):
        source = (TEMPLATES / f"{name}.{end}").read_text()
        assert "http:" not in source and "https:" not in source
        assert "<img" not in source and "url(" not in source
