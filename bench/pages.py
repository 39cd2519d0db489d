"""What each main page costs: python bench/pages.py [--seconds 4] [--json].

Queries are counted in this process on the demonstration's data; bytes are those a browser
fetches, compressed, at a first visit (with style, script and fonts) and at a later one (the
page alone); requests a second come from wrk against a real server with one worker, beside a
bare Django view on the same server in the same run.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.servers.ports import free_port  # noqa: E402
from tests.servers.site import Site  # noqa: E402

#: Page, who opens it, the aim in queries (None: no aim of its own).
PAGES = (
    ("Home", "/", "", None),
    ("Today", "/today/", "amara@demo.example", 12),
    ("Agenda", "agenda", "amara@demo.example", 12),
    ("Relationship", "relationship", "amara@demo.example", None),
    ("Session", "session", "amara@demo.example", None),
    ("Journal", "/journal/", "amara@demo.example", None),
    ("Learning record", "/learning/", "amara@demo.example", None),
    ("Overview", "overview", "sian@demo.example", 12),
    ("Matching", "matching", "sian@demo.example", None),
    ("People", "people", "sian@demo.example", None),
)


def _counted() -> dict[str, dict[str, Any]]:
    """Queries and address of each page, in this process."""
    import django

    django.setup()
    from django.db import connections
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from alongside.data.models import Meeting, Person, Programme, Seat

    amara = Person.objects.get(email="amara@demo.example")
    seat = Seat.objects.filter(person=amara, live=True).first()
    assert seat is not None
    meeting = Meeting.objects.filter(relationship=seat.relationship_id, state="booked").first()
    trent = Programme.objects.order_by("created_at", "name").get(slug__startswith="trent")
    named = {
        "agenda": [seat.relationship_id],
        "relationship": [seat.relationship_id],
        "session": [meeting.pk if meeting else None],
        "overview": [trent.slug],
        "matching": [trent.slug],
        "people": [trent.slug],
    }
    found: dict[str, dict[str, Any]] = {}
    for title, where, who, aim in PAGES:
        address = where if where.startswith("/") else reverse(where, args=named[where])
        client = Client()
        if who:
            client.force_login(Person.objects.get(email=who))
        client.get(address)
        with (
            CaptureQueriesContext(connections["default"]) as data,
            CaptureQueriesContext(connections["keys"]) as keys,
        ):
            answer = client.get(address)
        found[title] = {
            "address": address,
            "who": who,
            "status": answer.status_code,
            "queries": len(data) + len(keys),
            "aim": aim,
        }
    return found


def _session_cookie(site: Site, email: str) -> str:
    """A signed-in session, as the sign-in page gives it."""
    jar = CookieJar()
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(jar)
    )
    page = opener.open(f"{site.url}/sign-in/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    from alongside.jobs.demo.site import PASSWORD

    form = {"csrfmiddlewaretoken": token[1], "login": email, "password": PASSWORD}
    request = urllib.request.Request(
        f"{site.url}/sign-in/",
        urllib.parse.urlencode(form).encode(),
        headers={"Referer": f"{site.url}/sign-in/"},
    )
    opener.open(request).read()
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


def _fetch(url: str, cookie: str = "") -> tuple[bytes, int]:
    """Body as text bytes, and how many bytes travelled."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "br, gzip", "Cookie": cookie})
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
        body = answer.read()
        if answer.headers.get("Content-Encoding") == "gzip":
            return gzip.decompress(body), len(body)
        return body, len(body)


def _weight(site: Site, address: str, cookie: str) -> tuple[int, int]:
    """Bytes at the first and at a later visit."""
    page, size = _fetch(site.url + address, cookie)
    text = page.decode()
    assets = set(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|woff2|svg))"', text))
    total = size
    for asset in sorted(assets):
        body, travelled = _fetch(site.url + asset)
        total += travelled
    # The fonts of latin letters, which every page shows; latin-ext comes when a name needs it.
    fonts = ROOT / "alongside" / "web" / "static" / "vendor" / "fonts"
    linked = {Path(asset).name.split(".")[0] for asset in assets}
    total += sum(
        font.stat().st_size
        for font in fonts.glob("*-latin-*.woff2")
        if "ext" not in font.name and font.name.split(".")[0] not in linked
    )
    return total, size


def _rate(url: str, cookie: str, seconds: int) -> float:
    """Requests a second with eight connections."""
    command = ["wrk", "-t1", "-c8", f"-d{seconds}s", "-H", f"Cookie: {cookie}", url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said:
        raise RuntimeError(said)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    assert rate is not None
    return float(rate[1])


def _bare(seconds: int) -> float:
    port = free_port()
    granian = Path(sys.executable).parent / "granian"
    server = subprocess.Popen(
        [
            str(granian), "--interface", "wsgi", "--workers", "1", "--no-ws", "--log-level", "error",
            "--blocking-threads", "4", "--backpressure", "128", "--host", "127.0.0.1",
            "--port", str(port), "bench.bare:application",
        ],
        cwd=ROOT,
    )  # fmt: skip
    try:
        for _attempt in range(200):
            try:
                _fetch(f"http://127.0.0.1:{port}/")
                break
            except OSError:
                import time

                time.sleep(0.05)
        return _rate(f"http://127.0.0.1:{port}/", "", seconds)
    finally:
        server.terminate()
        server.wait(timeout=10)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=int, default=4)
    options.add_argument("--json", action="store_true")
    asked = options.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is missing; on Debian: apt-get install wrk")
    folder = Path(tempfile.mkdtemp(prefix="alongside-bench-"))
    site = Site(folder)
    os.environ.update(
        {k: site.environment[k] for k in ("ALONGSIDE_DATA", "ALONGSIDE_MODE", "ALONGSIDE_URL")},
        DJANGO_SETTINGS_MODULE="alongside.config.settings",
    )
    try:
        site.prepare()
        pages = _counted()
        site.start(worker=False)
        cookies = {who: _session_cookie(site, who) for _t, _w, who, _a in PAGES if who}
        bare = _bare(asked.seconds)
        for page in pages.values():
            cookie = cookies.get(page["who"], "")
            page["first"], page["later"] = _weight(site, page["address"], cookie)
            page["rate"] = _rate(site.url + page["address"], cookie, asked.seconds)
            page["of_bare"] = page["rate"] / bare
    finally:
        site.stop()
        shutil.rmtree(folder, ignore_errors=True)
    if asked.json:
        print(json.dumps({"bare": bare, "pages": pages}, indent=2, default=str))
        return
    print(f"A bare view: {bare:.0f} requests a second.\n")
    print(
        "| Page | Status | Queries | First visit, KB | Later, KB | Requests/s | Of the bare view |"
    )
    print("|---|---|---|---|---|---|---|")
    for title, page in pages.items():
        aim = f" (aim {page['aim']})" if page["aim"] else ""
        print(
            f"| {title} | {page['status']} | {page['queries']}{aim} | {page['first'] / 1024:.1f} "
            f"| {page['later'] / 1024:.1f} | {page['rate']:.0f} | {page['of_bare']:.2f} |"
        )


if __name__ == "__main__":
    main()
