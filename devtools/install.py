"""The virtual environment and what goes into it, hash-checked; Chromium for the tests."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from devtools import BUILD, PYTHON, ROOT, VENV
from devtools.say import Stop, note

STAMP = VENV / "installed.json"
#: Megabytes that an installation takes at most, with room to unpack.
ROOM = {"run": 900, "test": 1500}
#: Another browser of the family can be named; the tests read the same variable.
CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))


def install(*names: str) -> None:
    """Bring .venv to what requirements/NAME.txt pin; nothing to do costs a millisecond."""
    wanted = {name: _digest(name) for name in names}
    if _missing(wanted):
        with _one_at_a_time():
            _make_venv()
            missing = _missing(wanted)  # another ./dev may have done it meanwhile
            if missing:
                _need_room(max(ROOM.get(name, 300) for name in missing))
                _install(missing)
                _remember({name: wanted[name] for name in missing})


def uv() -> str:
    """The path of uv, installed into .venv when needed; Stop when it can't be had."""
    with _one_at_a_time():
        _make_venv()
        found = _uv()
    if not found:
        raise Stop("uv could not be installed, and pinning needs it. Is this machine online?")
    return found


def chromium() -> None:
    """See that Chromium is there: install it where that is allowed, else say what to type."""
    if CHROMIUM.exists():
        return
    line = "apt-get install -y --no-install-recommends chromium fonts-liberation"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Stop(
            f"Chromium is missing ({CHROMIUM}); the browser tests need it. Type: sudo {line} "
            "(or leave them out: ./dev test --fast)"
        )
    note("Installing Chromium ...")
    unasked = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], [*line.split(), "-qq"]):
        done = subprocess.run(command, env=unasked, capture_output=True, text=True, check=False)
    if done.returncode or not CHROMIUM.exists():
        said = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise Stop(f"Chromium could not be installed ({said}). Type: {line}")


def environment(**ours: str) -> dict[str, str]:
    """The environment for programs of the checkout: ours where the person said nothing.

    A shell that forbids compiled files would make each start compile Django anew: a second more.
    """
    theirs = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {"PYTHONUNBUFFERED": "1", **ours, **theirs}


def _digest(name: str) -> str:
    pinned = (ROOT / "requirements" / f"{name}.txt").read_bytes()
    return hashlib.sha256(pinned + sys.version.encode()).hexdigest()


def _installed() -> dict[str, str]:
    try:
        stamps = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamps if os.access(PYTHON, os.X_OK) else {}


def _missing(wanted: dict[str, str]) -> list[str]:
    have = _installed()
    return [name for name, digest in wanted.items() if have.get(name) != digest]


def _remember(stamps: dict[str, str]) -> None:
    STAMP.write_text(json.dumps({**_installed(), **stamps}, indent=2), encoding="utf-8")


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two ./dev started together must not install into one folder at once."""
    try:
        BUILD.mkdir(exist_ok=True)
        lock = open(BUILD / "install.lock", "w")  # noqa: SIM115 - closed below
    except OSError as error:
        raise Stop(f"{ROOT} can't be written to ({error.strerror}).") from None
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make_venv() -> None:
    if os.access(PYTHON, os.X_OK) and _works():
        return
    if importlib.util.find_spec("ensurepip") is None:
        raise Stop(
            "Python can't make a virtual environment here. Type: "
            f"{'' if os.geteuid() == 0 else 'sudo '}apt-get install -y python3-venv"
        )
    _need_room(ROOM["run"])
    note("Making the virtual environment ...")
    done = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or ["no reason given"]
        raise Stop(f"The virtual environment could not be made: {said[-1]}")


def _works() -> bool:
    """A .venv from another folder or a Python that is gone has to be made again."""
    probe = [str(PYTHON), "-c", "import pip, sys; print(*sys.version_info[:2])"]
    try:
        said = subprocess.run(probe, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return False
    return said.split() == [str(part) for part in sys.version_info[:2]]


def _need_room(megabytes: int) -> None:
    free = shutil.disk_usage(ROOT).free // 1_000_000
    if free < megabytes:
        raise Stop(f"Not enough disk space in {ROOT}: {megabytes} MB are needed, {free} are free.")


def _for_installers() -> dict[str, str]:
    variables = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    # uv does not read pip's settings; what the person told pip should hold for both.
    for pip, uv_name in (("PIP_INDEX_URL", "UV_DEFAULT_INDEX"), ("PIP_CERT", "SSL_CERT_FILE")):
        if variables.get(pip):
            variables.setdefault(uv_name, variables[pip])
    home = Path(variables.get("HOME") or "/nonexistent")
    if not os.access(home, os.W_OK):
        variables["UV_NO_CACHE"] = "1"
    return variables


def _pip(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(PYTHON), "-m", "pip", *arguments],
        env=_for_installers(),
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )


def _uv() -> str | None:
    own = VENV / "bin" / "uv"
    if own.exists():
        return str(own)
    _pip("install", "-q", "--require-hashes", "-r", "requirements/setup.txt")
    return str(own) if own.exists() else shutil.which("uv")


def _install(names: list[str]) -> None:
    files = [part for name in names for part in ("-r", f"requirements/{name}.txt")]
    note(f"Installing packages ({' and '.join(names)}) ...")
    found = _uv()
    if found:
        with_uv = subprocess.run(
            [
                *(found, "pip", "install", "-q", "--require-hashes", "--compile-bytecode"),
                *("--python", str(PYTHON), *files),
            ],
            env=_for_installers(),
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        )
        if with_uv.returncode == 0:
            return
        note("uv could not; trying pip ...")
    with_pip = _pip("install", "-q", "--require-hashes", *files)
    if with_pip.returncode:
        lines = [line for line in with_pip.stderr.strip().splitlines() if line.strip()]
        raise Stop(f"The packages could not be installed: {(lines or ['no reason given'])[-1]}")
