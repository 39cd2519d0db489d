"""Child processes that end with us, whatever happens."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time
from pathlib import Path

from devtools.say import Interrupted

_LIBC = ctypes.CDLL(None, use_errno=True)
_PR_SET_PDEATHSIG = 1


def listen() -> None:
    """Turn the signals that ask for an end into Interrupted, even where the shell muted them."""

    def stop(number: int, frame: object) -> None:
        raise Interrupted

    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, stop)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup keeps its meaning
        signal.signal(signal.SIGHUP, stop)


def end_with_parent() -> None:
    """For preexec_fn: Linux ends the child when ./dev is killed and can clean up nothing."""
    if hasattr(_LIBC, "prctl"):
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


class Family:
    """Processes, each leading a group of its own, so that none of their children stays behind."""

    def __init__(self) -> None:
        self.members: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, command: list[str], env: dict[str, str], cwd: Path) -> None:
        """Start one; its output goes where ours goes."""
        self.members[name] = subprocess.Popen(
            command,
            env=env,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=end_with_parent,
        )

    def ended(self) -> str | None:
        """The name of one that has ended by itself, if any has."""
        return next((n for n, p in self.members.items() if p.poll() is not None), None)

    def stop(self, patience: float = 10, how: signal.Signals = signal.SIGTERM) -> None:
        """End every group: politely, then for certain."""
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, signal.SIG_IGN)
        groups = [process.pid for process in self.members.values()]
        for process in self.members.values():
            process.send_signal(how)  # the leader alone: it knows how to end its own children
        until = time.monotonic() + patience
        while any(self._alive()) and time.monotonic() < until:
            time.sleep(0.05)
        for group in groups:
            _tell(group, signal.SIGKILL)
        for process in self.members.values():
            process.wait()

    def _alive(self) -> list[int]:
        for process in self.members.values():
            process.poll()  # takes its exit code, so that the group can become empty
        return [p.pid for p in self.members.values() if _tell(p.pid, 0)]


def _tell(group: int, number: int) -> bool:
    """Send a signal to a group; whether anyone was there."""
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
