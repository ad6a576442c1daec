"""An exception of every kind at every point of a save: it is told, the checkpoint before is whole, and nothing is left over."""

from __future__ import annotations

import threading

import pytest
from support.faults.points import KINDS, OF_SAVERS, injected

import headrace as tf


@pytest.mark.parametrize("point", OF_SAVERS)
@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_save_that_fails_leaves_the_checkpoint_before(point, at, tmp_path):
    own = threading.current_thread()
    with tf.Graph().as_default(), tf.Session() as session:
        step = tf.Variable(0, name="step")
        weights = tf.Variable([1.0, 2.0], name="weights")
        session.run(tf.global_variables_initializer())
        saver = tf.train.Saver()
        saver.save(session, tmp_path / "model", global_step=1)
        session.run([step.assign(7), weights.assign([3.0, 4.0])])
        for kind in KINDS:
            with injected(OF_SAVERS[point], KINDS[kind], at, lambda thread: thread is own) as injection:
                told = ""
                try:
                    saver.save(session, tmp_path / "model", global_step=2)
                except BaseException as error:
                    told = repr(error)
            latest = tf.train.latest_checkpoint(tmp_path)
            assert ("injected" in told or "Input/output error" in told) if told else latest.endswith("-2"), (kind, told)
            assert injection.struck or not told
            with tf.Session() as other:
                saver.restore(other, latest)
                assert other.run(step) == (7 if latest.endswith("-2") else 0)
                assert other.run(weights).tolist() == ([3, 4] if latest.endswith("-2") else [1, 2])
        saver.save(session, tmp_path / "model", global_step=3)
        left = sorted(path.name for path in tmp_path.iterdir() if "temp" in path.name or path.name.startswith("."))
        assert left == []
