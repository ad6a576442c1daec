"""Random pipelines that are interrupted, without end. `make fuzz-resume` runs it.

    cd tests; python -m support.resume [--start 0] [--programs 200000] [--tries 3]
    cd tests; python -m support.resume --spec JSON      # one program, interrupted at a hundred places

Prints each program that does not deliver what it means, and now and then how many have been tried. Ends with Ctrl-C or after
so many programs; the exit code is 1 if one failed.
"""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import json
import logging
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from ..pipelines.generate import generate
from .laws import can_be_resumed, faults_of_resuming

LONGEST = 120
"""Seconds that one program may take before its threads are shown and all ends."""
REPORT = 30


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--start", type=int, default=0, help="the first seed")
    parser.add_argument("--programs", type=int, default=10**9, help="how many")
    parser.add_argument("--tries", type=int, default=3, help="how often each is interrupted")
    parser.add_argument("--spec", help="run this one, as JSON")
    options = parser.parse_args()
    logging.getLogger("headrace").setLevel(logging.CRITICAL)
    if options.spec:
        found = faults_of_resuming(json.loads(options.spec), Random(0), 100)
        print("\n".join(found) or "as it should be")
        return 1 if found else 0
    tried = failed = 0
    reported = time.monotonic()
    with contextlib.suppress(KeyboardInterrupt):
        for seed in range(options.start, options.start + options.programs):
            with tempfile.TemporaryDirectory() as folder:
                spec = generate(seed, Path(folder))
            if not can_be_resumed(spec):
                continue
            faulthandler.dump_traceback_later(LONGEST, exit=True)
            ways = {"other_threads": seed % 3 == 0, "other_process": seed % 20 == 0}
            faults = faults_of_resuming(spec, Random(seed), options.tries, **ways)
            tried += 1
            if faults:
                failed += 1
                print(f"{seed}: {faults}\n{json.dumps(spec)}", flush=True)
            if time.monotonic() > reported + REPORT:
                reported = time.monotonic()
                print(f"{tried:,} programs, {failed} failed", flush=True)
    print(f"{tried:,} programs, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
