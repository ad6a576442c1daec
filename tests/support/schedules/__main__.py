"""Run random programs of threads in random schedules until stopped, or a number of them.

Prints how many have been run a second, and each that fails with its seed, which belongs into KEPT of `test_schedules.py`.
Exits with 1 if one has failed.
"""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import os
import time
import traceback
from typing import Any

from .programs import PROGRAMS

_REPORT_SECONDS = 10.0
_AT_ONCE = 400
_CHUNK = 20


def _run(task: tuple[str, int]) -> tuple[str, int, int, str | None]:
    """The program, its seed, how many steps it took, and what is wrong with it."""
    logging.disable(logging.CRITICAL)
    name, seed = task
    try:
        return name, seed, PROGRAMS[name](seed), None
    except Exception:
        return name, seed, 0, traceback.format_exc()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m support.schedules", description=__doc__)
    parser.add_argument("--programs", type=int, help="end after so many (default: go on until stopped)")
    parser.add_argument("--first", type=int, default=int(time.time()) << 20, help="the first seed (default: by the clock)")
    parser.add_argument("--processes", type=int, default=os.cpu_count(), help="default: one for each processor")
    options: Any = parser.parse_args()
    started = reported = time.monotonic()
    run = failed = steps = 0
    names = list(PROGRAMS)
    with multiprocessing.Pool(options.processes) as pool:
        try:
            while options.programs is None or run < options.programs:
                count = _AT_ONCE if options.programs is None else min(_AT_ONCE, options.programs - run)
                tasks = [(names[seed % len(names)], options.first + seed) for seed in range(run, run + count)]
                for name, seed, taken, wrong in pool.imap_unordered(_run, tasks, _CHUNK):
                    run += 1
                    steps += taken
                    if wrong is not None:
                        failed += 1
                        print(f"{name}, seed {seed}:\n{wrong}", flush=True)
                if time.monotonic() - reported > _REPORT_SECONDS:
                    reported = time.monotonic()
                    rate = run / (reported - started)
                    print(f"schedules={run:,} steps={steps:,} failed={failed} {rate:,.0f}/s", flush=True)
        except KeyboardInterrupt:
            pool.terminate()
    print(f"schedules={run:,} steps={steps:,} failed={failed}")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
