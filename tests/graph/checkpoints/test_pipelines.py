"""The file of the state of the pipeline beside a checkpoint: written, removed and refused with it."""

from __future__ import annotations

import itertools
import os
import signal
from pathlib import Path

import pytest

import headrace as tf
from headrace.formats import tfrecord
from headrace.graph.checkpoints import pipelines

from ...support.threads import no_threads_left


@pytest.fixture
def lines(directory):
    Path("lines").write_text("".join(f"{k}\n" for k in range(23)))
    return "lines"


def batches(lines, steps=None, *, save=None, restore=None, pipeline=True, stop_first=False, **options):
    """The batches of a session that goes on from the checkpoint `restore`, and is saved as `save` after so many."""
    with tf.Graph().as_default(), no_threads_left(), tf.Session() as session:
        producer = tf.train.string_input_producer([lines], num_epochs=2)
        number = tf.string_to_number(tf.TextLineReader().read(producer)[1], tf.int32)
        batch = tf.train.shuffle_batch([number], 3, capacity=12, min_after_dequeue=6, seed=5)
        count = tf.Variable(0, name="count")
        saver = tf.train.Saver(pipeline=pipeline, **options)
        session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        for name in [restore] if isinstance(restore, str) else restore or ():
            saver.restore(session, name)
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        found = []
        try:
            while steps is None or len(found) < steps:
                session.run(count.assign_add(1))
                found.append(session.run(batch).tolist())
        except tf.errors.OutOfRangeError:
            pass
        if stop_first:
            coordinator.request_stop()
            coordinator.join(threads)
        for number, name in enumerate([save] if isinstance(save, str) else save or ()):
            saver.save(session, name, write_meta_graph=bool(number))
        coordinator.request_stop()
        coordinator.join(threads)
    return found


def test_it_goes_on_from_there_and_without_it_anew(lines):
    whole = batches(lines)
    first = batches(lines, 4, save="model")
    assert first + batches(lines, restore="model") == whole
    assert len(batches(lines, restore="model", pipeline=False)) == len(whole)


def test_restored_twice(lines):
    whole = batches(lines)
    batches(lines, 4, save=["model", "other"])
    assert batches(lines, restore=["model", "model"]) == whole[4:]
    with pytest.raises(tf.errors.FailedPreconditionError, match=r"other\.pipeline: .* goes on from model already"):
        batches(lines, restore=["model", "other"])


def test_checkpoints_of_version_1_and_in_parts(lines):
    whole = batches(lines)
    batches(lines, 4, save="old", write_version=tf.train.SaverDef.V1)
    assert batches(lines, restore="old") == whole[4:]
    batches(lines, 5, save="parts", sharded=True)
    assert batches(lines, restore="parts", sharded=True) == whole[5:]
    batches(lines, 6, save="old-parts", sharded=True, write_version=tf.train.SaverDef.V1)
    assert Path("old-parts.pipeline").exists()
    assert batches(lines, restore="old-parts-?????-of-00001", sharded=True) == whole[6:]


def test_it_is_removed_with_its_checkpoint(lines):
    batches(lines, 2, save=["a", "b", "c"], max_to_keep=2)
    assert sorted(name for name in os.listdir() if name.endswith(".pipeline")) == ["b.pipeline", "c.pipeline"]
    tf.train.remove_checkpoint("b")
    assert not [name for name in os.listdir() if name.startswith("b.")]


def test_no_reader_minds_it(lines):
    batches(lines, 2, save="model")
    assert tf.train.latest_checkpoint(".") == "./model"
    assert tf.train.checkpoint_exists("model")
    assert tf.train.load_variable("model", "count") == 2
    assert tf.train.get_checkpoint_mtimes(["model"])


def test_a_checkpoint_without_it(lines):
    batches(lines, 2, save="model", pipeline=False)
    assert not Path("model.pipeline").exists()
    with pytest.raises(tf.errors.FailedPreconditionError, match=r"model\.pipeline is not there"):
        batches(lines, 2, restore="model")


def test_a_session_that_asks_begins_anew_with_a_warning(lines, caplog):
    whole = batches(lines)
    batches(lines, 2, save="model", pipeline=False)
    pipelines.resume_by_default(True)
    try:
        assert batches(lines, restore="model", pipeline=None) == whole
        assert "model.pipeline is not there" in caplog.text
        batches(lines, 2, save="other", pipeline=None)
        assert batches(lines, restore="other", pipeline=None) == whole[2:]
    finally:
        pipelines.resume_by_default(False)


def test_damage_is_found_wherever_it_is(lines):
    whole = batches(lines)
    batches(lines, 4, save="model")
    path = Path("model.pipeline")
    good = path.read_bytes()
    assert tfrecord.verify(path).is_whole
    for cut in (0, 5, len(good) // 2, len(good) - 1):
        path.write_bytes(good[:cut])
        with pytest.raises(tf.errors.DataLossError, match=r"model\.pipeline") as caught:
            batches(lines, restore="model")
        assert caught.value.offset is not None
    for place in range(0, len(good), 97):
        path.write_bytes(good[:place] + bytes([good[place] ^ 64]) + good[place + 1 :])
        with pytest.raises(tf.errors.DataLossError, match=r"model\.pipeline") as caught:
            batches(lines, restore="model")
        assert caught.value.path == "model.pipeline"
    assert len(batches(lines, restore="model", pipeline=False)) == len(whole)


def test_a_file_that_has_changed_is_named(lines):
    batches(lines, 4, save="model")
    Path(lines).write_text("1\n2\n")
    with pytest.raises(tf.errors.FailedPreconditionError, match=r"model\.pipeline: .*lines"):
        batches(lines, restore="model")


def test_runners_that_were_stopped_before(lines):
    """What they had in hand is lost."""
    batches(lines, 4, save="model", stop_first=True)
    with pytest.raises(tf.errors.FailedPreconditionError, match=r"model\.pipeline: .*was stopped.*before `Coordinator"):
        batches(lines, restore="model")
    whole = batches(lines, save="model", stop_first=True)
    assert whole
    assert batches(lines, restore="model") == []  # the input has ended


def test_the_state_of_another_checkpoint_of_that_name(lines):
    batches(lines, 4, save="model")
    batches(lines, 2, save="model", pipeline=False)
    with pytest.raises(tf.errors.FailedPreconditionError, match="has the state of another checkpoint of that name"):
        batches(lines, restore="model")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.parametrize("call", ["replace", "fsync", "link", "unlink"])
def test_killed_at_every_step_of_overwriting(lines, call):
    """At each moment the state beside a checkpoint is its own."""
    whole = batches(lines)
    for moment in range(20):
        for name in os.listdir():
            if name.startswith("model"):
                os.remove(name)
        batches(lines, 4, save="model")
        child = os.fork()
        if child == 0:
            try:
                _killed_at(moment, call)
                batches(lines, 3, save="model", restore="model")
                os._exit(0)
            finally:
                os._exit(1)
        _, status = os.waitpid(child, 0)
        done = tf.train.load_variable("model", "count")
        assert batches(lines, restore="model") == whole[done:]
        if status == 0:
            assert done == 7
            break
    else:
        raise AssertionError("it never ended")


def _killed_at(moment, call):
    """Have this process killed instead of the call of that number of a function of `os`."""
    original, calls = getattr(os, call), itertools.count()

    def counted(*arguments, **options):
        if next(calls) == moment:
            os.kill(os.getpid(), signal.SIGKILL)
        return original(*arguments, **options)

    setattr(os, call, counted)
