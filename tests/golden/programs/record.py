"""Records what an old Python prints for the programs of `libraries.txt`, `python2.txt` and `random.txt`.

    python tests/golden/programs/record.py PYTHON2

PYTHON2 is a Python 2.7 with NumPy 1.16.2, SciPy 1.1 and Pillow 6; the tests need none.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent

PRELUDE = """
from __future__ import print_function
import numpy as np
def plain(v):
    if isinstance(v, np.ndarray):
        return "%s %s" % (v.dtype.name, v.tolist())
    return repr(v.item() if isinstance(v, np.generic) else v)
def show(*values):
    print(*map(plain, values))
def near(*values):
    print(*[np.round(v, 6).tolist() for v in values])
"""
"""Stands before the programs of `libraries.txt`: how they print."""

CODING = "# -*- coding: utf-8 -*-\n"


def programs(name: str) -> dict[str, str]:
    """The programs of a file by the headings of their sections."""
    _, *sections = (HERE / name).read_text().split("\n#### ")
    return {section.partition("\n")[0]: section.partition("\n")[2] for section in sections}


def main(python2: str) -> None:
    for name, prelude in (("libraries.txt", PRELUDE), ("python2.txt", CODING), ("random.txt", CODING)):
        printed = {}
        for heading, text in programs(name).items():
            done = subprocess.run([python2, "-W", "ignore", "-c", prelude + text], capture_output=True, text=True, check=False)
            if done.returncode:
                print(f"{heading}: {done.stderr}", file=sys.stderr)
            printed[heading] = done.stdout
        (HERE / name).with_suffix(".json").write_text(json.dumps(printed, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
