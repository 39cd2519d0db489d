"""./dev test: everything that continuous integration runs, each step with its time."""

from __future__ import annotations

import signal
import subprocess
import time
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

from devtools import BUILD, PYTHON, ROOT, VENV
from devtools.family import Family, listen
from devtools.install import chromium, environment, install
from devtools.say import Interrupted, Stop, complain, note

#: A step that takes longer hangs.
LIMIT_SECONDS = 720
NO_TESTS = 5  # pytest's exit code when a selection chose nothing


@dataclass
class Step:
    """One thing to run, and how it went."""

    name: str
    command: list[str]
    report: Path | None = None
    passed: int = 0
    failed: int = 0
    seconds: float = 0.0


def lint() -> int:
    """The checks that need no test run."""
    install("run", "test")
    return _run_all(_static())


def test(fast: bool, arguments: list[str]) -> int:
    """All checks and tests; ``fast`` leaves out PostgreSQL and the browser."""
    install("run", "test")
    in_two = ["-m", "not browser", "-n", "2", "--dist", "loadfile"]
    steps = [*_static(), _pytest("tests on SQLite", in_two, arguments)]
    if not fast:
        on_postgres = ["--database", "postgresql", *in_two]
        steps.append(_pytest("tests on PostgreSQL", on_postgres, arguments))
        steps.append(_pytest("tests in the browser", ["-m", "browser"], arguments))
        chromium()
    return _run_all(steps)


def _static() -> list[Step]:
    programs = VENV / "bin"
    python = str(PYTHON)
    return [
        Step("ruff check", [str(programs / "ruff"), "check", "--quiet", "."]),
        Step("ruff format", [str(programs / "ruff"), "format", "--check", "--quiet", "."]),
        Step("mypy", [str(programs / "mypy"), "--no-error-summary"]),
        Step("layers", [str(programs / "lint-imports"), "--no-logo"]),
        Step("system checks", [python, "manage.py", "check", "--fail-level", "WARNING"]),
        Step("migrations", [python, "manage.py", "makemigrations", "--check", "--dry-run"]),
    ]


def _pytest(name: str, options: list[str], arguments: list[str]) -> Step:
    report = BUILD / f"{name.replace(' ', '-')}.xml"
    command = [str(PYTHON), "-m", "pytest", "-q", f"--junitxml={report}", *options, *arguments]
    return Step(name, command, report)


def _run_all(steps: list[Step]) -> int:
    listen()
    mode = {"ALONGSIDE_MODE": "test", "ALONGSIDE_DATA": str(BUILD / "checks")}
    variables = {**environment(), **mode}
    began = time.monotonic()
    try:
        for step in steps:
            _run(step, variables)
    except Interrupted:
        raise Stop("Stopped before the end.") from None
    note("")
    for step in steps:
        word = "ok    " if not step.failed else "FAILED"
        note(f"  {word} {step.name:<22} {step.seconds:6.1f} s")
    failed = sum(step.failed for step in steps)
    passed = sum(step.passed for step in steps)
    minutes, seconds = divmod(round(time.monotonic() - began), 60)
    note(f"\nAll steps took {minutes} min {seconds} s.")
    note(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def _run(step: Step, variables: dict[str, str]) -> None:
    note(f"\n== {step.name}")
    if step.report:
        step.report.unlink(missing_ok=True)
    began = time.monotonic()
    family = Family()
    try:
        family.start(step.name, step.command, variables, ROOT)
        process = family.members[step.name]
        code = process.wait(timeout=LIMIT_SECONDS)
    except subprocess.TimeoutExpired:
        complain(f"{step.name} took longer than {LIMIT_SECONDS} seconds and was ended.")
        code = -signal.SIGKILL
    finally:
        # As Ctrl-C: pytest then ends the servers it started. The group may hold what it forgot.
        family.stop(patience=15, how=signal.SIGINT)
        listen()
    step.seconds = time.monotonic() - began
    _count(step, code)
    note(f"   {'FAILED' if step.failed else 'ok'}, {step.seconds:.1f} s")


def _count(step: Step, code: int) -> None:
    """A check counts as one; a test run as what its report says, and never as all well."""
    good = code == 0 or (step.report is not None and code == NO_TESTS)
    if step.report and step.report.exists():
        for suite in ET.parse(step.report).getroot().iter("testsuite"):  # noqa: S314 - our own file
            number = {k: int(suite.get(k, 0)) for k in ("tests", "failures", "errors", "skipped")}
            bad = number["failures"] + number["errors"]
            step.failed += bad
            step.passed += max(0, number["tests"] - bad - number["skipped"])
    elif not step.report:
        step.passed = int(good)
    if not good and not step.failed:
        step.failed = 1
