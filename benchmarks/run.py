"""All benchmarks in turn: what `make bench` does.

    python benchmarks/run.py                        against TensorFlow in an environment that peers.py makes
    python benchmarks/run.py --tensorflow PYTHON    against TensorFlow there
    python benchmarks/run.py --alone                headrace by itself
    python benchmarks/run.py --write                and put tables and a chart in docs/, see report.py

The cases go to standard output, a line each, and as JSON lines to `--json` (~/.cache/headrace-bench/results.jsonl), which
begins with a line about the machine.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import pathlib
import platform
import subprocess
import sys

import data
import peers
import report

HERE = pathlib.Path(__file__).resolve().parent
BENCHES = sorted(path.name for path in HERE.glob("bench_*.py"))
VERSIONS = "import importlib.metadata as m; print(*(f'{d.name} {d.version}' for d in m.distributions()), sep='\\n')"


def machine(peer: str | None) -> dict:
    """Where and when, and what is installed on both sides."""
    import numpy

    from headrace.pipeline.queues import _draw_cy

    found = {
        "date": datetime.date.today().isoformat(),
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "numpy": numpy.__version__,
        "compiled": bool(_draw_cy.compiled),
    }
    if peer:
        listed = subprocess.run([peer, "-c", VERSIONS], capture_output=True, text=True, check=True).stdout
        installed = dict(line.split() for line in listed.splitlines() if len(line.split()) == 2)
        wanted = ["tensorflow", "tensorflow-cpu", "tensorflow_cpu", "pandas", "pyarrow"]
        found["peers"] = {name.replace("_", "-"): installed[name] for name in wanted if name in installed}
    return found


def _cpu() -> str:
    try:
        lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown processor"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tensorflow", metavar="PYTHON", help="an interpreter that has TensorFlow")
    parser.add_argument("--alone", action="store_true", help="without peers")
    parser.add_argument("--quick", action="store_true", help="small data and short measurements: a look, no result")
    parser.add_argument("--write", action="store_true", help="put tables and a chart in docs/")
    parser.add_argument("--json", metavar="FILE", type=pathlib.Path, default=data.CACHE / "results.jsonl")
    options = parser.parse_args()

    peer = None if options.alone else options.tensorflow or peers.make()
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps({"machine": machine(peer)}) + "\n")
    arguments = ["--json", str(options.json)]
    arguments += ["--tensorflow", peer] if peer else []
    arguments += ["--quick"] if options.quick else []
    failed = []
    for bench in BENCHES:
        print(f"# {bench}", flush=True)
        if subprocess.run([sys.executable, str(HERE / bench), *arguments]).returncode:
            failed.append(bench)
    if failed:
        raise SystemExit(f"{', '.join(failed)} failed")
    if options.write:
        report.write(options.json, peer)


if __name__ == "__main__":
    main()
