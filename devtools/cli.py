"""The verbs of ./dev."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from devtools import BUILD, PYTHON, ROOT, checks, serve
from devtools.install import environment, install, uv
from devtools.say import Interrupted, Stop, complain, note


def main(arguments: list[str]) -> int:
    """Do what the command line says; the exit code."""
    os.umask(os.umask(0) | 0o022)  # nothing of ours is ever writable by others
    try:
        return _dispatch(arguments)
    except Stop as stop:
        complain(str(stop))
        return 1
    except (Interrupted, KeyboardInterrupt):
        return 130


def _dispatch(arguments: list[str]) -> int:
    parser = _parser()
    if not arguments:
        parser.print_help()
        return 0
    said, rest = parser.parse_known_args(arguments)
    rest = [part for part in rest if part != "--"]
    if rest and said.verb not in ("test", "manage", "bench"):
        parser.error(f"{said.verb} does not know {' '.join(rest)}")
    match said.verb:
        case "run":
            data = Path(said.data).expanduser().absolute()
            return serve.run(said.port, said.host, data, said.empty)
        case "test":
            return checks.test(said.fast, rest)
        case "lint":
            return checks.lint()
        case "lock":
            return lock()
        case "docs":
            return docs()
        case "bench":
            return bench(said.name, rest)
        case _:
            return manage(arguments[1:])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./dev", description="The one door to Alongside.", allow_abbrev=False
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)

    run = verbs.add_parser("run", help="open a living site on this machine")
    run.add_argument("--port", type=int, default=8000)
    run.add_argument("--host", default="127.0.0.1", help="address to listen on (this machine only)")
    run.add_argument("--data", default=str(ROOT / "site-data"), help="where databases and keys lie")
    run.add_argument("--empty", action="store_true", help="without the demonstration's people")

    test = verbs.add_parser(
        "test",
        help="all checks and tests; arguments it does not know go to pytest",
        allow_abbrev=False,
    )
    test.add_argument("--fast", action="store_true", help="without PostgreSQL and the browser")

    verbs.add_parser("lint", help="only ruff, mypy, the layers, Django's checks, the migrations")
    verbs.add_parser("lock", help="pin requirements/*.in into requirements/*.txt")
    verbs.add_parser("docs", help="print docs/states.md and docs/capabilities.md from the code")

    bench = verbs.add_parser("bench", help="measure: runs bench/NAME.py")
    bench.add_argument("name", metavar="NAME")

    verbs.add_parser("manage", help="Django's commands, on the site in site-data", add_help=False)
    return parser


def lock() -> int:
    """Pin each requirements/NAME.in; what others build on first."""
    program = uv()
    order = ["run", "test"]
    names = sorted(
        (path.stem for path in (ROOT / "requirements").glob("*.in")),
        key=lambda name: (order.index(name) if name in order else len(order), name),
    )
    for name in names:
        note(f"requirements/{name}.txt")
        done = subprocess.run(
            [
                *(program, "pip", "compile", "-q", "--universal", "--python-version", "3.11"),
                *("--generate-hashes", "--no-emit-index-url", "--no-emit-find-links"),
                *("--custom-compile-command", "./dev lock"),
                *(f"requirements/{name}.in", "-o", f"requirements/{name}.txt"),
            ],
            cwd=ROOT,
            check=False,
        )
        if done.returncode:
            raise Stop(f"requirements/{name}.in could not be pinned; uv's reason stands above.")
    return 0


def manage(arguments: list[str]) -> int:
    """Django's own commands, in the mode and on the data that ./dev run uses."""
    install("run")
    site = environment(ALONGSIDE_MODE="demonstration", ALONGSIDE_DATA=str(ROOT / "site-data"))
    return subprocess.run(
        [str(PYTHON), str(ROOT / "manage.py"), *arguments], env=site, check=False
    ).returncode


def bench(name: str, arguments: list[str]) -> int:
    """Run bench/NAME.py."""
    script = ROOT / "bench" / f"{name}.py"
    if not script.is_file():
        known = ", ".join(sorted(p.stem for p in (ROOT / "bench").glob("[a-z]*.py"))) or "none yet"
        raise Stop(f"There is no bench/{name}.py. There are: {known}.")
    wanted = [n for n in ("run", "test", "bench") if (ROOT / "requirements" / f"{n}.txt").exists()]
    install(*wanted)
    return subprocess.run(
        [str(PYTHON), str(script), *arguments],
        cwd=ROOT,
        env={**environment(), "PYTHONPATH": str(ROOT)},
        check=False,
    ).returncode


def docs() -> int:
    """Write the pages that are printed from the code, so that they cannot drift from it."""
    install("run", "test")
    BUILD.mkdir(exist_ok=True)
    variables = {**environment(), "ALONGSIDE_MODE": "test"}
    report = BUILD / "capabilities.json"
    collected = subprocess.run(
        [
            *(str(PYTHON), "-m", "pytest", "--collect-only", "-qq"),
            *("--capabilities-report", str(report)),
        ],
        cwd=ROOT,
        env=variables,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if collected.returncode:
        raise Stop("The tests can't be collected; ./dev test says why.")
    for command, page in (
        (["states"], "docs/states.md"),
        (["capabilities", str(report)], "docs/capabilities.md"),
    ):
        printed = subprocess.run(
            [str(PYTHON), "manage.py", *command],
            cwd=ROOT,
            env=variables,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        if printed.returncode:
            raise Stop(f"{page} could not be printed; the reason stands above.")
        (ROOT / page).write_text(printed.stdout, encoding="utf-8")
        print(page, file=sys.stderr)
    return 0
