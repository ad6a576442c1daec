"""`watch` keeps a table up to date from a thread that ends with the session; the same for TensorBoard."""

from __future__ import annotations

import io
import re
import sys
import types

import pytest
from support.house import ROOT
from support.threads import no_threads_left, wait_until

import headrace as tf
from headrace.pipeline.watching import watch as watch_module
from headrace.pipeline.watching.screens import NotebookScreen, PlainScreen, own_screen, terminal_screen
from headrace.pipeline.watching.views import Views, text_of

IRIS = str(ROOT / "sample_data/iris-00000-of-00003.csv")
SOON = 0.001
QUEUES = ["input_producer", "batch/fifo_queue"]


@pytest.fixture(autouse=True)
def batch():
    with tf.Graph().as_default(), no_threads_left():
        _, line = tf.TextLineReader().read(tf.train.string_input_producer([IRIS]))
        yield tf.train.batch([line], 5)


class Recorder:
    def __init__(self):
        self.views, self.closed = [], 0

    def show(self, view):
        self.views.append(view)

    def close(self):
        self.closed += 1


@pytest.fixture
def screen(monkeypatch):
    screen = Recorder()
    monkeypatch.setattr(watch_module, "own_screen", lambda: screen)
    return screen


def test_it_shows_views_until_the_session_is_closed(batch, screen):
    with tf.train.MonitoredSession() as session:
        session.run(batch)
        watch = tf.train.watch(session, SOON)
        wait_until(lambda: len(screen.views) > 3)
    wait_until(lambda: screen.closed)
    assert all([one["name"] for one in view["sessions"][0]["queues"]] == QUEUES for view in screen.views)
    watch.stop()
    watch.stop()
    assert screen.closed == 1


def test_stopped_it_shows_a_last_view_at_once(batch, screen):
    with tf.train.MonitoredSession() as session:
        session.run(batch)
        with tf.train.watch(session, seconds=1e6) as watch:
            session.run(batch)
        assert len(screen.views) == 1
        assert watch.view is screen.views[0]
        last = watch.view["sessions"][0]["queues"][-1]
        assert last["out_rate"] > 0
        assert "batch/fifo_queue" in str(watch)
        assert "<td>batch/fifo_queue</td>" in watch._repr_html_()


def test_a_view_tells_of_the_time_since_the_last_one(batch):
    with tf.train.MonitoredSession() as session:
        for _ in range(4):
            session.run(batch)
        views = Views()
        first, second = (views.of_session(session.watched) for _ in range(2))
        assert first["queues"][-1]["out_rate"] * first["seconds"] == pytest.approx(20)
        assert second["queues"][-1]["out_rate"] == 0
        assert first["runners"][-1]["name"] == "the program"


def test_scalars_for_tensorboard_have_the_global_step(batch, screen, tmp_path):
    step = tf.train.create_global_step()
    train = tf.assign_add(step, 1)
    with tf.train.MonitoredSession() as session:
        with tf.train.watch(session, seconds=1e6, logdir=tmp_path):
            for _ in range(7):
                session.run([batch, train])
        (file,) = tmp_path.iterdir()
        found = {
            value.tag: (event.step, value.simple_value)
            for event in tf.train.summary_iterator(str(file))
            for value in event.summary.value
        }
    assert found["pipeline/batch/fifo_queue/elements_per_second"][0] == 7
    assert found["pipeline/batch/fifo_queue/elements_per_second"][1] > 0
    assert 0 <= found["pipeline/input_producer/full"][1] <= 1
    for tag in ("threads_waiting_for_room", "threads_waiting_for_elements"):
        assert f"pipeline/batch/fifo_queue/{tag}" in found


def test_bad_records_have_a_column_where_there_are_any(tmp_path):
    path = tmp_path / "numbers"
    path.write_text("1\n2\nx\n3\n4\ny\n5\n")
    with tf.Graph().as_default():
        _, line = tf.TextLineReader().read(tf.train.string_input_producer([str(path)], num_epochs=1))
        number = tf.string_to_number(line)
        with tf.train.bad_records("skip"):
            numbers = tf.train.batch([number], 5)
        with tf.train.MonitoredSession() as session:
            assert session.run(numbers).tolist() == [1, 2, 3, 4, 5]
            view = Views().of_program([session.watched])
    text = text_of(view)
    assert text.splitlines()[1].split()[-1] == "bad"
    assert text.splitlines()[3].split()[-1] == "2"
    tags = {value.tag: value.simple_value for value in watch_module.summary_of(view).value}
    assert tags["pipeline/batch/fifo_queue/bad_records"] == 2


def test_where_nothing_can_be_shown_nothing_is(batch, capfd):
    with tf.train.MonitoredSession() as session, tf.train.watch(session, SOON) as watch:
        first = watch.view
        wait_until(lambda: watch.view is not first)
    assert capfd.readouterr() == ("", "")


def test_closed_sessions_and_wrong_seconds_are_refused(batch):
    session = tf.Session()
    with pytest.raises(ValueError, match="seconds must be > 0, but is 0"):
        tf.train.watch(session, 0)
    session.close()
    with pytest.raises(RuntimeError, match="closed"):
        tf.train.watch(session)


# -- screens ------------------------------------------------------------------------------------------------------------


class Terminal(io.StringIO):
    def isatty(self):
        return True


def view_of(batch):
    with tf.train.MonitoredSession() as session:
        session.run(batch)
        return Views().of_program([session.watched])


def test_a_terminal_with_rich_has_one_table(batch, monkeypatch):
    pytest.importorskip("rich")
    monkeypatch.setenv("COLUMNS", "120")
    file = Terminal()
    screen = terminal_screen(file)
    view = view_of(batch)
    screen.show(view)
    screen.show(view)
    screen.close()
    assert "batch/fifo_queue" in file.getvalue()
    assert "\x1b[" in file.getvalue()  # written anew


def test_names_stand_at_the_left_and_numbers_at_the_right(batch, monkeypatch):
    pytest.importorskip("rich")
    monkeypatch.setenv("COLUMNS", "120")
    file = Terminal()
    view = view_of(batch)
    view["sessions"][0]["queues"][0] |= {"size": 7, "capacity": 32}
    terminal_screen(file).show(view)
    assert re.search(r"│ input_producer +│ ##\.{8} │   7 of 32 │ ", file.getvalue())


def test_without_rich_and_without_a_terminal_views_are_lines(batch, monkeypatch):
    view = view_of(batch)
    assert isinstance(terminal_screen(io.StringIO()), PlainScreen)
    for name in [name for name in sys.modules if name.partition(".")[0] == "rich"]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, "rich", None)
    file = Terminal()
    terminal_screen(file).show(view)
    assert file.getvalue() == f"{text_of(view)}\n\n"


def test_a_notebook_has_one_table_that_is_updated(batch, monkeypatch):
    shown, updated = [], []
    handle = types.SimpleNamespace(update=updated.append)
    display = types.ModuleType("IPython.display")
    display.HTML = str
    display.display = lambda what, display_id: (shown.append(what), handle)[1]
    python = types.ModuleType("IPython")
    python.get_ipython = lambda: types.SimpleNamespace(kernel=object())
    monkeypatch.setitem(sys.modules, "IPython", python)
    monkeypatch.setitem(sys.modules, "IPython.display", display)
    screen = own_screen()
    assert isinstance(screen, NotebookScreen)
    view = view_of(batch)
    screen.show(view)
    screen.show(view)
    assert len(shown) == len(updated) == 1
    assert "<td>input_producer</td>" in updated[0]
