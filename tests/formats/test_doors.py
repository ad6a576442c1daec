"""Doors: an error that leaves headrace shows the lines of the program, and no others."""

import functools
import json
import sys
import traceback
import types

import numpy as np
import pytest

from headrace.formats import csv, tfrecord
from headrace.formats.doors import door, doors, show_program
from headrace.formats.exports import export

ALL = sys.version_info >= (3, 11)  # before, the frame of the door itself stays


def in_headrace(source: str, **names):
    """The function `f` of a module of headrace that reads so."""
    module = types.ModuleType("headrace.graph.made_here")
    vars(module).update(names)
    exec(compile(source, "/somewhere/headrace/graph/made_here.py", "exec"), vars(module))
    return module.f


def shown(call) -> list[str]:
    """The functions in the traceback of what a call raises, behind this one."""
    try:
        call()
    except BaseException as error:
        return [frame.name for frame in traceback.extract_tb(error.__traceback__)][1:]
    raise AssertionError("nothing was raised")


def caught(call) -> BaseException:
    with pytest.raises(BaseException) as found:
        call()
    return found.value


def fail():
    raise KeyError("of the program")


pytestmark = pytest.mark.skipif(not ALL, reason="before Python 3.11 a frame of headrace stays")


def test_frames_of_headrace_and_of_what_it_calls_are_left_out():
    decode = door(in_headrace("def f(): return json.loads('{')", json=json))
    assert shown(lambda: decode()) == ["<lambda>"]


def test_frames_of_the_program_stay_wherever_it_is_called_from():
    calls = door(in_headrace("def f(call): return sorted([1], key=lambda _: call())"))
    assert shown(lambda: calls(fail)) == ["<lambda>", "fail"]


def test_what_the_program_calls_in_the_standard_library_stays():
    calls = door(in_headrace("def f(call): return call()"))

    def reads():
        return json.loads("{")

    assert shown(lambda: calls(reads))[:3] == ["<lambda>", "reads", "loads"]


def test_generators_are_doors_too_and_can_be_closed():
    ends = []
    generate = door(in_headrace("def f(end):\n  try:\n    yield 1\n    raise ValueError\n  finally:\n    end.append(1)"))
    assert shown(lambda: list(generate(ends))) == ["<lambda>"]
    steps = generate(ends)
    assert next(steps) == 1
    steps.close()
    assert ends == [1, 1]


def test_a_cause_within_headrace_is_not_shown_and_one_of_the_program_is():
    chained = door(
        in_headrace("def f(call):\n  try: call()\n  except Exception as e: raise ValueError('what it means') from e")
    )
    own = caught(lambda: chained(functools.partial(int, "x")))
    assert "direct cause" not in "".join(traceback.format_exception(own))
    programs = caught(lambda: chained(fail))
    assert isinstance(programs.__cause__, KeyError)
    assert [frame.name for frame in traceback.extract_tb(programs.__cause__.__traceback__)] == ["fail"]


def test_the_programs_cause_behind_others_is_the_one_that_is_shown():
    source = (
        "def f(call):\n  try:\n    try: call()\n    except KeyError as e: raise RuntimeError from e\n"
        "  except RuntimeError as e: raise ValueError from e"
    )
    assert isinstance(caught(lambda: door(in_headrace(source))(fail)).__cause__, KeyError)


def test_what_the_program_was_handling_is_still_shown():
    breaks = door(in_headrace("def f(): raise ValueError('second')"))

    def handles():
        try:
            fail()
        except KeyError:
            breaks()

    error = caught(handles)
    assert isinstance(error.__context__, KeyError)
    assert not error.__suppress_context__


def test_nothing_is_left_out_where_the_environment_asks_for_all(monkeypatch):
    monkeypatch.setenv("HEADRACE_TRACEBACK", "full")
    breaks = door(in_headrace("def f(): raise ValueError"))
    assert shown(lambda: breaks()) == ["<lambda>", "call", "f"]


def test_an_error_may_go_through_many_doors():
    inner = door(in_headrace("def f(): raise ValueError('deep')"))
    outer = door(in_headrace("def f(): return inner()", inner=inner))
    error = caught(outer)
    show_program(error)
    assert str(error) == "deep"
    assert shown(lambda: outer()) == ["<lambda>"]


def test_a_class_has_doors_for_what_programs_call():
    breaks = in_headrace("def f(self): raise ValueError")
    made = doors(type("Made", (), {"works": breaks, "_inner": breaks, "__call__": breaks, "size": property(lambda self: 3)}))()
    assert shown(lambda: made.works()) == ["<lambda>"]
    assert shown(lambda: made()) == ["<lambda>"]
    assert shown(lambda: made._inner()) == ["<lambda>", "f"]
    assert made.size == 3


def test_exported_functions_of_graphs_are_doors_those_of_files_say_so_themselves():
    builds = in_headrace("def f(): raise ValueError")
    builds.__module__ = "headrace.graph.ops.made_here"
    assert shown(lambda: export("made")(builds)()) == ["<lambda>"]
    builds.__module__ = "headrace.formats.made_here"
    assert export("made")(builds) is builds


def test_readers_of_files_are_doors(tmp_path):
    (tmp_path / "a.csv").write_text("1\nNA\n")
    (tmp_path / "a.tfrecord").write_bytes(b"nonsense" * 4)
    for read in (
        lambda: csv.read_columns(tmp_path / "a.csv", [np.int32]),
        lambda: list(csv.read(tmp_path / "a.csv", [np.int32])),
        lambda: list(tfrecord.read(tmp_path / "a.tfrecord")),
        lambda: list(tfrecord.rows(tmp_path / "a.tfrecord")),
        lambda: tfrecord.open(tmp_path / "a.tfrecord")[0],
    ):
        assert shown(read) == ["<lambda>"]
