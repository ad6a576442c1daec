"""MonitoredSession and its kin: how they begin, stop and end, and that no thread is left however they do."""

from __future__ import annotations

import pytest
from support.threads import no_threads_left

import headrace as tf


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph, no_threads_left():
        yield graph


class Diary(tf.train.SessionRunHook):
    """Notes what is called."""

    def __init__(self, fails_in=None):
        self.calls = []
        self.fails_in = fails_in

    def note(self, what):
        self.calls.append(what)
        if what == self.fails_in:
            raise KeyError(what)

    def begin(self):
        self.note("begin")

    def after_create_session(self, session, coord):
        self.note("after_create_session")

    def before_run(self, run_context):
        self.note("before_run")

    def after_run(self, run_context, run_values):
        self.note("after_run")

    def end(self, session):
        self.note("end")


def numbers(epochs):
    return tf.train.batch([tf.train.range_input_producer(6, num_epochs=epochs, shuffle=False).dequeue()], 2)


def train(fetches, *hooks, leave=None):
    """A loop, left by raising `leave` where that is given."""
    with tf.train.MonitoredSession(hooks=hooks) as sess:
        while not sess.should_stop():
            sess.run(fetches)
            if leave is not None:
                raise leave


def counting():
    return tf.assign_add(tf.train.get_or_create_global_step(), 1)


def test_variables_are_initialized_and_the_loop_ends_with_the_input():
    weight = tf.Variable(5)
    batch = numbers(epochs=2)
    diary = Diary()
    seen = []
    with tf.train.MonitoredTrainingSession(hooks=[diary]) as sess:
        while not sess.should_stop():
            seen.append((sess.run([weight, batch])[1]).tolist())
    assert seen == [[0, 1], [2, 3], [4, 5]] * 2
    assert diary.calls == ["begin", "after_create_session", *["before_run", "after_run"] * 6, "before_run", "end"]


def test_hooks_fetch_and_feed_beside_the_caller():
    x = tf.placeholder(tf.float32, [])
    y = tf.placeholder(tf.float32, [])
    results = []

    class Doubles(tf.train.SessionRunHook):
        def before_run(self, run_context):
            assert run_context.original_args == tf.train.SessionRunArgs([x + y], {x: 1.0})
            return tf.train.SessionRunArgs({"double": 2 * y}, feed_dict={y: 3.0})

        def after_run(self, run_context, run_values):
            results.append(run_values.results)

    total = x + y

    class Same(Doubles):
        def before_run(self, run_context):
            return tf.train.SessionRunArgs({"double": double}, feed_dict={y: 3.0})

    double = 2 * y
    with tf.train.SingularMonitoredSession(hooks=[Same(), Diary()]) as sess:
        assert sess.run([total], {x: 1.0}) == [4.0]
        with pytest.raises(RuntimeError, match=r"^Same tensor is fed by a SessionRunHook and user\. Conflict\(s\): "):
            sess.run(total, {x: 1.0, y: 2.0})
    assert results == [{"double": 6.0}]


def test_two_hooks_may_not_feed_one_tensor():
    x = tf.placeholder(tf.float32, [])
    hooks = [tf.train.FeedFnHook(lambda: {x: 1.0}), tf.train.FeedFnHook(lambda: {x: 2.0})]
    with pytest.raises(RuntimeError, match=r"^Same tensor is fed by two hooks\."):
        train(x, *hooks)


def test_an_error_in_the_body_comes_out_and_end_is_not_called():
    diary = Diary()
    with pytest.raises(ZeroDivisionError):
        train(numbers(epochs=None), diary, leave=ZeroDivisionError)
    assert diary.calls == ["begin", "after_create_session", "before_run", "after_run"]


@pytest.mark.parametrize("leave", [KeyboardInterrupt, SystemExit])
def test_leaving_the_program_ends_every_thread(leave):
    with pytest.raises(leave):
        train(numbers(epochs=None), leave=leave)


def test_break_ends_every_thread():
    batch = numbers(epochs=None)
    diary = Diary()
    with tf.train.MonitoredSession(hooks=[diary]) as sess:
        while not sess.should_stop():
            sess.run(batch)
            break
    assert diary.calls[-1] == "end"


@pytest.mark.parametrize("place", ["begin", "after_create_session", "before_run", "after_run"])
def test_a_hook_that_fails_ends_everything(place):
    with pytest.raises(KeyError, match=place):
        train(numbers(epochs=None), Diary(fails_in=place))


def test_a_hook_that_fails_at_the_end_ends_everything():
    with pytest.raises(KeyError, match="end"):
        train(numbers(epochs=1), Diary(fails_in="end"))


def test_a_runners_error_comes_out_with_its_own_text(tmp_path):
    (tmp_path / "f.csv").write_text("1\n2\nthree\n")
    _, line = tf.TextLineReader().read(tf.train.string_input_producer([str(tmp_path / "f.csv")], num_epochs=1))
    batch = tf.train.batch(tf.decode_csv(line, [[0]]), 1)
    with pytest.raises(tf.errors.InvalidArgumentError, match="not a valid int32: three"):
        train(batch)


def test_without_a_with_block():
    batch = numbers(epochs=None)
    with no_threads_left():
        sess = tf.train.MonitoredSession()
        assert sess.run(batch).tolist() == [0, 1]
        assert not sess.should_stop()
        sess.close()
    assert sess.should_stop()
    assert sess.graph is None
    with pytest.raises(RuntimeError, match=r"^Session is already closed\.$"):
        sess.run(batch)
    with pytest.raises(RuntimeError, match=r"^Session is already closed\.$"):
        sess.close()


