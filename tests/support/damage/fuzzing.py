"""Fuzz every parser with coverage guidance, in turns, until stopped.

    python -m support.damage.fuzzing [--seconds 60] [--rounds 1] [PARSER ...]

Needs atheris. The library runs from its Python sources, hot modules too, so that all of it guides. Of each parser two things
are fuzzed: its file, and, where checksums keep damage out, what stands inside of them. What is right: the values, whatever
they are, or an error that may be; no other error, no hang of ten seconds, and no memory that the input does not explain.
Each kind of finding is kept once, in build/fuzz/findings; what has led to new places is kept in build/fuzz/corpus.
"""

from __future__ import annotations

import argparse
import importlib.machinery
import itertools
import logging
import os
import re
import resource
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "build/fuzz"
LAYERS = (ROOT / "layers.txt").read_text().split()
MOST_BYTES = 4096
MORE_MEMORY = 256 << 20
"""Bytes that an input of a few thousand may take."""


def _import_from_sources() -> None:
    """Have what is compiled imported from the Python beside it."""
    loader = (importlib.machinery.SourceFileLoader, importlib.machinery.SOURCE_SUFFIXES)
    for layer in LAYERS:
        for directory, _, _ in os.walk(ROOT / layer):
            sys.path_importer_cache[directory] = importlib.machinery.FileFinder(directory, loader)


def _keep(name: str, contents: bytes, what: str) -> None:
    """Keep a finding, unless there is one of its kind."""
    kind = re.sub(r"[^\w.,= ]+|\d+", "", f"{name} {what}")[:120].strip()
    path = FOLDER / "findings" / kind
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents)
        print(f"FOUND {name}: {what} ({path})", flush=True)


def _place(error: BaseException) -> str:
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if str(ROOT) in frame.filename]
    own = [frame for frame in frames if "tests/support" not in frame.filename] or frames
    return f"{own[-1].filename.removeprefix(str(ROOT))}, {own[-1].name}"


def _one(name: str, inside: bool, seconds: int) -> None:
    """Fuzz one parser, in a process of its own."""
    import atheris

    _import_from_sources()
    with atheris.instrument_imports(include=["headrace"]):
        import support.damage.judging as judging
        import support.damage.parsers as parsers

    logging.disable(logging.CRITICAL)
    parser = parsers.PARSERS[name]
    path = Path(tempfile.mkdtemp(dir="/dev/shm" if os.path.isdir("/dev/shm") else None)) / "f"
    label = f"{name}, inside" if inside else name
    peak = 0

    def test(contents: bytes) -> None:
        nonlocal peak
        made = parser.seal(contents) if inside else contents
        parser.write(path, made)
        try:
            judging.outcome(parser, path)
        except Exception as error:
            _keep(label, made, f"{type(error).__name__} {_place(error)}")
        now = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        if peak and now > peak + MORE_MEMORY:
            _keep(label, made, f"memory {(now - peak) >> 20} MB")
        peak = now

    corpus = FOLDER / "corpus" / re.sub(r"\W+", "-", label)
    corpus.mkdir(parents=True, exist_ok=True)
    (corpus / "seed").write_bytes(parser.inner if inside else parser.good[:MOST_BYTES])
    artifacts = FOLDER / "findings" / f"{re.sub(r'[^a-z0-9]+', '-', label)}-"
    artifacts.parent.mkdir(parents=True, exist_ok=True)
    limits = ["-timeout=10", "-rss_limit_mb=3000", f"-max_len={MOST_BYTES}", f"-max_total_time={seconds}"]
    atheris.Setup([sys.argv[0], str(corpus), *limits, f"-artifact_prefix={artifacts}", "-print_final_stats=1"], test)
    atheris.Fuzz()


def _summary(said: str) -> str:
    runs = re.findall(r"stat::number_of_executed_units:\s+(\d+)", said)
    coverage = re.findall(r"cov: (\d+)", said)
    memory = re.findall(r"stat::peak_rss_mb:\s+(\d+)", said)
    return f"runs={runs[-1:]} coverage={coverage[:1]}->{coverage[-1:]} peak MB={memory[-1:]}"


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m support.damage.fuzzing", description=__doc__)
    options.add_argument("--seconds", type=int, default=60, help="for each parser in a round (default: 60)")
    options.add_argument("--rounds", type=int, help="default: go on until stopped")
    options.add_argument("--one", nargs=2, metavar=("PARSER", "WHERE"), help=argparse.SUPPRESS)
    options.add_argument("parsers", nargs="*", help="default: all")
    given: Any = options.parse_args()
    if given.one:
        _one(given.one[0], given.one[1] == "inside", given.seconds)
        return 0

    from support.damage.parsers import PARSERS

    targets = [(name, where) for name in given.parsers or PARSERS for where in ("file", "inside")]
    targets = [(name, where) for name, where in targets if where == "file" or PARSERS[name].seal]
    found = False
    try:
        for _ in range(given.rounds) if given.rounds else itertools.count():
            for name, where in targets:
                command = [
                    sys.executable,
                    "-m",
                    "support.damage.fuzzing",
                    "--seconds",
                    str(given.seconds),
                    "--one",
                    name,
                    where,
                ]
                done = subprocess.run(command, capture_output=True, text=True, check=False, errors="replace")
                said = done.stdout + done.stderr
                print(f"{name}, {where}: {_summary(said)}", flush=True)
                lines = [
                    line for line in said.splitlines() if line.startswith(("FOUND", "SUMMARY", "==")) and "INFO" not in line
                ]
                print("".join(f"    {line}\n" for line in lines), end="", flush=True)
                if done.returncode and not lines:
                    print(said[-2000:], flush=True)
                found |= bool(lines) or done.returncode != 0
    except KeyboardInterrupt:
        pass
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
