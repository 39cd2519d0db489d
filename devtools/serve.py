"""./dev run: from a checkout to a living site, and back to nothing on Ctrl-C."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from devtools import PYTHON, ROOT, VENV
from devtools.family import Family, end_with_parent, listen
from devtools.install import environment, install
from devtools.say import Interrupted, Stop, note

#: Megabytes: the demonstration site takes about 30, its log of writes as much again.
ROOM_FOR_DATA = 200
#: Written by the site itself; removed when a first start was cut short, before anyone used it.
DATABASES = ("db.sqlite3", "keys.sqlite3", "queue.sqlite3")


def run(port: int, host: str, data: Path, empty: bool) -> int:
    """Install, prepare and serve until somebody asks for the end; the exit code."""
    listen()
    family = Family()
    try:
        _check_port(host, port)
        _check_folder(data)
        install("run")
        site = _site(host, port, data)
        welcome = _prepare(data, empty, site)
        _start(family, host, port, site)
        address = f"http://{_shown(host)}:{port}/"
        note(f"\nAlongside is running at {address}\n")
        if empty and not welcome:
            welcome = _first_administrator(site)
        if welcome:
            note(welcome + "\n")
        note("Ctrl-C ends it.")
        while not (gone := family.ended()):
            time.sleep(0.5)
        raise Stop(f"The {gone} ended by itself; what it said stands above.")
    except Interrupted:
        note("\nStopping ...")
        return 0
    finally:
        family.stop()


def _check_port(host: str, port: int) -> None:
    if not 0 < port < 65536:
        raise Stop(f"{port} is not a port; choose one from 1 to 65535 with --port.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise Stop(
                    f"Port {port} is in use; choose another, e.g. ./dev run --port {port + 1}"
                ) from None
            if error.errno == errno.EACCES:
                raise Stop(f"Port {port} needs root; choose one above 1023 with --port.") from None
            raise Stop(f"{host}:{port} can't be listened on: {error.strerror}.") from None


def _check_folder(data: Path) -> None:
    """The data folder exists, takes files, belongs to its owner alone, and has room."""
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = data / f".written-{secrets.token_hex(4)}"
        probe.touch()
        probe.unlink()
        free = shutil.disk_usage(data).free // 1_000_000
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise Stop(f"No disk space left for the data folder {data}.") from None
        raise Stop(f"The data folder {data} can't be written to: {error.strerror}.") from None
    if free < ROOM_FOR_DATA:
        raise Stop(
            f"Not enough disk space for the data folder {data}: "
            f"{ROOM_FOR_DATA} MB are needed, {free} are free."
        )


def _site(host: str, port: int, data: Path) -> dict[str, str]:
    site = environment(
        ALONGSIDE_MODE="demonstration", ALONGSIDE_URL=f"http://{_shown(host)}:{port}"
    )
    return {**site, "ALONGSIDE_DATA": str(data), "PORT": str(port)}


def _shown(host: str) -> str:
    if host in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _prepare(data: Path, empty: bool, site: dict[str, str]) -> str:
    """Tables, static files and the demonstration, unless a stamp says all is as it was.

    Returns what to print under the address: the sign-ins, or a first-administrator link.
    """
    stamp, begun, welcome = data / "prepared.json", data / "preparing", data / "sign-ins.txt"
    wanted = hashlib.sha256(
        "\n".join(
            [
                _fingerprint(),
                str(empty),
                *(site.get(n, "") for n in ("ALONGSIDE_MODE", "DATABASE_URL", "KEYS_DATABASE_URL")),
            ]
        ).encode()
    ).hexdigest()
    prepared = _read(stamp)
    if prepared.get("of") == wanted and (prepared.get("elsewhere") or _complete(data)):
        said = welcome.read_text(encoding="utf-8") if welcome.exists() else ""
        # The same site may be opened on another port today.
        return said.replace(str(prepared.get("url")), site["ALONGSIDE_URL"])
    if begun.exists():
        _begin_again(data)
    if not (data / DATABASES[0]).exists():
        begun.touch()
    note("Preparing the site; the first time this takes about half a minute ...")
    # In a group of its own, so that a stop takes it along, and Ctrl-C reaches it once.
    command = [str(PYTHON), "manage.py", "prepare", *(["--empty"] if empty else [])]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=site,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=end_with_parent,
    )
    try:
        said, _ = process.communicate()
    except BaseException:
        process.kill()
        process.wait()
        raise
    if process.returncode:
        raise Stop("The site could not be prepared; what it said stands above.")
    said = said.strip()
    _write(welcome, "" if empty else said)
    about = {
        "of": wanted,
        "url": site["ALONGSIDE_URL"],
        "elsewhere": bool(site.get("DATABASE_URL")),
    }
    _write(stamp, json.dumps(about))
    begun.unlink(missing_ok=True)
    return said


def _first_administrator(site: dict[str, str]) -> str:
    """A fresh link while the site has no administrator; afterwards nothing.

    Asked for once the site is open: it takes a second of its own.
    """
    said = subprocess.run(
        [str(PYTHON), "manage.py", "firstadmin"],
        cwd=ROOT,
        env=site,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return said.stdout.strip()


def _fingerprint() -> str:
    """Changes when any file of the program or a pinned package does."""
    digest = hashlib.sha256()
    for folder, folders, files in os.walk(ROOT / "alongside"):
        folders[:] = sorted(f for f in folders if f != "__pycache__")
        for name in sorted(files):
            path = os.path.join(folder, name)
            about = os.stat(path)
            digest.update(f"{path}\0{about.st_mtime_ns}\0{about.st_size}\n".encode())
    digest.update((ROOT / "requirements" / "run.txt").read_bytes())
    return digest.hexdigest()


def _complete(data: Path) -> bool:
    return (
        all((data / name).exists() for name in DATABASES[:2]) and not (data / "preparing").exists()
    )


def _begin_again(data: Path) -> None:
    for name in DATABASES:
        for end in ("", "-wal", "-shm", "-journal"):
            (data / (name + end)).unlink(missing_ok=True)


def _read(path: Path) -> dict[str, object]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(path: Path, text: str) -> None:
    """Sign-ins are for whoever owns the folder, and for nobody else."""
    path.unlink(missing_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)


def _start(family: Family, host: str, port: int, site: dict[str, str]) -> None:
    server = [
        str(VENV / "bin" / "granian"),
        *("--interface", "wsgi", "--workers", "2", "--host", host, "--port", str(port)),
        # More threads than a database takes connections would only wait for one another.
        *("--blocking-threads", "4", "--backpressure", "128"),
        *("--no-ws", "--log-level", "warning", "--workers-kill-timeout", "3"),
        "alongside.config.wsgi:application",
    ]
    family.start("web server", server, site, ROOT)
    _wait_for_health(family, f"http://{_shown(host)}:{port}/health/")
    # After the first answer, so that the page is not kept waiting by it.
    family.start("worker", [str(PYTHON), "manage.py", "worker"], site, ROOT)


def _wait_for_health(family: Family, url: str, seconds: float = 60) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + seconds
    while True:
        try:
            with opener.open(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except urllib.error.HTTPError as error:
            if error.code < 500:
                raise Stop(f"{url} answered {error.code}.") from None
        except OSError:
            pass
        if family.ended():
            raise Stop("The web server did not start; what it said stands above.")
        if time.monotonic() > until:
            raise Stop(f"The site did not answer at {url} within {seconds:.0f} seconds.")
        time.sleep(0.05)
