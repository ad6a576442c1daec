"""The interpreter that has what headrace is measured against: TensorFlow, pandas, pyarrow, DuckDB, tfrecord; and matplotlib.

python benchmarks/peers.py        makes it, unless it is there, and prints its path
"""

from __future__ import annotations

import pathlib
import platform
import shutil
import subprocess
import sys

from command_line import CACHE

TENSORFLOW = "tensorflow-cpu" if (sys.platform, platform.machine()) == ("linux", "x86_64") else "tensorflow"
PACKAGES = [TENSORFLOW, "pandas", "pyarrow", "duckdb", "tfrecord", "matplotlib"]
PYTHONS = ["3.13", "3.12", "3.11", "3.10"]  # that TensorFlow is published for


def make(directory: pathlib.Path = CACHE / "peer") -> str:
    """Make the virtual environment with pip, once, some 700 MB; what it prints goes to standard error."""
    python = directory / "bin" / "python"
    complete = directory / "complete"
    if not complete.exists():
        print(f"making the peers' environment in {directory} ...", file=sys.stderr)
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES]
        for command in [[_base(), "-m", "venv", "--clear", str(directory)], install]:
            if subprocess.run(command, stdout=sys.stderr).returncode:
                raise SystemExit(
                    f"peers: {' '.join(command)} failed. `--tensorflow PYTHON` names an interpreter that has"
                    " TensorFlow, `--alone` measures headrace without its peers (make bench BENCH=--alone)"
                )
        complete.touch()
    return str(python)


def _base() -> str:
    """A Python that TensorFlow is published for: this one if possible, else one on the path."""
    if "{}.{}".format(*sys.version_info) in PYTHONS:
        return sys.executable
    found = [path for version in PYTHONS if (path := shutil.which(f"python{version}"))]
    if not found:
        raise SystemExit(f"peers: TensorFlow needs Python {' or '.join(PYTHONS)}, none of which is on the path")
    return found[0]


if __name__ == "__main__":
    print(make())
