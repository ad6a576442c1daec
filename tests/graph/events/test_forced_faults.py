"""An exception of every kind, and a hang, at every point of the thread that writes events."""

from __future__ import annotations

import contextlib
import threading

import pytest
from support.faults.points import KINDS, OF_EVENTS, Odd, injected
from support.threads import in_thread, no_threads_left, outcome

from headrace.graph.events.writer import FileWriter, summary_iterator


def of_writer(thread: threading.Thread) -> bool:
    return thread.name.startswith("events to ")


def write(writer: FileWriter) -> None:
    for step in range(3):
        writer.add_summary(b"", step)
        writer.flush()
    writer.close()


@pytest.mark.parametrize("point", OF_EVENTS)
@pytest.mark.parametrize("at", [1, 2])
def test_an_exception_of_every_kind_reaches_who_writes(point, at, tmp_path):
    for number, kind in enumerate(KINDS):
        with no_threads_left(), injected(OF_EVENTS[point], KINDS[kind], at, of_writer) as injection:
            writer = FileWriter(tmp_path / str(number))
            found = outcome(in_thread(lambda writer=writer: write(writer)))
            if injection.struck:
                assert isinstance(found, Odd) or "injected" in str(found), (kind, found)
            with contextlib.suppress(BaseException):
                writer.close()


def test_a_close_that_fails_after_a_write_has_failed_hangs_nobody(tmp_path):
    with (
        no_threads_left(),
        injected(OF_EVENTS["write"], KINDS["ValueError"], 1, of_writer),
        injected(OF_EVENTS["close"], KINDS["SystemExit"], 1, of_writer),
    ):
        writer = FileWriter(tmp_path)
        found = outcome(in_thread(lambda: write(writer)))
        assert isinstance(found, ValueError), found


@pytest.mark.parametrize("point", OF_EVENTS)
def test_a_hang_ends_when_it_ends(point, tmp_path):
    with no_threads_left(), injected(OF_EVENTS[point], None, 1, of_writer) as injection:
        writer = FileWriter(tmp_path)
        writing = in_thread(lambda: write(writer))
        assert injection.holds.wait(20)
        assert writing[0].is_alive()
        injection.released.set()
        assert outcome(writing) is None
    (path,) = tmp_path.iterdir()
    assert [event.step for event in summary_iterator(path)] == [0, 0, 1, 2]
