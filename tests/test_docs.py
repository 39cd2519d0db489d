"""The words beside the program: links lead somewhere, printed pages are as printed, and no address
of a package registry or path of one machine stands in any file."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
#: Put together here so that this file does not name them either.
REGISTRIES = [
    "py" + "pi.org", "python" + "hosted.org", "registry.npm" + "js.org", "proxy.golang" + ".org",
    "crates" + ".io",
]  # fmt: skip
PLACES = [
    "/wo" + "rk/main",
    "/wo" + "rk/shared",
    "/ro" + "ot/",
    "/ho" + "me/",
    "/tmp/" + "brief",
    ".pyenv" + "/",
]


def anchors(page: Path) -> set[str]:
    found = set()
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            title = re.sub(r"[^\w\- ]", "", line.lstrip("#").strip().lower())
            found.add(title.replace(" ", "-"))
    return found


@pytest.mark.parametrize("written", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(written: Path) -> None:
    lost = []
    for target in LINK.findall(written.read_text(encoding="utf-8")):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        file = (written.parent / path).resolve() if path else written
        if not file.exists() or (anchor and file.suffix == ".md" and anchor not in anchors(file)):
            lost.append(target)
    assert lost == []


def test_the_readme_s_way_on_names_every_page() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    pages = {page.name for page in (ROOT / "docs").glob("*.md")}
    assert {name for name in pages if f"docs/{name}" not in readme} == set()


def test_no_file_names_a_package_registry_or_a_path_of_one_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    wrong = []
    for name in filter(None, listed.split("\0")):
        file = ROOT / name
        if not file.is_file():
            continue
        text = file.read_bytes().decode("utf-8", "replace")
        wrong += [f"{name}: {word}" for word in (*REGISTRIES, *PLACES) if word in text]
    assert wrong == []


def test_the_tables_of_states_are_as_printed() -> None:
    printed = io.StringIO()
    call_command("states", stdout=printed)
    page = (ROOT / "docs" / "states.md").read_text(encoding="utf-8")
    assert page.strip() == printed.getvalue().strip(), "run ./dev docs"


def test_the_capabilities_page_has_every_number() -> None:
    chapters = yaml.safe_load((ROOT / "docs" / "capabilities.yaml").read_text(encoding="utf-8"))
    wanted = [number for chapter in chapters.values() for number in chapter]
    page = (ROOT / "docs" / "capabilities.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| ([A-Z]\d+(?:\.\d+)?) \|", page, re.MULTILINE) == wanted, (
        "run ./dev docs"
    )
