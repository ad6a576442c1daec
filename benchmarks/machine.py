"""The machine on which the benchmarks run, and what is installed there."""

from __future__ import annotations

import datetime
import os
import pathlib
import platform
import subprocess

import numpy

from headrace.pipeline.queues.storage import _draw_cy

PEERS = ["tensorflow", "tensorflow-cpu", "pandas", "pyarrow", "duckdb", "tfrecord"]
VERSIONS = "import importlib.metadata as m; print(*(f'{d.name}=={d.version}' for d in m.distributions()), sep='\\n')"


def describe(peer: str | None) -> dict:
    """Where and when, and what is installed on both sides."""
    found: dict = {
        "date": datetime.date.today().isoformat(),
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "numpy": numpy.__version__,
        "compiled": bool(_draw_cy.compiled),
    }
    if peer:
        listed = subprocess.run([peer, "-c", VERSIONS], capture_output=True, text=True, check=True).stdout
        installed = dict(line.replace("_", "-").split("==") for line in listed.splitlines())
        found["peers"] = {name: installed[name] for name in PEERS if name in installed}
    return found


def _cpu() -> str:
    try:
        lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown processor"
