"""Force random faults on a pipeline until stopped: an exception of any kind, or a hang, at any point, whoever comes to it.

Prints what is wrong, with its seed. Exits with 1 if anything was.
"""

from __future__ import annotations

import argparse
import itertools
import logging
import tempfile
import threading
import time
from pathlib import Path

from .pipelines import run, write_files
from .random_faults import random_fault


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m support.faults", description=__doc__)
    parser.add_argument("--programs", type=int, help="end after so many (default: go on until stopped)")
    parser.add_argument("--first", type=int, default=int(time.time()) << 20, help="the first seed (default: by the clock)")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    threading.excepthook = lambda _: None
    wrong = held = 0
    with tempfile.TemporaryDirectory() as directory:
        paths = write_files(Path(directory))
        try:
            for number in range(options.programs) if options.programs else itertools.count():
                fault = random_fault(options.first + number)
                found = run(paths, fault)
                held += 1
                if found is not None:
                    wrong += 1
                    print(f"seed {options.first + number}, {fault}: {found}", flush=True)
        except KeyboardInterrupt:
            pass
    print(f"programs={held:,} wrong={wrong}")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
