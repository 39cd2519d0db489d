"""What must never happen is refused by the database, on SQLite and PostgreSQL alike.

- Two meetings of one person never overlap (``booked_time_overlaps``).
- A mentor never has more live seats than their capacity (``mentor_is_full``).

The table of the cache is made here too, so that one command sets up a site.
"""

from typing import Any

from django.core.management import call_command
from django.db import migrations

SQLITE_UP = [
    *(
        f"""
        CREATE TRIGGER booked_time_overlaps_{name} BEFORE {event} ON data_bookedtime
        WHEN EXISTS (
            SELECT 1 FROM data_bookedtime AS other
            WHERE other.person_id = NEW.person_id AND other.id <> NEW.id
              AND other.starts_at < NEW.ends_at AND other.ends_at > NEW.starts_at
        )
        BEGIN SELECT RAISE(ABORT, 'booked_time_overlaps'); END
        """
        for name, event in (("insert", "INSERT"), ("update", "UPDATE"))
    ),
    *(
        f"""
        CREATE TRIGGER mentor_is_full_{name} BEFORE {event} ON data_seat
        WHEN NEW.live AND NEW.side = 'mentor' AND (
            SELECT COUNT(*) FROM data_seat AS other
            WHERE other.participation_id = NEW.participation_id AND other.live
              AND other.id <> NEW.id
        ) >= (SELECT capacity FROM data_participation WHERE id = NEW.participation_id)
        BEGIN SELECT RAISE(ABORT, 'mentor_is_full'); END
        """
        for name, event in (("insert", "INSERT"), ("update", "UPDATE OF live, participation_id"))
    ),
]
SQLITE_DOWN = [
    "DROP TRIGGER booked_time_overlaps_insert",
    "DROP TRIGGER booked_time_overlaps_update",
    "DROP TRIGGER mentor_is_full_insert",
    "DROP TRIGGER mentor_is_full_update",
]
POSTGRES_UP = [
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    """
    ALTER TABLE data_bookedtime ADD CONSTRAINT booked_time_overlaps
    EXCLUDE USING gist (person_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
    """,
    # The mentor's place in the programme is locked first, so that two offers made at once
    # are counted one after the other.
    """
    CREATE FUNCTION mentor_is_full() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE room integer;
    BEGIN
        IF NEW.live AND NEW.side = 'mentor' THEN
            SELECT capacity INTO room FROM data_participation
                WHERE id = NEW.participation_id FOR UPDATE;
            IF (SELECT count(*) FROM data_seat
                WHERE participation_id = NEW.participation_id AND live AND id <> NEW.id) >= room
            THEN
                RAISE EXCEPTION 'mentor_is_full' USING ERRCODE = 'check_violation';
            END IF;
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER mentor_is_full BEFORE INSERT OR UPDATE OF live, participation_id ON data_seat
    FOR EACH ROW EXECUTE FUNCTION mentor_is_full()
    """,
]
POSTGRES_DOWN = [
    "DROP TRIGGER mentor_is_full ON data_seat",
    "DROP FUNCTION mentor_is_full()",
    "ALTER TABLE data_bookedtime DROP CONSTRAINT booked_time_overlaps",
]


def up(apps: Any, editor: Any) -> None:
    for statement in SQLITE_UP if editor.connection.vendor == "sqlite" else POSTGRES_UP:
        editor.execute(statement, params=None)
    call_command("createcachetable", database=editor.connection.alias)


def down(apps: Any, editor: Any) -> None:
    for statement in SQLITE_DOWN if editor.connection.vendor == "sqlite" else POSTGRES_DOWN:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("data", "0001_initial")]

    operations = [migrations.RunPython(up, down)]
