"""A program for mypy, which `make check` runs over it: a slip of the pen in a public name or a keyword is found.

Each mistake says what mypy has to find; where it finds nothing, that is an error (`warn_unused_ignores`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import headrace as tf
import headrace.compat.v1 as tf_v1
import headrace.contrib.learn.python.learn.datasets.mnist as mnist
from headrace.contrib import slim
from headrace.python.framework import ops
from headrace.python.training import saver

if TYPE_CHECKING:
    path: str | None = tf.train.Saver().save(tf.Session(), "model")
    total: tf.Tensor = tf.cumsum(tf.constant([1.0], dtype=tf.float32), axis=0)
    queue: tf.QueueBase = tf.FIFOQueue(10, [tf.int32])
    example: tf.train.Example = tf_v1.train.Example()
    graph: tf.Graph = ops.Graph()
    restorer: tf.train.Saver = saver.Saver()
    data: mnist.DataSet = tf.contrib.learn.datasets.mnist.DataSet([], [])
    code: int = tf.errors.OUT_OF_RANGE + tf.logging.INFO
    coordinator: tf.train.Coordinator = tf.train.coordinator.Coordinator()
    version: str = tf.__version__
    convolved: tf.Tensor = slim.conv2d(total, 16, [3, 3])
    tf.app.flags.DEFINE_string("data_dir", "/tmp", "Where the data is.")

    tf.cumsums(total)  # type: ignore[attr-defined]
    tf.cumsum(total, axes=0)  # type: ignore[call-arg]
    tf.train.bach([total], 32)  # type: ignore[attr-defined]
    tf.train.batch([total], 32, nun_threads=2)  # type: ignore[call-arg]
    tf_v1.nn.rellu(total)  # type: ignore[attr-defined]
    slim.conv2d(total, 16, kernel=3)  # type: ignore[call-arg]
    ops.get_default_grap()  # type: ignore[attr-defined]
    saver.Saver(max_to_keap=3)  # type: ignore[call-arg]
    tf.Session(grap=graph)  # type: ignore[call-arg]
    tf.metrics.true_positives(total, total, weigths=total)  # type: ignore[call-arg]
    tf.metrics.recall_at_thresholds(total, total, threshold=[0.5])  # type: ignore[call-arg]
    tf.contrib.metrics.streaming_accuracy(total, label=total)  # type: ignore[call-arg]
    tf.image.resize_images(total, sise=[2, 2])  # type: ignore[call-arg]
    tf.image.adjust_brightness(total, deltas=0.1)  # type: ignore[call-arg]
    tf.uniform_unit_scaling_initializer(factors=1.0)  # type: ignore[call-arg]
    tf.linalg.traspose(total)  # type: ignore[attr-defined]
    tf.train.shuffle_batch([total], "four", 10, 5)  # type: ignore[arg-type]
    tf.train.string_input_producer(["a"], num_epochs="one")  # type: ignore[arg-type]
    tf.train.Coordinator().join(stop_grace_period_secs="long")  # type: ignore[arg-type]
    tf.reduce_mean(total, keepdims="yes")  # type: ignore[arg-type]
    tf.app.flags.DEFINE_strin("data_dir", "/tmp", "Where the data is.")  # type: ignore[attr-defined]
