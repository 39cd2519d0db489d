"""./dev as somebody at a terminal meets it: what it says, what it leaves behind."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
#: The test run's own choices must not reach the ./dev under test.
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("ALONGSIDE_", "PYTEST_", "DATABASE_", "KEYS_", "DJANGO_"))
}


def dev(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    """Run ./dev to its end."""
    return subprocess.run(
        ["python3", str(ROOT / "dev"), *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=ENVIRONMENT,
        **options,
    )


def assert_one_line(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """It refused with exit code 1 and one line that holds these words."""
    assert done.returncode == 1, done
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, done.stderr
    for word in words:
        assert word in done.stderr


def test_help_names_every_verb() -> None:
    done = dev("--help")
    assert done.returncode == 0
    for verb in ("run", "test", "lint", "lock", "docs", "bench", "manage"):
        assert f"    {verb} " in done.stdout


def test_without_a_verb_it_shows_the_same_help() -> None:
    assert dev().stdout == dev("--help").stdout


def test_an_unknown_verb_is_refused() -> None:
    done = dev("rnu")
    assert done.returncode == 2
    assert "rnu" in done.stderr


def test_a_port_in_use_gets_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert_one_line(dev("run", "--port", str(port)), f"Port {port} is in use", "--port")


def test_a_port_that_is_none_gets_one_line() -> None:
    assert_one_line(dev("run", "--port", "70000"), "70000 is not a port")


def test_a_data_folder_that_cannot_be_written_gets_one_line(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    # root may write into any folder but those of the kernel.
    refused = Path("/proc" if os.geteuid() == 0 else tmp_path) / "site-data"
    done = dev("run", "--port", str(free_port()), "--data", str(refused))
    assert_one_line(done, f"The data folder {refused} can't be written to")


def test_a_data_folder_that_is_a_file_gets_one_line(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    done = dev("run", "--port", str(free_port()), "--data", str(file))
    assert_one_line(done, f"The data folder {file} can't be written to")


def test_no_disk_space_gets_one_line() -> None:
    """/proc has no room at all; the folder is told it lies there."""
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path\n"
        "from devtools import serve; from devtools.say import Stop\n"
        "import shutil; real = shutil.disk_usage; shutil.disk_usage = lambda p: real('/proc')\n"
        "try: serve._check_folder(Path(sys.argv[2]))\n"
        "except Stop as stop: sys.exit(str(stop))\n"
    )
    folder = str(ROOT / "build" / "full")
    done = subprocess.run(
        ["python3", "-c", script, str(ROOT), folder],
        capture_output=True,
        text=True,
        check=False,
    )
    assert_one_line(done, "Not enough disk space", folder, "0 are free")


def test_a_missing_system_package_gets_the_line_to_type(tmp_path: Path) -> None:
    """Debian's Python comes without ensurepip until python3-venv is there."""
    checkout = tmp_path / "checkout"
    shutil.copytree(ROOT / "devtools", checkout / "devtools")
    shutil.copytree(ROOT / "requirements", checkout / "requirements")
    shutil.copy(ROOT / "dev", checkout / "dev")
    bare = (
        "import sys, importlib.util as u; real = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name == 'ensurepip' else real(name, *a)\n"
        "sys.path.insert(0, sys.argv[1]); from devtools.cli import main\n"
        "sys.exit(main(['run', '--port', sys.argv[2]]))\n"
    )
    done = subprocess.run(
        ["python3", "-c", bare, str(checkout), str(free_port())],
        capture_output=True,
        text=True,
        check=False,
        env=ENVIRONMENT,
    )
    assert_one_line(done, "apt-get install -y python3-venv")


