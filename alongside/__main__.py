"""``python -m alongside import FILE --programme SLUG``: the commands, wherever one stands."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run one command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    execute_from_command_line(["alongside", *sys.argv[1:]])


if __name__ == "__main__":
    main()
