"""The real servers that other tests lean on do what those tests believe they do."""

from __future__ import annotations

import os
import smtplib

import psycopg
import pytest
import redis
from django.core.mail import EmailMessage

from tests.servers.mail import MailServer
from tests.servers.postgres import Postgres
from tests.servers.redis import Redis


def test_mail_arrives_at_the_server(mail_server: MailServer) -> None:
    EmailMessage("Hello", "Text", "from@a.example", ["to@b.example"]).send()
    assert [m["Subject"] for m in mail_server.to("to@b.example")] == ["Hello"]
    assert mail_server.to("else@b.example") == []


@pytest.mark.parametrize(
    ("manner", "error", "kept"),
    [
        ("refuse", smtplib.SMTPRecipientsRefused, 0),
        ("defer", smtplib.SMTPDataError, 0),
        ("drop", smtplib.SMTPServerDisconnected, 1),
    ],
)
def test_the_mail_server_misbehaves_when_told(
    mail_server: MailServer, manner: str, error: type[Exception], kept: int
) -> None:
    mail_server.manner = manner
    with pytest.raises(error):
        EmailMessage("Hello", "Text", "from@a.example", ["to@b.example"]).send()
    assert len(mail_server.messages) == kept


def test_a_mail_server_that_hangs_is_given_up_on(mail_server: MailServer, settings: object) -> None:
    mail_server.manner = "hang"
    settings.EMAIL_TIMEOUT = 0.3
    with pytest.raises(smtplib.SMTPServerDisconnected):
        EmailMessage("Hello", "Text", "from@a.example", ["to@b.example"]).send()


def test_postgres_keeps_what_it_acknowledged_through_a_kill(postgres: Postgres) -> None:
    with psycopg.connect(postgres.url()) as connection:
        connection.execute("create table kept (word text)")
        connection.execute("insert into kept values ('here')")
    postgres.kill()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(postgres.url(), connect_timeout=2)
    postgres.start()
    with psycopg.connect(postgres.url()) as connection:
        assert connection.execute("select word from kept").fetchall() == [("here",)]


def test_postgres_is_closed_to_whoever_has_no_password(postgres: Postgres) -> None:
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(postgres.url().replace(postgres.password, "guess"))


def test_redis_forgets_everything_on_a_restart(redis_server: Redis) -> None:
    client = redis.from_url(redis_server.url)
    client.set("word", "here")
    assert client.get("word") == b"here"
    redis_server.restart()
    assert client.get("word") is None


def test_a_test_run_has_a_data_folder_of_its_own() -> None:
    assert os.environ["ALONGSIDE_DATA"].startswith(os.environ["ALONGSIDE_TEST_RUN"])
