"""Set up before the settings are read: which database, and a data folder of this run's own.

``--database postgresql`` runs the same tests on a real PostgreSQL: the one of DATABASE_URL, or
one started here for the run. ``--capabilities-report FILE`` writes which test shows which
numbered capability.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlsplit

import pytest

#: Of these the tests decide themselves; what the shell happens to hold must not matter.
OURS = (
    "ALONGSIDE_SECRET",
    "ALONGSIDE_MASTER_KEY",
    "ALONGSIDE_URL",
    "ALONGSIDE_HOSTS",
    "ALONGSIDE_NAME",
    "ALONGSIDE_MAIL_FROM",
    "ALONGSIDE_DEBUG",
    "REDIS_URL",
    "EMAIL_URL",
)
#: These need no database, or choose their own: once is enough.
ONCE = ("tests/engine/", "tests/dev/", "tests/browser/")


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("alongside")
    group.addoption("--database", choices=["sqlite", "postgresql"], default="sqlite")
    group.addoption("--capabilities-report", metavar="FILE", default="")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Runs before pytest-django reads the settings; workers of xdist inherit what it sets."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker is None:
        for name in OURS:
            os.environ.pop(name, None)
        os.environ["ALONGSIDE_MODE"] = "test"
        # The test's own thread may hold a browser's event loop while it looks into a database.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        run_folder = tempfile.mkdtemp(prefix="alongside-tests-")
        os.environ["ALONGSIDE_TEST_RUN"] = run_folder
        early_config.add_cleanup(lambda: shutil.rmtree(run_folder, ignore_errors=True))
        _choose_database(early_config)
    data = Path(os.environ["ALONGSIDE_TEST_RUN"]) / (worker or "main")
    data.mkdir(exist_ok=True)
    os.environ["ALONGSIDE_DATA"] = str(data)


def _choose_database(config: pytest.Config) -> None:
    if config.known_args_namespace.database == "sqlite":
        os.environ.pop("DATABASE_URL", None)
        os.environ.pop("KEYS_DATABASE_URL", None)
        return
    url = os.environ.get("DATABASE_URL")
    if not url:
        from tests.servers.postgres import Postgres

        server = Postgres()
        config.add_cleanup(server.stop)
        server.start()
        url = os.environ["DATABASE_URL"] = server.url("alongside")
    if not os.environ.get("KEYS_DATABASE_URL"):
        parts = urlsplit(url)
        os.environ["KEYS_DATABASE_URL"] = parts._replace(path=parts.path + "_keys").geturl()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    _report_capabilities(config, items)
    on_postgres = config.option.database == "postgresql"
    kept, left_out = [], []
    for item in items:
        name = item.nodeid.replace("\\", "/")
        unfit = name.startswith(ONCE) if on_postgres else item.get_closest_marker("postgres")
        (left_out if unfit else kept).append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept


def _report_capabilities(config: pytest.Config, items: list[pytest.Item]) -> None:
    target = config.option.capabilities_report
    if not target or os.environ.get("PYTEST_XDIST_WORKER", "gw0") != "gw0":
        return
    shown: dict[str, set[str]] = defaultdict(set)
    for item in items:
        for marker in item.iter_markers("capability"):
            for number in marker.args:
                # The cases of one parametrised test are one test.
                shown[number].add(item.nodeid.partition("[")[0])
    report = {number: sorted(tests) for number, tests in sorted(shown.items())}
    Path(target).write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
