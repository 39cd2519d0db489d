"""What the environment says, with safe defaults and plain words when something is missing."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

MODES = ("development", "demonstration", "test", "production")

#: Known to everyone who has read this file: never good enough for a real site.
TEST_SECRET = "a secret for tests and for nothing else"
TEST_MASTER_KEY = "00" * 31 + "01"


class Missing(SystemExit):
    """A start that must not happen: says what to set, and ends the program with 1."""

    def __init__(self, sentence: str) -> None:
        super().__init__(f"Alongside did not start. {sentence}")


def mode() -> str:
    """The mode this process runs in; development when nothing is said."""
    said = os.environ.get("ALONGSIDE_MODE", "development")
    if said not in MODES:
        raise Missing(f"ALONGSIDE_MODE is {said!r}; set it to one of {', '.join(MODES)}.")
    if said == "production" and os.environ.get("ALONGSIDE_DEBUG"):
        raise Missing("ALONGSIDE_DEBUG is set; unset it before a production start.")
    return said


def data_folder(checkout: Path) -> Path:
    """The folder a one-machine site keeps its files in."""
    said = os.environ.get("ALONGSIDE_DATA")
    if said:
        return Path(said).resolve()
    if mode() == "test":
        return Path(tempfile.gettempdir()) / f"alongside-test-{os.getuid()}"
    return checkout / "site-data"


def _kept(folder: Path, name: str, make: Any) -> str:
    """A value made once and kept in a file that only its owner can read."""
    path = folder / name
    if path.exists():
        return path.read_text().strip()
    folder.mkdir(parents=True, exist_ok=True)
    value = str(make())
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process of the same start made it first
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(value + "\n")
    return value


def secret(mode: str, folder: Path) -> str:
    """The secret that signs cookies and links."""
    said = os.environ.get("ALONGSIDE_SECRET", "")
    if mode == "test":
        return said or TEST_SECRET
    if mode == "production":
        if len(said) < 40 or said == TEST_SECRET:
            raise Missing(
                "Set ALONGSIDE_SECRET to at least 40 random characters of your own "
                '(python3 -c "import secrets; print(secrets.token_hex(32))").'
            )
        kept = folder / "secret"
        if kept.exists() and kept.read_text().strip() == said:
            raise Missing("ALONGSIDE_SECRET is the demonstration's; make one of your own.")
        return said
    return said or _kept(folder, "secret", lambda: secrets.token_hex(32))


def master_key(mode: str, folder: Path) -> bytes:
    """The 32 bytes that wrap every key of the key store."""
    said = os.environ.get("ALONGSIDE_MASTER_KEY", "")
    if mode == "test":
        said = said or TEST_MASTER_KEY
    elif mode == "production":
        if not said or said == TEST_MASTER_KEY:
            raise Missing(
                "Set ALONGSIDE_MASTER_KEY to 64 hexadecimal digits of your own, and keep a copy "
                "apart from the backups: without it nothing confidential can be read."
            )
        kept = folder / "master-key"
        if kept.exists() and kept.read_text().strip() == said:
            raise Missing("ALONGSIDE_MASTER_KEY is the demonstration's; make one of your own.")
    else:
        said = said or _kept(folder, "master-key", lambda: secrets.token_hex(32))
    try:
        key = bytes.fromhex(said)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise Missing("ALONGSIDE_MASTER_KEY must be 64 hexadecimal digits.")
    return key


def hosts(mode: str, site_url: str) -> list[str]:
    """The host names this site answers to."""
    said = [h.strip() for h in os.environ.get("ALONGSIDE_HOSTS", "").split(",") if h.strip()]
    own = urlsplit(site_url).hostname
    if mode == "production":
        if "*" in said:
            raise Missing("ALONGSIDE_HOSTS contains *; name the hosts.")
        return said or ([own] if own else [])
    return [*said, "localhost", "127.0.0.1", "[::1]", "testserver", *([own] if own else [])]


def _sqlite(path: Path) -> dict[str, Any]:
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        # A file for tests too: one in memory locks whole tables, and races could not be shown.
        "TEST": {"NAME": str(path.with_name(f"test-{path.name}"))},
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            # FULL: a row that was acknowledged survives a power cut.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000;"
            ),
        },
        "CONN_MAX_AGE": None,
    }


def _postgres(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    options: dict[str, Any] = {k: v[0] for k, v in parse_qs(parts.query).items()}
    if mode() != "test":
        options["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_HEALTH_CHECKS": True,
    }


def databases(folder: Path) -> dict[str, Any]:
    """The data and, apart from it, the keys.

    On PostgreSQL the two must not share a database: a backup of the data would carry the keys.
    """
    url = os.environ.get("DATABASE_URL", "")
    keys_url = os.environ.get("KEYS_DATABASE_URL", "")
    if url and not url.startswith(("postgres://", "postgresql://")):
        raise Missing("DATABASE_URL must begin with postgres:// (leave it out for SQLite).")
    if url and url == keys_url:
        raise Missing("KEYS_DATABASE_URL must name another database than DATABASE_URL.")
    return {
        "default": _postgres(url) if url else _sqlite(folder / "db.sqlite3"),
        "keys": _postgres(keys_url) if keys_url else _sqlite(folder / "keys.sqlite3"),
    }


def email(mode: str) -> dict[str, Any]:
    """Where mail is handed over; without EMAIL_URL messages wait in the outbox page."""
    url = os.environ.get("EMAIL_URL", "")
    if not url:
        if mode == "production":
            raise Missing("Set EMAIL_URL, e.g. smtp://name:password@mail.example.org:587?tls=1.")
        backend = "locmem.EmailBackend" if mode == "test" else "dummy.EmailBackend"
        return {
            "backend": f"django.core.mail.backends.{backend}",
            "host": "",
            "port": 25,
            "name": "",
            "password": "",
            "tls": False,
            "ssl": False,
        }
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    return {
        "backend": "django.core.mail.backends.smtp.EmailBackend",
        "host": parts.hostname or "127.0.0.1",
        "port": parts.port or 25,
        "name": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "tls": query.get("tls", ["0"])[0] == "1",
        "ssl": parts.scheme == "smtps",
    }
