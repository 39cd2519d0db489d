"""What the browser tests share: being somebody, watching a page, and what a page must hold to."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Page, Response

#: The password of everybody in the demonstration.
PASSWORD = "alongside demonstration"


@dataclass
class Watch:
    """What a browser complained about since it was last asked: ``take()``."""

    said: list[str] = field(default_factory=list)

    def take(self) -> list[str]:
        said, self.said = self.said, []
        return said


def watch(page: Page) -> Watch:
    """Listen for console errors, violations of the content policy and scripts that failed."""
    found = Watch()

    def console(message: Any) -> None:
        if message.type == "error":
            found.said.append(f"console: {message.text}")

    page.on("console", console)
    page.on("pageerror", lambda error: found.said.append(f"script: {error}"))
    return found


def be(page: Page, url: str, name: str) -> None:
    """Sign in as one of the demonstration's people, by a click on their name."""
    page.goto(f"{url}/sign-in/")
    page.get_by_role("button", name=re.compile(f"as {name}")).click()
    page.wait_for_url(lambda address: "/sign-in/" not in address)


def sign_in(page: Page, url: str, email: str, password: str = PASSWORD) -> None:
    """Sign in as on any site, with address and password."""
    page.goto(f"{url}/sign-in/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.locator("form").filter(has=page.get_by_label("Password", exact=True)).get_by_role(
        "button", name="Sign in"
    ).click()
    page.wait_for_url(lambda address: "/sign-in/" not in address)


def until(found: Callable[[], Any], what: str, seconds: float = 20) -> Any:
    """What ``found`` gives as soon as it gives something; fails with ``what`` after ``seconds``."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if result := found():
            return result
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds:.0f} s: {what}")


# Every page, found by following links ------------------------------------------------------------


@dataclass(frozen=True)
class Visit:
    """One page a person can get to: its route's name, where it was linked from, its answer."""

    route: str
    path: str
    linked_from: str
    answer: Response

    def __str__(self) -> str:
        return f"{self.route} {self.path}"


#: A link to one of these is a file, not a page.
FILE = re.compile(r"\.[a-z]{2,5}$")
#: A letter shown to whoever runs the site: its links are for the one it was written to.
OTHERS_LINKS = ("site_letter",)
#: Pages that are there all the time and linked to when it is time for them.
OPENS_LATER = {"meeting": "session/"}


def crawl(
    page: Page, url: str, start: str, *, within: str = "/", examples: int = 1, most: int = 120
) -> Iterator[Visit]:
    """Follow every link from ``start`` that stays ``within``; the page stands open at each turn.

    ``examples``: how many pages of one route.
    """
    waiting: list[tuple[str, str]] = [(start, "the beginning")]
    seen: dict[str, int] = {}
    known = {start}
    while waiting and len(seen) < most:
        path, linked_from = waiting.pop(0)
        try:
            route = resolve(path).url_name or path
        except Resolver404:
            route = f"(no route) {path}"
        if seen.get(route, 0) >= examples:
            continue
        seen[route] = seen.get(route, 0) + 1
        answer = page.goto(url + path)
        assert answer is not None, path
        landed = urlsplit(page.url).path
        if landed != path:
            # A redirect: what is open is another route's page.
            try:
                route = resolve(landed).url_name or landed
            except Resolver404:
                route = f"(no route) {landed}"
            if seen.get(route, 0) >= examples:
                continue
            seen[route] = seen.get(route, 0) + 1
            path = landed
        yield Visit(route, path, linked_from, answer)
        if route in OTHERS_LINKS:
            continue
        if route in OPENS_LATER:
            waiting.append((path + OPENS_LATER[route], route))
        for link in page.eval_on_selector_all(
            "a[href]", "all => all.map(a => a.getAttribute('href'))"
        ):
            address = urlsplit(urljoin(url + path, link))
            if f"{address.scheme}://{address.netloc}" != url or FILE.search(address.path):
                continue
            if not address.path.startswith(within):
                continue
            if address.path not in known and not address.path.startswith(
                ("/static/", "/styleguide/")
            ):
                known.add(address.path)
                waiting.append((address.path, route))


# What every page must hold to --------------------------------------------------------------------

#: Elements that a keyboard reaches and nobody can see: no box of their own, nor a label's.
_HIDDEN_STOPS = """() => {
  const stops = 'a[href], button, input:not([type=hidden]), select, textarea, summary, '
    + '[tabindex]:not([tabindex="-1"])';
  const big = (e) => { const r = e.getBoundingClientRect(); return r.width > 4 && r.height > 4; };
  const bad = [];
  for (const one of document.querySelectorAll(stops)) {
    if (one.disabled || one.tabIndex < 0 || !one.checkVisibility({visibilityProperty: true})) continue;
    one.focus({preventScroll: true});
    if (document.activeElement !== one) continue;
    const shown = [one, ...(one.labels || []), one.parentElement].some(
      (e) => e && big(e) && e.checkVisibility({opacityProperty: true, visibilityProperty: true}));
    const box = one.getBoundingClientRect();
    const away = box.right + scrollX < 0 || box.bottom + scrollY < 0;
    if (!shown || away) bad.push(one.outerHTML.slice(0, 120));
  }
  document.activeElement && document.activeElement.blur();
  return bad;
}"""

#: What reaches over the right edge, the outermost things first.
_WIDER = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const over = [...document.querySelectorAll('body *')].filter(
    (e) => e.getBoundingClientRect().right > wide + 1);
  return [document.documentElement.scrollWidth + ' px of ' + wide,
    ...over.slice(0, 4).map((e) => e.outerHTML.slice(0, 120))];
}"""


def faults(page: Page, visit: Visit, watching: Watch, *, private: bool) -> list[str]:
    """What is wrong with the page that stands open, apart from what axe looks at."""
    found = list(watching.take())
    if visit.answer.status != 200:
        return [f"answers {visit.answer.status} (linked from {visit.linked_from})"]
    if private and "no-store" not in (visit.answer.header_value("cache-control") or ""):
        found.append("may be kept by a cache: no no-store")
    heads = page.locator("h1").count()
    if heads != 1:
        found.append(f"{heads} headings of the first level")
    found += [f"the keyboard stops where nothing shows: {e}" for e in page.evaluate(_HIDDEN_STOPS)]
    return found


@contextmanager
def as_on_a_phone(page: Page) -> Iterator[None]:
    """The page that stands open, at 390 pixels and dark."""
    size = page.viewport_size
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    yield
    page.emulate_media(color_scheme="light")
    if size:
        page.set_viewport_size(size)


def too_wide(page: Page) -> list[str]:
    """What makes the page that stands open scroll sideways."""
    return [f"scrolls sideways at {page.viewport_size}: {e}" for e in page.evaluate(_WIDER)]
