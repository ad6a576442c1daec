"""Hold random programs against the law until stopped, or for a number of programs.

Prints how many have been held a second, and each that fails: its seed, what is wrong, and its spec cut down to what is
needed. Exits with 1 if one has failed.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import time
import traceback
import warnings
from typing import Any

from .law import counterexample, difference
from .shrinking import shrunk

_REPORT_SECONDS = 10.0
_AT_ONCE = 2000
_CHUNK = 20


def _held(seed: int) -> tuple[int, Any]:
    """The seed, and what is wrong with its program."""
    warnings.simplefilter("ignore")  # NumPy's, of means of nothing
    try:
        found = counterexample(seed)
    except Exception:
        return seed, (None, traceback.format_exc())
    if found is None:
        return seed, None
    spec, wrong = found
    kind = wrong.split(" ")[0]
    small = shrunk(spec, lambda one: (what := difference(one)) is not None and what.split(" ")[0] == kind)
    return seed, (small, difference(small))


def _line(held: int, failed: int, seconds: float) -> str:
    return f"programs={held:,} failed={failed} {held / max(seconds, 1e-9):,.0f}/s"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m support.graphs", description=__doc__)
    parser.add_argument("--programs", type=int, help="end after so many (default: go on until stopped)")
    parser.add_argument("--first", type=int, default=int(time.time()) << 20, help="the first seed (default: by the clock)")
    parser.add_argument("--processes", type=int, default=os.cpu_count(), help="default: one for each processor")
    options = parser.parse_args()
    started = reported = time.monotonic()
    held = failed = 0
    with multiprocessing.Pool(options.processes) as pool:
        try:
            while options.programs is None or held < options.programs:
                first = options.first + held
                count = _AT_ONCE if options.programs is None else min(_AT_ONCE, options.programs - held)
                for seed, found in pool.imap_unordered(_held, range(first, first + count), _CHUNK):
                    held += 1
                    if found is not None:
                        failed += 1
                        print(f"seed {seed}: {found[1]}\n{json.dumps(found[0])}", flush=True)
                if time.monotonic() - reported > _REPORT_SECONDS:
                    reported = time.monotonic()
                    print(_line(held, failed, reported - started), flush=True)
        except KeyboardInterrupt:
            pool.terminate()
    print(_line(held, failed, time.monotonic() - started))
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
