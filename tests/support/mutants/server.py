"""Runs tests in forked children of a process that has imported what does not change, and nothing of the project.

A program of its own, started in the root of a tree: a line of JSON comes in for each run, a line goes out (see `tests.py`).
"""

from __future__ import annotations

import gzip
import importlib
import json
import os
import resource
import select
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path

import pytest

BEFORE = [
    "numpy",
    "google.protobuf.message",
    "hypothesis.strategies",
    "crc32c",
    "fsspec",
    "absl.flags",
    "PIL.Image",
    "rich.console",
]
"""What most tests import, or what they import imports."""
MOST_MEMORY, MOST_FILE = 8 << 30, 1 << 30
SETTINGS = """
[run]
data_file = {file}.data
parallel = true
include =
  {root}/pipeline/*
  {root}/formats/*
omit =
  *_cy.py
  *_pb2.py
context = ${{PYTEST_CURRENT_TEST}}
patch =
  _exit
  fork
disable_warnings =
  no-data-collected
  module-not-imported
  module-not-measured
  trace-changed
"""
"""Of coverage, in child processes too, which read them again: what a child runs is of the test that started it."""


class Failures:
    """Ends the process at the first failure."""

    def __init__(self, limits, pipe):
        self.limits, self.pipe = limits, pipe

    def pytest_collection_modifyitems(self, items):
        rank = {test: at for at, test in enumerate(self.limits)}
        items[:] = sorted((item for item in items if item.nodeid in rank), key=lambda item: rank[item.nodeid])
        for item in items:
            item.add_marker(pytest.mark.timeout(self.limits[item.nodeid]), append=False)

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.end(report.nodeid)

    pytest_collectreport = pytest_runtest_logreport

    def end(self, failed):
        os.write(self.pipe, json.dumps({"failed": failed}).encode() + b"\n")
        os._exit(1)


class Lines:
    """Which tests run which lines, in threads and in child processes, too."""

    def __init__(self, root, file):
        from coverage import Coverage

        self.root, self.file = root, file
        self.seconds, self.not_passed = {}, set()
        settings = f"{file}.ini"
        Path(f"{file}.data").unlink(missing_ok=True)
        Path(settings).write_text(SETTINGS.format(file=file, root=root))
        os.environ["COVERAGE_PROCESS_START"] = settings
        self.follow_children()
        self.coverage = Coverage(config_file=settings)
        self.coverage.start()

    @staticmethod
    def follow_children():
        """What coverage needs is in the environment of children that a test gives one of its own, too."""
        begin = subprocess.Popen.__init__

        def begun(process, *args, env=None, **options):
            names = {"COVERAGE_PROCESS_START", "PYTEST_CURRENT_TEST"} & os.environ.keys()
            begin(process, *args, env=env and {**env, **{name: os.environ[name] for name in names}}, **options)

        subprocess.Popen.__init__ = begun

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        self.coverage.stop()  # a test may have set a trace function of its own: begun anew for each
        self.coverage.start()
        self.coverage.switch_context(item.nodeid)
        return (yield)

    def pytest_runtest_logreport(self, report):
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0) + report.duration
        if report.failed or report.skipped:
            self.not_passed.add(report.nodeid)

    def write(self):
        """For each line, a bit for each test: one JSON file."""
        self.coverage.stop()
        self.coverage.save()
        self.coverage.combine()
        data = self.coverage.get_data()
        tests = [test for test in self.seconds if test not in self.not_passed]
        bits = {test: 1 << at for at, test in enumerate(tests)}
        lines = {}
        for path in sorted(data.measured_files()):
            found = lines[str(Path(path).relative_to(self.root))] = {}
            for line, contexts in data.contexts_by_lineno(path).items():
                names = {context if context in bits else context.rpartition(" (")[0] for context in contexts}
                found[line] = f"{sum(bits.get(name, 0) for name in names):x}"
        seconds = {test: round(self.seconds[test], 4) for test in tests}
        answer = {"tests": seconds, "lines": lines}
        Path(self.file).write_bytes(gzip.compress(json.dumps(answer).encode(), 3))


def _child(request, pipe):
    os.setsid()
    log = os.open(request["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(source, target)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_FILE, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
    exit_ = os._exit
    options = ["-q", "--tb=short", "-p", "no:cacheprovider", "--hypothesis-seed=1"]
    if request["map"]:
        plugin = Lines(os.getcwd(), request["map"])
        code = pytest.main([*options, *request["files"]], plugins=[plugin])
        plugin.write()
    else:
        code = pytest.main([*options, "-x", *request["files"]], plugins=[Failures(request["limits"], pipe)])
    os.write(pipe, json.dumps({"code": int(code)}).encode() + b"\n")
    exit_(0)


def _run(request):
    begin = time.monotonic()
    receiving, sending = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            _child(request, sending)
        except BaseException:
            traceback.print_exc()
        finally:
            os.kill(os.getpid(), signal.SIGKILL)
    os.close(sending)
    ended = os.pidfd_open(child)
    ready, _, _ = select.select([receiving, ended], [], [], request["limit"])
    answer = {"hangs": True}
    if ready:
        line = os.read(receiving, 1 << 16) if receiving in ready else b""
        answer = json.loads(line) if line.endswith(b"\n") else {"died": True}
    try:
        os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(receiving)
    os.close(ended)
    return {**answer, "seconds": round(time.monotonic() - begin, 2)}


def main():
    sys.path[0] = os.getcwd()
    for name in BEFORE:
        importlib.import_module(name)
    for line in sys.stdin.buffer:
        sys.stdout.write(json.dumps(_run(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
