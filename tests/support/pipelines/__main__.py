"""Random pipelines without end: each run with blocks and held against what it means. `make fuzz-pipelines` runs it.

    cd tests; python -m support.pipelines [--start 0] [--processes 2] [--programs 200000] [--interpreted 0.2]
    cd tests; python -m support.pipelines --spec JSON      # one program

Prints how many programs it has run, which share of them ran in blocks, why the others did not, and each program that
fails, made as small as it gets. Ends with Ctrl-C or after so many programs; the exit code is 1 if one failed.
"""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import json
import logging
import os
import queue
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

from .generate import generate
from .laws import category, fails_alike, faults_of
from .shrink import shrunk

TESTS = Path(__file__).resolve().parents[2]
LONGEST = 60
"""Seconds that one program may take, with all its steps, before its process is ended."""
REPORT = 30
"""Seconds between two reports."""


def examined(seed: int, interpreted: float) -> dict[str, Any]:
    """One program: what is wrong with it, made smaller, and how it ran."""
    with tempfile.TemporaryDirectory() as folder:
        spec = generate(seed, Path(folder))
    faults, outcome = faults_of(spec, interpreted_too=seed % 1000 < interpreted * 1000)
    found: dict[str, Any] = {"seed": seed, "runs": outcome.runs}
    if faults:
        alike = fails_alike(faults[0])

        def fails(smaller: dict[str, Any]) -> bool:
            faulthandler.dump_traceback_later(LONGEST, exit=True)
            return alike(smaller)

        small = shrunk(spec, fails, 60 if outcome.hangs else 300)
        found |= {"faults": faults, "spec": spec, "small": small, "category": category(faults[0])}
    return found


def work(start: int, step: int, count: int, interpreted: float) -> None:
    """A worker process: prints a line for each program."""
    logging.getLogger("headrace").setLevel(logging.CRITICAL)
    for k in range(count):
        seed = start + k * step
        faulthandler.dump_traceback_later(LONGEST, exit=True)
        try:
            found = examined(seed, interpreted)
        except Exception as error:
            found = {"seed": seed, "runs": [], "faults": [f"the test itself: {error!r}"], "category": "the test itself"}
        print(json.dumps(found), flush=True)


class Fleet:
    """The worker processes, and what they have found."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._options = options
        self._lines: queue.Queue[dict[str, Any]] = queue.Queue()
        self._programs = 0
        self._in_blocks = 0
        self._with_runners = 0
        self._threads: Counter[bool] = Counter()  # whether they ran in blocks
        self._reasons: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()

    def run(self) -> None:
        options, begin = self._options, time.monotonic()
        threads = [threading.Thread(target=self._keep, args=(k,), daemon=True) for k in range(options.processes)]
        for thread in threads:
            thread.start()
        reported = begin
        while any(thread.is_alive() for thread in threads) or not self._lines.empty():
            try:
                self._note(self._lines.get(timeout=1))
            except queue.Empty:
                continue
            finally:
                if time.monotonic() > reported + REPORT:
                    reported = time.monotonic()
                    self.report(reported - begin)
        self.report(time.monotonic() - begin)

    def _keep(self, k: int) -> None:
        """Run one worker; where it dies, note the program and go on behind it."""
        options = self._options
        step, done = options.processes, 0
        count = -(-options.programs // step)
        while done < count:
            start = options.start + k + done * step
            command = [sys.executable, "-m", "support.pipelines", "--worker", str(start), str(step), str(count - done)]
            command += ["--interpreted", str(options.interpreted)]
            with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=TESTS) as process:
                assert process.stdout
                for line in process.stdout:
                    done += 1
                    self._lines.put(json.loads(line))
            if done < count:
                seed = options.start + k + done * step
                self._lines.put({"seed": seed, "runs": [], "faults": ["the process died"], "category": "the process died"})
                done += 1

    def _note(self, found: dict[str, Any]) -> None:
        self._programs += 1
        if found["runs"]:
            self._with_runners += 1
            slow = [text for text in found["runs"] if text.startswith("record by record")]
            self._in_blocks += not slow
            self._threads.update(text not in slow for text in found["runs"])
            self._reasons.update({re.sub(r"'[^']*'", "…", text.partition(": ")[2]) for text in slow})
        if "faults" in found:
            self.failures[found["category"]] += 1
            print(json.dumps({key: found.get(key) for key in ("seed", "faults", "small")}), flush=True)
            if self._options.keep:
                with open(self._options.keep, "a") as file:
                    file.write(json.dumps(found) + "\n")

    def report(self, seconds: float) -> None:
        programs = self._in_blocks / max(1, self._with_runners)
        threads = self._threads[True] / max(1, self._threads.total())
        print(
            f"{self._programs} programs in {seconds:.0f} s ({60 * self._programs / seconds:.0f} a minute), "
            f"{sum(self.failures.values())} failed {dict(self.failures)}; {programs:.1%} of them and {threads:.1%} of "
            "their threads in blocks, the others: "
            + ", ".join(f"{reason} ({count})" for reason, count in self._reasons.most_common(6)),
            flush=True,
        )


def run_one(spec: dict[str, Any]) -> int:
    """Says what is wrong with a program."""
    found = [faults_of(spec, interpreted_too=True)[0] for _ in range(10)]
    for faults in found:
        print(faults or "as it should be")
    return 1 if any(found) else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--start", type=int, default=0, help="the first seed")
    parser.add_argument("--programs", type=int, default=10**9, help="how many")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--interpreted", type=float, default=0.2, help="share that the interpreter runs through queues too")
    parser.add_argument("--keep", help="a file that gets the failing programs as they were")
    parser.add_argument("--spec", help="run this one, as JSON, ten times")
    parser.add_argument("--worker", type=int, nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        work(*options.worker, options.interpreted)
        return 0
    if options.spec:
        return run_one(json.loads(options.spec))
    fleet = Fleet(options)
    with contextlib.suppress(KeyboardInterrupt):
        fleet.run()
    return 1 if fleet.failures else 0


if __name__ == "__main__":
    sys.exit(main())
