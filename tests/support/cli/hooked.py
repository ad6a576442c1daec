"""Programs in processes of their own, beside a package `tensorflow` that nobody may touch."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TOUCHED = "the real TensorFlow was touched"


def fake_tensorflow(directory: Path) -> Path:
    """A folder to import from, with packages that end the program that imports them."""
    for name in ("tensorflow", "tensorflow_hub"):
        (directory / name).mkdir(parents=True)
        (directory / name / "__init__.py").write_text(f"raise SystemExit({TOUCHED!r})\n")
    return directory


def python(*arguments: str, cwd: Path, path: Path) -> subprocess.CompletedProcess[str]:
    """What `python ...` gives where `path` is in front of all that is installed."""
    search = os.pathsep.join([str(path), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**os.environ, "PYTHONPATH": search, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=50, check=False)