def test_a_lost_session_is_made_anew_and_a_singular_one_is_not():
    batch = numbers(epochs=None)
    failures = [tf.errors.AbortedError(None, None, "lost"), tf.errors.UnavailableError(None, None, "gone")]

    class Loses(Diary):
        def after_run(self, run_context, run_values):
            super().after_run(run_context, run_values)
            if failures:
                raise failures.pop()

    diary = Loses()
    with tf.train.MonitoredSession(hooks=[diary]) as sess:
        assert sess.run(batch).tolist() == [0, 1]  # the third session's first
    assert diary.calls.count("after_create_session") == 3
    assert diary.calls.count("begin") == 1
    failures.append(tf.errors.AbortedError(None, None, "lost"))
    with pytest.raises(tf.errors.AbortedError, match="lost"), tf.train.SingularMonitoredSession(hooks=[Loses()]) as sess:
        sess.run(batch)


def test_a_step_function_runs_with_hooks_and_without():
    count = counting()
    diary = Diary()

    def step(step_context):
        step_context.session.run(count)
        return step_context.run_with_hooks(count)

    def last(step_context):
        step_context.request_stop()

    with tf.train.MonitoredSession(hooks=[diary]) as sess:
        assert sess.run_step_fn(step) == 2
        assert diary.calls.count("before_run") == 1
        with pytest.raises(ValueError, match="`step_fn` may either have one `step_context` argument"):
            sess.run_step_fn(lambda other: None)
        sess.run_step_fn(last)
        pytest.fail("request_stop ends the block")


def test_the_graph_is_finalized_inside_and_given_back_after(graph):
    with tf.train.MonitoredSession():
        assert graph.finalized
        with pytest.raises(RuntimeError, match="Graph is finalized and cannot be modified"):
            tf.constant(1)
    assert not graph.finalized
    graph.finalize()


def test_a_scaffold_takes_what_it_is_given_and_makes_the_rest():
    variable = tf.Variable(1, name="v")
    local = tf.Variable(2, collections=[tf.GraphKeys.LOCAL_VARIABLES])
    started = []
    x = tf.placeholder(tf.int32, [])
    scaffold = tf.train.Scaffold(
        init_op=variable.assign(x), init_feed_dict={x: 7}, init_fn=lambda scaffold, session: started.append((scaffold, session))
    )
    with tf.train.SingularMonitoredSession(scaffold=scaffold) as sess:
        assert sess.run([variable, local]) == [7, 2]
        assert started == [(scaffold, sess.raw_session())]
    assert scaffold.saver is tf.get_collection(tf.GraphKeys.SAVERS)[0]
    assert scaffold.ready_op is tf.get_collection(tf.GraphKeys.READY_OP)[0]
    copy = tf.train.Scaffold(copy_from_scaffold=scaffold, init_feed_dict={x: 8})
    assert (copy.saver, copy.init_op, copy.init_feed_dict) == (scaffold.saver, scaffold.init_op, {x: 8})
    with pytest.raises(TypeError, match=r"^copy_from_scaffold is not a Scaffold instance\.$"):
        tf.train.Scaffold(copy_from_scaffold=3)


def test_what_is_not_initialized_is_named_and_the_session_is_closed():
    one = tf.Variable(1, name="one")
    tf.Variable(2, name="two")
    text = r"Init operations did not make model ready\.  Init op: .*, error: Variables not initialized: two"
    with pytest.raises(RuntimeError, match=text):
        tf.train.MonitoredSession(
            tf.train.ChiefSessionCreator(
                tf.train.Scaffold(init_op=one.initializer, ready_for_local_init_op=tf.constant([], tf.string))
            )
        )


def test_several_of_a_kind_need_a_choice():
    for _ in range(2):
        tf.add_to_collection(tf.GraphKeys.SUMMARY_OP, tf.constant(""))
    with pytest.raises(RuntimeError, match=r'More than one item in the collection "summary_op".*tf.Scaffold\(summary_op=item'):
        tf.train.MonitoredSession()


def test_checkpoints_are_written_and_training_goes_on_from_the_last_one(tmp_path):
    weight = tf.Variable(0.0, name="weight")
    train = tf.group(counting(), weight.assign_add(0.5))
    tf.summary.scalar("value", weight)
    tf.summary.FileWriterCache.clear()

    def until(last_step):
        hooks = [tf.train.StopAtStepHook(last_step=last_step)]
        with tf.train.MonitoredTrainingSession(
            checkpoint_dir=str(tmp_path), hooks=hooks, save_checkpoint_steps=2, save_summaries_steps=2, log_step_count_steps=2
        ) as sess:
            while not sess.should_stop():
                sess.run(train)
            return sess.run_step_fn(lambda step_context: step_context.session.run(weight))

    assert until(5) == 2.5
    assert tf.train.latest_checkpoint(str(tmp_path)) == str(tmp_path / "model.ckpt-5")
    assert until(7) == 3.5
    tf.summary.FileWriterCache.clear()
    written = {path.name for path in tmp_path.iterdir()}
    assert {"graph.pbtxt", "checkpoint", "model.ckpt-7.index", "model.ckpt-7.meta"} <= written
    (events,) = (path for path in tmp_path.iterdir() if "tfevents" in path.name)
    found = list(tf.train.summary_iterator(str(events)))
    values = [(event.step, value.tag) for event in found for value in event.summary.value]
    assert (1, "value") in values
    assert any(tag == "global_step/sec" for _, tag in values)
    assert any(event.session_log.checkpoint_path for event in found)
    assert any(event.graph_def for event in found)
