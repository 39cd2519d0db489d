"""Alongside itself, as real processes on a data folder of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from devtools.family import end_with_parent
from tests.servers.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
#: What the surrounding test run decided about its own database is not this site's business.
NOT_INHERITED = (
    "DATABASE_URL",
    "KEYS_DATABASE_URL",
    "REDIS_URL",
    "EMAIL_URL",
    "ALONGSIDE_SECRET",
    "ALONGSIDE_MASTER_KEY",
    "PYTEST_CURRENT_TEST",
)


class Site:
    """A web server and a worker: ``prepare()``, ``start()``, ``stop()``, ``manage(…)``, ``url``.

    ``folder`` holds its databases, keys and log; ``settings`` are further environment variables
    (EMAIL_URL, DATABASE_URL, ALONGSIDE_MODE …).
    """

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **{k: v for k, v in os.environ.items() if k not in NOT_INHERITED},
            "ALONGSIDE_DATA": str(folder),
            "ALONGSIDE_MODE": "demonstration",
            "ALONGSIDE_URL": self.url,
            **settings,
        }
        self.log = folder / "log"
        self._processes: list[subprocess.Popen[bytes]] = []

    def prepare(self, *, empty: bool = False) -> str:
        """Tables and people; returns the sign-ins, or the first administrator's link."""
        return self.manage("prepare", *(["--empty"] if empty else []))

    def manage(self, *arguments: str) -> str:
        """Run one of Alongside's commands on this site; what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments)}: {done.stdout[-2000:]}{done.stderr[-4000:]}")
        return done.stdout.strip()

    def start(self, *, worker: bool = True) -> None:
        """Start, and return when the health page answers."""
        granian = Path(sys.executable).parent / "granian"
        self._launch(
            str(granian),
            *("--interface", "wsgi", "--workers", "1", "--no-ws", "--log-level", "warning"),
            *("--blocking-threads", "4", "--backpressure", "128"),
            *("--host", "127.0.0.1", "--port", str(self.port)),
            "alongside.config.wsgi:application",
        )
        if worker:
            self._launch(sys.executable, "manage.py", "worker")
        self._wait_for_health()

    def stop(self) -> None:
        """End both, with whatever they started."""
        for process in self._processes:
            _tell(process, signal.SIGTERM)
        for process in self._processes:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                pass
            _tell(process, signal.SIGKILL)
            process.wait()
        self._processes.clear()

    def _launch(self, *command: str) -> None:
        with open(self.log, "ab") as log:
            self._processes.append(
                subprocess.Popen(
                    command,
                    cwd=ROOT,
                    env=self.environment,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    preexec_fn=end_with_parent,
                    start_new_session=True,
                )
            )

    def _wait_for_health(self, seconds: float = 60) -> None:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        until = time.monotonic() + seconds
        while True:
            try:
                with opener.open(f"{self.url}/health/", timeout=5) as answer:
                    if answer.status == 200:
                        return
            except OSError:  # an HTTPError is one, too
                pass
            died = any(process.poll() is not None for process in self._processes)
            if died or time.monotonic() > until:
                said = self.log.read_text(errors="replace")[-4000:]
                self.stop()
                raise RuntimeError(f"the site did not start:\n{said}")
            time.sleep(0.05)


def _tell(process: subprocess.Popen[bytes], number: int) -> None:
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        pass
