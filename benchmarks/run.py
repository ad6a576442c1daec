"""All benchmarks one after the other: what `make bench` does.

    python benchmarks/run.py                        against TensorFlow in an environment that peers.py makes
    python benchmarks/run.py --tensorflow PYTHON    against TensorFlow there
    python benchmarks/run.py --alone                headrace by itself
    python benchmarks/run.py session start          only bench_session.py and bench_start.py
    python benchmarks/run.py --write                and put tables and a chart in docs/, see report.py

The cases go to standard output, a line each, and as JSON lines to `--json` (~/.cache/headrace-bench/results.jsonl), which
begins with a line about the machine.
"""

from __future__ import annotations

import json
import pathlib
import subprocess
import sys

import command_line
import machine
import peers
import report

BENCHES = {path.stem.removeprefix("bench_"): path for path in sorted(pathlib.Path(__file__).parent.glob("bench_*.py"))}


def main() -> None:
    parser = command_line.parser(__doc__, repeats=None)
    parser.set_defaults(json=command_line.CACHE / "results.jsonl")
    parser.add_argument("benches", nargs="*", metavar="BENCH", help=f"some of {', '.join(BENCHES)} (default: all)")
    parser.add_argument("--alone", action="store_true", help="without peers")
    parser.add_argument("--write", action="store_true", help="put tables and a chart in docs/")
    options = parser.parse_args()
    if unknown := set(options.benches) - set(BENCHES):
        parser.error(f"{', '.join(sorted(unknown))}: no such benchmark, there are {', '.join(BENCHES)}")

    peer = None if options.alone else options.tensorflow or peers.make()
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps({"machine": machine.describe(peer)}) + "\n")
    arguments = ["--json", str(options.json), "--data", str(options.data)]
    arguments += ["--tensorflow", peer] if peer else []
    arguments += ["--quick"] if options.quick else []
    arguments += ["--repeats", str(options.repeats)] if options.repeats else []
    failed = []
    for bench in options.benches or BENCHES:
        print(f"# {bench}", flush=True)
        if subprocess.run([sys.executable, str(BENCHES[bench]), *arguments]).returncode:
            failed.append(bench)
    if failed:
        raise SystemExit(f"{', '.join(failed)} failed")
    if options.write:
        report.write(options.json, peer)


if __name__ == "__main__":
    main()
