"""What ./dev does. The standard library only: it runs before anything is installed."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
#: Reports, locks and other files that may be thrown away.
BUILD = ROOT / "build"
