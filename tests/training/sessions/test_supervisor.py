"""Supervisor and SessionManager: a model that is initialized or restored, saved on the side, and no thread left."""

from __future__ import annotations

import pytest
from support.threads import no_threads_left, wait_until

import headrace as tf


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph, no_threads_left():
        yield graph


def numbers(epochs=None):
    return tf.train.batch([tf.train.range_input_producer(6, num_epochs=epochs, shuffle=False).dequeue()], 2)


def counting():
    return tf.assign_add(tf.train.get_or_create_global_step(), 1)


def test_the_loop_ends_with_the_input_and_every_thread_with_it():
    batch = numbers(epochs=1)
    seen = []
    sv = tf.train.Supervisor()
    with sv.managed_session() as sess:
        while not sv.should_stop():
            seen.append(sess.run(batch).tolist())
    assert seen == [[0, 1], [2, 3], [4, 5]]
    assert sv.should_stop()
    with pytest.raises(RuntimeError, match="closed Session"):
        sess.run(batch)


@pytest.mark.parametrize("leave", [ZeroDivisionError, KeyboardInterrupt])
def test_an_error_in_the_body_comes_out(leave):
    batch = numbers()
    sv = tf.train.Supervisor()

    def train():
        with sv.managed_session() as sess:
            sess.run(batch)
            raise leave

    with pytest.raises(leave):
        train()


def test_a_runners_error_comes_out(tmp_path):
    (tmp_path / "f.csv").write_text("1\n2\nthree\n")
    _, line = tf.TextLineReader().read(tf.train.string_input_producer([str(tmp_path / "f.csv")], num_epochs=1))
    batch = tf.train.batch(tf.decode_csv(line, [[0]]), 1)
    sv = tf.train.Supervisor()

    def train():
        with sv.managed_session() as sess:
            while not sv.should_stop():
                sess.run(batch)

    with pytest.raises(tf.errors.InvalidArgumentError, match="not a valid int32: three"):
        train()


def test_checkpoints_and_summaries_are_written_and_training_goes_on_from_them(graph, tmp_path):
    weight = tf.Variable(0.0, name="weight")
    count = counting()
    train = tf.group(count, weight.assign_add(0.5))
    tf.summary.scalar("value", weight)
    sv = tf.train.Supervisor(logdir=str(tmp_path), save_model_secs=0, save_summaries_secs=1000)
    assert graph.finalized
    with sv.managed_session() as sess:
        for _ in range(4):
            sess.run(train)
        sv.saver.save(sess, sv.save_path, global_step=sv.global_step)
        sv.summary_computed(sess, sess.run(sv.summary_op))
    assert tf.train.latest_checkpoint(str(tmp_path)) == f"{sv.save_path}-4"
    with sv.managed_session() as sess:
        assert sess.run([weight, count]) == [2.0, 5]
    assert (tmp_path / "graph.pbtxt").read_text().startswith("node {")
    events = [path for path in tmp_path.iterdir() if "tfevents" in path.name]
    found = [event for path in events for event in tf.train.summary_iterator(str(path))]
    values = [(event.step, value.tag, value.simple_value) for event in found for value in event.summary.value]
    assert (4, "value", 2.0) in values
    statuses = [event.session_log.status for event in found if event.HasField("session_log")]
    assert statuses.count(tf.SessionLog.START) == statuses.count(tf.SessionLog.STOP) == 2


def test_the_services_save_and_summarize_from_threads(tmp_path):
    count = counting()
    tf.summary.scalar("value", tf.constant(0.5))
    sv = tf.train.Supervisor(logdir=str(tmp_path), save_model_secs=1000, save_summaries_secs=1000)
    session = sv.prepare_or_wait_for_session(start_standard_services=False)
    session.run(count)
    threads = sv.start_standard_services(session)
    assert len(threads) == 3
    wait_until(lambda: tf.train.latest_checkpoint(str(tmp_path)) == str(tmp_path / "model.ckpt-1"))
    sv.stop(threads)
    session.close()
    (events,) = (path for path in tmp_path.iterdir() if "tfevents" in path.name)
    tags = {value.tag for event in tf.train.summary_iterator(str(events)) for value in event.summary.value}
    assert "value" in tags


def test_a_service_that_fails_ends_the_training(tmp_path):
    step = tf.train.get_or_create_global_step()
    summary = tf.summary.scalar("x", tf.placeholder(tf.float32, [], name="never_fed"))
    sv = tf.train.Supervisor(logdir=str(tmp_path), save_model_secs=0, save_summaries_secs=1, summary_op=summary)

    def train():
        with sv.managed_session() as sess:
            while not sv.should_stop():
                sess.run(step)

    with pytest.raises(tf.errors.InvalidArgumentError, match="never_fed"):
        train()


def test_a_loop_of_ones_own_ends_with_the_session():
    tf.Variable(1)
    sv = tf.train.Supervisor()
    calls = []
    with sv.managed_session():
        thread = sv.loop(0, lambda what: calls.append(what), args=("x",))
        wait_until(lambda: len(calls) > 2)
    assert not thread.is_alive()


