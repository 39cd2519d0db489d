"""What every answer carries: a strict content policy, nothing inline, nothing private kept."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from alongside.access.routes import Access, declared
from alongside.web.shared.checks import every_route
from tests.test_canary import addresses, client_of, sow

ROOT = Path(__file__).resolve().parents[2]
ROLES = ("anonymous", "mentee", "mentor", "coordinator", "site_admin")
INLINE = re.compile(
    r"<style|<script(?![^>]*\ssrc=)|\sstyle=[\"']|\son[a-z]+=[\"']|[\"']javascript:", re.IGNORECASE
)
ELSEWHERE = re.compile(r"<(?:script|img|link|iframe|source)[^>]*\s(?:src|href)=[\"'](?:https?:)?//")


@pytest.mark.django_db(databases=["default", "keys"])
@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_strict_about_what_it_loads_and_who_keeps_it(role: str) -> None:
    sown = sow()
    client = client_of(sown, role)
    public = {
        name for _pattern, name, view in every_route() if declared(view, name) is Access.PUBLIC
    }
    wrong = []
    pages = 0
    for name, address in addresses(sown):
        answer = client.get(address)
        policy = answer.headers.get("Content-Security-Policy", "")
        if "default-src 'self'" not in policy or "unsafe" in policy or "*" in policy:
            wrong.append(f"{address}: policy {policy!r}")
        if answer.headers.get("X-Frame-Options") != "DENY":
            wrong.append(f"{address}: may be framed")
        if answer.headers.get("X-Content-Type-Options") != "nosniff":
            wrong.append(f"{address}: may be sniffed")
        private = role != "anonymous" or name not in public
        if private and "no-store" not in answer.headers.get("Cache-Control", ""):
            wrong.append(f"{address}: {answer.status_code} may be kept by a cache")
        if not answer.streaming and "html" in answer.headers.get("Content-Type", ""):
            pages += answer.status_code == 200
            body = answer.content.decode()
            wrong += [f"{address}: inline {found}" for found in INLINE.findall(body)[:2]]
            wrong += [f"{address}: from elsewhere {found}" for found in ELSEWHERE.findall(body)[:2]]
    assert not wrong, "\n".join(wrong[:40])
    assert pages > 5


def production(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("ALONGSIDE")}
    for name in ("DATABASE_URL", "KEYS_DATABASE_URL", "REDIS_URL", "DJANGO_ALLOW_ASYNC_UNSAFE"):
        kept.pop(name, None)
    settings = {
        "ALONGSIDE_MODE": "production",
        "ALONGSIDE_SECRET": "q7" * 10 + "0123456789abcdefghijklmnopqrstuv-_xyz",
        "ALONGSIDE_MASTER_KEY": "ab" * 32,
        "ALONGSIDE_URL": "https://mentoring.example.org",
        "ALONGSIDE_DATA": str(folder),
        "EMAIL_URL": "smtp://127.0.0.1:25",
        "DJANGO_SETTINGS_MODULE": "alongside.config.settings",
    }
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT, env={**kept, **settings}, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def test_a_production_site_has_nothing_to_be_warned_of(tmp_path: Path) -> None:
    done = production(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


COOKIES = """
import django
django.setup()
from django.core.management import call_command
call_command("collectstatic", interactive=False, verbosity=0)
from django.test import Client
client = Client(headers={"host": "mentoring.example.org", "x-forwarded-proto": "https"})
answer = client.get("/sign-in/")
print(answer.status_code, answer.headers["Strict-Transport-Security"])
for cookie in answer.cookies.values():
    print(cookie.OutputString())
plain = Client(headers={"host": "mentoring.example.org"}).get("/sign-in/")
print(plain.status_code, plain.headers.get("Location"))
"""


def test_cookies_of_a_site_on_https_belong_to_this_host_alone(tmp_path: Path) -> None:
    done = production(tmp_path, "-c", COOKIES)
    assert done.returncode == 0, done.stderr
    first, *cookies, plain = done.stdout.strip().splitlines()
    assert first.startswith("200 max-age=31536000; includeSubDomains")
    assert cookies, "the form's token is in a cookie"
    for cookie in cookies:
        assert cookie.startswith("__Host-") and "Secure" in cookie and "Path=/" in cookie
        assert "Domain" not in cookie and "SameSite=Lax" in cookie
    assert plain == "301 https://mentoring.example.org/sign-in/"
