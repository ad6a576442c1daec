"""The arguments that every benchmark takes."""

from __future__ import annotations

import argparse
import pathlib

CACHE = pathlib.Path.home() / ".cache" / "headrace-bench"


def parser(description: str | None, repeats: int | None = 5) -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--tensorflow", metavar="PYTHON", help="an interpreter that has TensorFlow and the other peers")
    made.add_argument("--quick", action="store_true", help="small data and short measurements: a look, no result")
    made.add_argument("--repeats", type=int, default=repeats, help="measurements of each library (default: %(default)s)")
    made.add_argument(
        "--data", metavar="DIRECTORY", type=pathlib.Path, default=CACHE / "data", help="of the files that are read"
    )
    made.add_argument("--json", metavar="FILE", type=pathlib.Path, help="append a JSON object per case")
    return made
