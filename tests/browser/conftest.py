"""Fixtures for tests that look at Alongside through a real browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.servers.mail import MailServer
from tests.servers.site import Site

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}

#: Best-practice rules of axe are opinions; these are the standards.
STANDARDS = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    },
}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium, silent on the network."""
    return {
        **browser_type_launch_args,
        "executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium"),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A British desktop, unless a test asks for something else."""
    return {
        **browser_context_args,
        "viewport": DESKTOP,
        "locale": "en-GB",
        "timezone_id": "Europe/London",
    }


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration site, one for the whole run: for tests that look and leave no mark."""
    site = Site(tmp_path_factory.mktemp("demonstration"))
    site.prepare()
    site.start()
    yield site
    site.stop()


@pytest.fixture(scope="session")
def _prepared_empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty")
    Site(folder).prepare(empty=True)
    return folder


@pytest.fixture
def outgoing_mail() -> Iterator[MailServer]:
    """The SMTP server that ``empty_site`` hands its mail to."""
    server = MailServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def empty_site(_prepared_empty: Path, tmp_path: Path, outgoing_mail: MailServer) -> Iterator[Site]:
    """A site of this test's own that nobody has joined yet; its mail goes to outgoing_mail."""
    folder = tmp_path / "site"
    shutil.copytree(_prepared_empty, folder)
    site = Site(folder, EMAIL_URL=outgoing_mail.url)
    site.start()
    yield site
    site.stop()


@pytest.fixture
def person(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Callable[..., Page]]:
    """Open a browser of one's own: ``person()`` at a desk, ``person(phone=True)`` on a phone.

    Further arguments go to the browser context (``java_script_enabled=False``,
    ``color_scheme="dark"`` …).
    """
    opened: list[BrowserContext] = []

    def open_one(*, phone: bool = False, **options: Any) -> Page:
        on_phone = {"viewport": PHONE, "has_touch": True, "is_mobile": True} if phone else {}
        opened.append(browser.new_context(**{**browser_context_args, **on_phone, **options}))
        return opened[-1].new_page()

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture(scope="session")
def accessible() -> Callable[[Page], None]:
    """Call with a page: fails with what axe found against WCAG 2.2 A and AA."""
    axe = Axe()

    def check(page: Page) -> None:
        found = axe.run(page, options=STANDARDS)
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"

    return check