def test_what_is_given_is_used_and_what_is_in_collections_is_found():
    variable = tf.Variable(1)
    init = variable.assign(5)
    tf.add_to_collection(tf.GraphKeys.INIT_OP, init)
    started = []
    sv = tf.train.Supervisor(init_fn=started.append, saver=None, summary_op=None, global_step=None)
    assert (sv.init_op, sv.saver, sv.summary_op, sv.global_step, sv.summary_writer) == (init, None, None, None, None)
    with sv.managed_session() as sess:
        assert sess.run(variable) == 5
        assert started == [sess]
    with pytest.raises(RuntimeError, match=r"^Writing a summary requires a summary writer\.$"):
        sv.summary_computed(None, b"")


def test_a_worker_needs_devices_and_writes_nothing():
    with tf.device("/cpu:0"):
        tf.Variable(1)
    sv = tf.train.Supervisor(is_chief=False, logdir="nowhere")
    assert sv.save_path is None
    with pytest.raises(RuntimeError, match=r"^Only chief supervisor can start standard services\."):
        sv.start_standard_services(None)


def test_a_worker_without_devices_is_refused():
    tf.Variable(1)
    with pytest.raises(ValueError, match="When using replicas, all Variables must have their device set: name:"):
        tf.train.Supervisor(is_chief=False)


def test_a_session_that_cannot_be_made_leaves_nothing(tmp_path):
    tf.Variable(1, name="v")
    sv = tf.train.Supervisor(init_op=tf.no_op(name="nothing"), logdir=str(tmp_path))

    def train():
        with sv.managed_session():
            pytest.fail("it is not ready")

    with pytest.raises(RuntimeError, match=r"^Init operations did not make model ready\.  Init op: nothing,.* error: .*: v$"):
        train()


def test_services_that_could_start_are_ended_where_a_runner_could_not(graph, tmp_path):
    class Broken:
        name = "broken"

        def create_threads(self, *args, **options):
            wait_until(lambda: tf.train.latest_checkpoint(str(tmp_path)))
            raise OSError("no more threads")

    tf.Variable(1)
    tf.train.add_queue_runner(Broken())
    sv = tf.train.Supervisor(logdir=str(tmp_path), save_summaries_secs=0)
    with pytest.raises(OSError, match="no more threads"):
        sv.prepare_or_wait_for_session()
    sv.summary_writer.close()


# -- SessionManager ----------------------------------------------------------------------------------------------------


def manager(**options):
    return tf.train.SessionManager(ready_op=tf.report_uninitialized_variables(), **options)


def test_a_session_is_restored_or_initialized(tmp_path):
    variable = tf.Variable(1, name="v")
    saver = tf.train.Saver()
    managed = manager()
    directory = str(tmp_path)
    session = managed.prepare_session("", init_op=variable.initializer, saver=saver, checkpoint_dir=directory)
    assert session.run(variable) == 1
    path = saver.save(session, f"{directory}/m", global_step=3)
    session.run(variable.assign(8))
    _, recovered = managed.recover_session("", saver=saver, checkpoint_dir=f"{directory}/none")
    assert not recovered
    session, recovered = managed.recover_session("", saver=saver, checkpoint_dir=directory)
    assert (recovered, session.run(variable)) == (True, 1)
    fresh = tf.train.Saver()
    session = managed.prepare_session("", saver=fresh, checkpoint_dir=directory)
    assert fresh.last_checkpoints == [path]
    session = managed.prepare_session("", saver=saver, checkpoint_filename_with_path=path)
    assert session.run(variable) == 1
    with pytest.raises(ValueError, match=r"^Can not provide both checkpoint_dir and checkpoint_filename_with_path\.$"):
        managed.prepare_session("", saver=saver, checkpoint_dir=directory, checkpoint_filename_with_path=path)


def test_what_makes_no_model_is_refused():
    tf.Variable(1, name="v")
    with pytest.raises(RuntimeError, match=r"^Model is not initialized and no init_op or init_fn or local_init_op was given$"):
        manager().prepare_session("")
    with pytest.raises(ValueError, match=r"^If you pass a ready_for_local_init_op you must also pass a local_init_op"):
        manager(ready_for_local_init_op=tf.constant([""]))


def test_waiting_for_a_model_ends(monkeypatch):
    tf.Variable(1, name="v")
    sleeps = []
    monkeypatch.setattr("headrace.training.sessions.manager.time.sleep", sleeps.append)
    monkeypatch.setattr("headrace.training.sessions.manager.time.monotonic", lambda: 30.0 * len(sleeps))
    with pytest.raises(tf.errors.DeadlineExceededError, match=r"^Session was not ready after waiting 60 secs\.$"):
        manager().wait_for_session("", max_wait_secs=60)
    assert sleeps == [30, 30]


def test_waiting_for_a_checkpoint(monkeypatch, tmp_path):
    variable = tf.Variable(1, name="v")
    saver = tf.train.Saver()
    sleeps = []

    def sleep(seconds):
        sleeps.append(seconds)
        with tf.Session() as session:
            session.run(variable.assign(9))
            saver.save(session, str(tmp_path / "m"), write_meta_graph=False)

    managed = manager()
    init = variable.assign(0)
    monkeypatch.setattr("headrace.training.sessions.manager.time.sleep", sleep)
    session = managed.prepare_session("", init, saver, str(tmp_path), wait_for_checkpoint=True)
    assert (session.run(variable), sleeps) == (9, [30])
