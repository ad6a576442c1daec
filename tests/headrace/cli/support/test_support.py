"""What commands share: JSON, tables, numbers for people, and the line that says how far a command is."""

from __future__ import annotations

import contextlib
import json
import os
import sys

import click
import numpy as np
import pytest
from support.cli import start
from support.house import ROOT

from headrace.cli import support


def test_json_holds_what_arrays_and_messages_hold():
    value = {
        "array": np.array([[1, 2]], np.int16),
        "number": np.float32(0.5),
        "text": b"caf\xc3\xa9",
        "bytes": b"\xff\x00",
        "floats": [float("nan"), float("inf"), -float("inf")],
        "complex": 1 + 2j,
        "shape": (None, 3),
        "strings": np.array([b"a"], object),
    }
    assert json.loads(support.json_text(value)) == {
        "array": [[1, 2]],
        "number": 0.5,
        "text": "caf\u00e9",
        "bytes": {"base64": "/wA="},
        "floats": ["NaN", "Infinity", "-Infinity"],
        "complex": [1.0, 2.0],
        "shape": [None, 3],
        "strings": ["a"],
    }


def test_names_that_are_no_text_come_back_as_they_were():
    name = os.fsdecode(b"\xff\xe9.csv")
    text = support.json_text({"file": name})
    text.encode()
    assert json.loads(text)["file"] == name


def test_columns_stand_below_each_other(capsys):
    support.print_table(["name", "size"], [("a", 5), ("long name", 12345)], [1])
    assert capsys.readouterr().out == "name        size\na              5\nlong name  12345\n"


@pytest.mark.parametrize("is_blocked", [False, True])
def test_a_table_on_a_terminal_holds_the_same_words(monkeypatch, capsys, is_blocked):
    if is_blocked:
        monkeypatch.setitem(sys.modules, "rich", None)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "dumb")
    support.print_table(["name", "size"], [("[bold]x[/bold]", 5)], [1])
    assert capsys.readouterr().out.split() == ["name", "size", "[bold]x[/bold]", "5"]


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1.0 KB"),
        (1_440_000, "1.4 MB"),
        (3e9, "3.0 GB"),
        (7e15, "7000.0 TB"),
    ],
)
def test_bytes_for_people(count, text):
    assert support.bytes_text(count) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(1234567, "1,234,567"), (2.0, "2"), (-0.123456789, "-0.123457"), (1e300, "1e+300"), (float("nan"), "nan")],
)
def test_numbers_for_people(value, text):
    assert support.number_text(value) == text


def test_patterns_mean_what_matches_and_a_name_that_is_there_means_itself(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("b-1", "b-0", "a[0]"):
        (tmp_path / name).touch()
    assert support.expanded(["./b-*", "a[0]", "absent"]) == ["./b-0", "./b-1", "a[0]", "absent"]
    with pytest.raises(click.UsageError, match="nothing matches"):
        support.expanded(["x*"])


def test_nothing_is_said_where_nobody_looks(capsys):
    with support.progress([], "counting") as progress:
        progress(1, 1)
    assert capsys.readouterr().err == ""


PROGRAM = """
import time
from headrace.cli import support
clock = iter(range(1000))
support.time.monotonic = lambda: next(clock)
with support.progress(["data"], "counting") as progress:
    for _ in range(4):
        progress(500, 250)
"""


@pytest.mark.skipif(os.name != "posix", reason="terminals")
@pytest.mark.parametrize("is_blocked", [False, True])
def test_a_terminal_shows_how_far_it_is(tmp_path, is_blocked):
    pty = pytest.importorskip("pty")
    (tmp_path / "data").write_bytes(bytes(1000))
    blocked = "import sys; sys.modules['rich'] = None\n" if is_blocked else ""
    master, slave = pty.openpty()
    program = f"{blocked}{PROGRAM}\nraise SystemExit"
    process = start(before=program, cwd=tmp_path, stderr=slave, env={"COLUMNS": "120", "TERM": "xterm"})
    os.close(slave)
    shown = b""
    with open(master, "rb", buffering=0) as terminal:
        while True:
            try:
                piece = terminal.read(4096)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            shown += piece
    out, _ = process.communicate(timeout=60)
    assert (process.returncode, out) == (0, b"")
    text = shown.decode()
    assert "counting" in text
    assert "500 records/s" in text
    assert ("1.0 KB" if is_blocked else "1.0 kB") in text
    assert ("s left" if is_blocked else "0:00:0") in text
    assert text.endswith("\x1b[K") or "\x1b[2K" in text, "the line is cleared at the end"


@pytest.mark.skipif(os.name != "posix", reason="terminals")
def test_who_is_fast_shows_nothing(tmp_path):
    pty = pytest.importorskip("pty")
    master, slave = pty.openpty()
    process = start("graph", ROOT / "tests/golden/saved_model/graph.pb", stderr=slave)
    os.close(slave)
    out, _ = process.communicate(timeout=60)
    assert b"GraphDef" in out
    with open(master, "rb", buffering=0) as terminal, contextlib.suppress(OSError):  # the other end is closed
        assert terminal.read(4096) == b""