class Running:
    """A ./dev run under way, and every process that descends from it."""

    def __init__(self, data: Path, *more: str) -> None:
        self.port = free_port()
        self.began = time.monotonic()
        self.said = ""
        self.process = subprocess.Popen(
            ["python3", "dev", "run", "--port", str(self.port), "--data", str(data), *more],
            cwd=ROOT,
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            # A terminal's own program hears a hang-up; what started these tests may have muted it.
            preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),
        )

    def wait_until_open(self) -> float:
        """Seconds until it said how to end it."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            if line.startswith("Ctrl-C"):
                return time.monotonic() - self.began
        raise AssertionError(f"it ended before it was open:\n{self.said}")

    def family(self) -> list[int]:
        """The process ids of everything it started, at any depth."""
        found, queue = [], [self.process.pid]
        while queue:
            parent = queue.pop()
            for task in Path(f"/proc/{parent}/task").glob("*/children"):
                for child in task.read_text().split():
                    found.append(int(child))
                    queue.append(int(child))
        return found

    def get(self, path: str) -> int:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
            return answer.status

    def end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        said, _none = self.process.communicate(timeout=60)
        self.said += said
        return self.process.returncode


def alive(pids: list[int]) -> list[int]:
    """Those of the processes that still run; one that ended but was not collected does not."""
    found = []
    for pid in pids:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if state != "Z":
            found.append(pid)
    return found


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which the demonstration has been opened once."""
    folder = tmp_path_factory.mktemp("dev") / "site-data"
    first = Running(folder)
    first.wait_until_open()
    assert "Preparing" in first.said
    assert first.end(signal.SIGTERM) == 0
    return folder


@pytest.fixture
def running(data: Path) -> Iterator[Running]:
    one = Running(data)
    yield one
    if one.process.poll() is None:
        one.end(signal.SIGTERM)


def test_it_opens_a_site_and_ctrl_c_leaves_no_process(running: Running, data: Path) -> None:
    running.wait_until_open()
    assert f"http://127.0.0.1:{running.port}/" in running.said
    assert "@" in running.said  # the demonstration's sign-ins
    assert running.get("/health/") == 200
    family = running.family()
    assert len(family) >= 3  # the server, its workers, the worker

    assert running.end(signal.SIGINT) == 0
    assert alive(family) == []
    assert {p.name for p in data.iterdir()} >= {"db.sqlite3", "keys.sqlite3", "secret"}
    for private in ("secret", "master-key", "sign-ins.txt"):
        assert (data / private).stat().st_mode & 0o077 == 0, private


def test_a_second_start_takes_under_three_seconds_and_says_the_same(data: Path) -> None:
    seconds = []
    for _ in range(3):  # the quickest: other tests may be using the machine meanwhile
        one = Running(data)
        seconds.append(one.wait_until_open())
        one.end(signal.SIGTERM)
        assert "Preparing" not in one.said
        assert "@" in one.said
    assert min(seconds) < 3


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_however_it_ends_no_process_is_left(running: Running, how: signal.Signals) -> None:
    running.wait_until_open()
    family = running.family()
    running.end(how)
    until = time.monotonic() + 10  # after a SIGKILL the children have only just been told
    while alive(family) and time.monotonic() < until:
        time.sleep(0.1)
    assert alive(family) == []


def test_an_empty_site_offers_its_first_administrator_a_link(tmp_path: Path) -> None:
    data = tmp_path / "site-data"
    links = []
    for _ in range(2):  # as long as nobody has used one, each start offers another
        one = Running(data, "--empty")
        one.wait_until_open()
        one.end(signal.SIGTERM)
        lines = [line for line in one.said.splitlines() if line.startswith("http")]
        assert len(lines) == 1, one.said
        assert lines[0].startswith(f"http://127.0.0.1:{one.port}/")
        links += lines
    assert "@" not in one.said
    assert links[0] != links[1]


def test_a_first_start_that_was_cut_short_begins_again(tmp_path: Path) -> None:
    data = tmp_path / "site-data"
    one = Running(data)
    until = time.monotonic() + 60
    while not (data / "db.sqlite3").exists() and time.monotonic() < until:
        time.sleep(0.02)
    one.end(signal.SIGKILL)
    assert (data / "preparing").exists()

    again = Running(data)
    try:
        again.wait_until_open()
        assert again.get("/health/") == 200
        assert not (data / "preparing").exists()
    finally:
        again.end(signal.SIGTERM)
