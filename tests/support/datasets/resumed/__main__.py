"""Random programs of tf.data with bad records, interrupted at every place, without end. `make fuzz-datasets` runs it.

    cd tests; python -m support.datasets.resumed [--start 0] [--programs 200000]

Prints each program that is not what it is without an interruption, and now and then how many have been tried. Ends with
Ctrl-C or after so many programs; the exit code is 1 if one failed.
"""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import json
import logging
import sys
import time
from pathlib import Path

from .generate import generate
from .laws import faults_of, rest

LONGEST = 120
"""Seconds that one program may take before its threads are shown and all ends."""
REPORT = 30


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--start", type=int, default=0, help="the first seed")
    parser.add_argument("--programs", type=int, default=10**9, help="how many")
    parser.add_argument("--go-on", action="store_true", help="what `laws.elsewhere` writes is read, and answered")
    options = parser.parse_args()
    logging.getLogger("headrace").setLevel(logging.CRITICAL)
    if options.go_on:
        request = json.load(sys.stdin)
        folder = Path(request["folder"])
        json.dump([[place, *rest(request["spec"], folder, place, state)] for place, state in request["states"]], sys.stdout)
        return 0
    tried = failed = 0
    reported = time.monotonic()
    with contextlib.suppress(KeyboardInterrupt):
        for seed in range(options.start, options.start + options.programs):
            faulthandler.dump_traceback_later(LONGEST, exit=True)
            spec = generate(seed)
            faults = faults_of(spec, other_process=seed % 10 == 0)
            tried += 1
            if faults:
                failed += 1
                print(f"{seed}: {faults[:3]}\n{json.dumps(spec)}", flush=True)
            if time.monotonic() > reported + REPORT:
                reported = time.monotonic()
                print(f"{tried:,} programs, {failed} failed", flush=True)
    print(f"{tried:,} programs, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
