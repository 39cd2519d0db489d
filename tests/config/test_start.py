"""A start says what is missing; a real site never runs on a demonstration's secrets."""

from __future__ import annotations

import io
import json
import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from alongside.config import environment
from alongside.config.logs import JsonLines
from tests import factories

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "ALONGSIDE_MODE": "production",
    "ALONGSIDE_SECRET": "s" * 20 + "0123456789" * 3,
    "ALONGSIDE_MASTER_KEY": "ab" * 32,
    "ALONGSIDE_URL": "https://mentoring.example.org",
    "EMAIL_URL": "smtp://127.0.0.1:25",
}


def start(folder: Path, **changes: str | None) -> subprocess.CompletedProcess[str]:
    """Read the settings in a process of its own, as a site's start does."""
    kept = {
        k: v
        for k, v in os.environ.items()
        if not k.startswith("ALONGSIDE") and k not in ("DATABASE_URL", "KEYS_DATABASE_URL")
    }
    wanted = {**GOOD, "ALONGSIDE_DATA": str(folder), **changes}
    return subprocess.run(
        [sys.executable, "-c", "import alongside.config.settings as s; print(s.MODE, s.DEBUG)"],
        cwd=ROOT, env={**kept, **{k: v for k, v in wanted.items() if v is not None}},
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip


def test_a_production_start_with_all_that_is_needed(tmp_path: Path) -> None:
    done = start(tmp_path)
    assert (done.returncode, done.stdout) == (0, "production False\n"), done.stderr


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"ALONGSIDE_SECRET": None}, "Set ALONGSIDE_SECRET"),
        ({"ALONGSIDE_SECRET": "short"}, "at least 40 random characters"),
        ({"ALONGSIDE_SECRET": environment.TEST_SECRET}, "Set ALONGSIDE_SECRET"),
        ({"ALONGSIDE_MASTER_KEY": None}, "Set ALONGSIDE_MASTER_KEY"),
        ({"ALONGSIDE_MASTER_KEY": environment.TEST_MASTER_KEY}, "Set ALONGSIDE_MASTER_KEY"),
        ({"ALONGSIDE_MASTER_KEY": "no hex"}, "64 hexadecimal digits"),
        ({"ALONGSIDE_DEBUG": "1"}, "unset it before a production start"),
        ({"ALONGSIDE_HOSTS": "*"}, "name the hosts"),
        ({"EMAIL_URL": None}, "Set EMAIL_URL"),
        ({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL must begin with postgres://"),
        (
            {"DATABASE_URL": "postgres://h/one", "KEYS_DATABASE_URL": "postgres://h/one"},
            "another database",
        ),
        ({"ALONGSIDE_MODE": "live"}, "development, demonstration, test, production"),
    ],
)
def test_a_production_start_refuses_and_says_what_to_set(
    tmp_path: Path, changes: dict[str, str | None], says: str
) -> None:
    done = start(tmp_path, **changes)
    assert done.returncode == 1
    assert done.stderr.startswith("Alongside did not start.") and says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_demonstration_s_secret_is_refused_by_a_real_site(tmp_path: Path) -> None:
    start(tmp_path, ALONGSIDE_MODE="demonstration", ALONGSIDE_SECRET=None)
    made = (tmp_path / "secret").read_text().strip()
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0, "for its owner alone"
    done = start(tmp_path, ALONGSIDE_SECRET=made)
    assert done.returncode == 1 and "the demonstration's" in done.stderr


def test_a_demonstration_s_master_key_is_refused_by_a_real_site(tmp_path: Path) -> None:
    start(tmp_path, ALONGSIDE_MODE="demonstration", ALONGSIDE_MASTER_KEY=None)
    made = (tmp_path / "master-key").read_text().strip()
    done = start(tmp_path, ALONGSIDE_MASTER_KEY=made)
    assert done.returncode == 1 and "the demonstration's" in done.stderr


class TestHealth:
    pytestmark = pytest.mark.django_db(databases=["default", "keys"])

    def test_health_answers_without_a_database(self, client: Client) -> None:
        answer = client.get("/health/").json()
        assert answer["status"] == "ok" and answer["version"]

    def test_ready_asks_both_databases(self, client: Client) -> None:
        answer = client.get("/ready/")
        assert answer.status_code == 200
        assert answer.json() == {"status": "ok", "default": "ok", "keys": "ok"}

    def test_ready_says_which_is_away(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def away(*args: Any) -> None:
            raise ConnectionError

        monkeypatch.setattr(connections["keys"], "cursor", away)
        answer = client.get("/ready/")
        assert answer.status_code == 503
        assert answer.json() == {"status": "unavailable", "default": "ok", "keys": "unreachable"}


class TestLogs:
    def lines(self, write: Any) -> list[dict[str, Any]]:
        out = io.StringIO()
        handler = logging.StreamHandler(out)
        handler.setFormatter(JsonLines())
        log = logging.getLogger("alongside.test")
        log.addHandler(handler)
        log.setLevel(logging.INFO)
        log.propagate = False
        try:
            write(log)
        finally:
            log.removeHandler(handler)
        return [json.loads(line) for line in out.getvalue().splitlines()]

    def test_a_line_is_json_with_known_fields_only(self) -> None:
        extra = {"status": 200, "route": "x/<uuid:id>/", "text": "The rota frightens me"}
        [line] = self.lines(lambda log: log.info("request", extra=extra))
        assert line["status"] == 200 and line["what"] == "request"
        assert "frightens" not in json.dumps(line)

    def test_an_error_is_named_by_its_kind_and_place_and_not_its_values(self) -> None:
        def write(log: logging.Logger) -> None:
            try:
                raise ValueError("The rota frightens me")
            except ValueError as error:
                log.error("task broke off", exc_info=error)

        [line] = self.lines(write)
        assert line["error"] == "ValueError" and "test_start.py" in line["where"]
        assert "frightens" not in json.dumps(line)

    def test_other_libraries_values_stay_out(self) -> None:
        record = logging.LogRecord(
            "huey", logging.ERROR, "x", 1, "Task %s failed", ("The rota frightens me",), None
        )
        assert "frightens" not in JsonLines().format(record)

    @pytest.mark.django_db(databases=["default", "keys"])
    def test_a_request_is_logged_by_its_route_and_not_its_address(
        self, client: Client, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.INFO, "alongside.requests"):
            client.get("/join/a-token-that-opens-something/?q=secret")
            client.post("/sign-in/", {"login": factories.person().email, "password": "hunter2"})
        text = "".join(JsonLines().format(record) for record in caplog.records)
        assert "join/<str:token>/" in text and '"status": 404' in text
        for secret in ("a-token-that", "secret", "hunter2", "example.org"):
            assert secret not in text
