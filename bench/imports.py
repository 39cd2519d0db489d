"""How long a long list takes to come in, and how much memory, from the file to the people.

    python bench/imports.py [--rows 50000] [--faulty]

On SQLite in a folder of its own, and on PostgreSQL too when DATABASE_URL names one that may be
filled (its tables are made, and a programme is added). Each run is a process of its own, so
that the memory is that of the import alone.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def one(file: Path) -> dict[str, object]:
    """Import the file here and now, as the command does; what it took."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    call_command("migrate", interactive=False, verbosity=0)
    call_command("migrate", "keys", database="keys", interactive=False, verbosity=0)
    from alongside.actions import importing
    from alongside.data.models import Coordinator, Participation, Person, Programme

    now = timezone.now()
    mark = uuid.uuid4().hex[:12]
    lead = Person.objects.make(f"lead-{mark}@example.org", "Ruth Lead")
    programme = Programme.objects.create(
        slug=f"bench-{mark}", name="Bench", host="Nobody", kind="mentoring", form="traditional",
        state="open", created_at=now,
    )  # fmt: skip
    Coordinator.objects.create(programme=programme, person=lead, since=now)
    data = file.read_bytes()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    rows = []
    for what in ("first time", "again"):
        begun, busy = time.perf_counter(), time.process_time()
        batch, noted = importing.import_file(
            data, file.name, slug=programme.slug, side="mentee", by=lead, now=now
        )
        result = batch.summary["result"]
        rows.append(
            {
                "what": what,
                "seconds": round(time.perf_counter() - begun, 1),
                "processor": round(time.process_time() - busy, 1),
                "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
                "added": result["added"],
                "unchanged": result["unchanged"],
                "left_out": result["left_out"],
                "faults": len(noted.problems),
            }
        )
    return {
        "database": connection.vendor, "before_mb": before, "runs": rows,
        "places": Participation.objects.filter(programme=programme).count(),
    }  # fmt: skip


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--rows", type=int, default=50_000)
    ask.add_argument("--faulty", action="store_true", help="1,000 rows with 60 faults instead")
    ask.add_argument("--json", action="store_true")
    ask.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    asked = ask.parse_args()
    if asked.file:
        print(json.dumps(one(asked.file)))
        return
    from tests.engine.spreadsheets import faulty

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "people.xlsx"
        if asked.faulty:
            file.write_bytes(faulty.make_faulty_workbook(1000, 60)[0])
        else:
            file.write_bytes(faulty.make_clean_workbook(asked.rows))
        urls = [""] + [url for url in [os.environ.get("DATABASE_URL", "")] if url]
        found = [_measure(file, url, folder) for url in urls]
    if asked.json:
        print(json.dumps(found, indent=2))
        return
    columns = (
        "what",
        "seconds",
        "processor",
        "memory_mb",
        "added",
        "unchanged",
        "left_out",
        "faults",
    )
    print("  ".join(("database  ", *(f"{name:>10}" for name in columns))))
    for each in found:
        for row in each["runs"]:
            print(
                "  ".join((f"{each['database']:10}", *(f"{row[name]!s:>10}" for name in columns)))
            )


def _measure(file: Path, url: str, folder: str) -> dict:
    environment = {**os.environ, "ALONGSIDE_MODE": "test", "ALONGSIDE_DATA": folder}
    environment.pop("DATABASE_URL", None)
    if url:
        environment["DATABASE_URL"] = url
    ended = subprocess.run(
        [sys.executable, __file__, "--file", str(file)],
        env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return json.loads(ended.stdout.splitlines()[-1])


if __name__ == "__main__":
    main()
