"""A program for mypy, which `make check` runs over it: a slip of the pen in a public name or a keyword is found.

Each mistake says what mypy has to find; where it finds nothing, that is an error (`warn_unused_ignores`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import headrace as tf
import headrace.compat.v1 as tf_v1
import headrace.contrib.learn.datasets.mnist as mnist
from headrace.contrib import slim

if TYPE_CHECKING:
    path: str | None = tf.train.Saver().save(tf.Session(), "model")
    total: tf.Tensor = tf.cumsum(tf.constant([1.0], dtype=tf.float32), axis=0)
    queue: tf.QueueBase = tf.FIFOQueue(10, [tf.int32])
    example: tf.train.Example = tf_v1.train.Example()
    graph: tf.Graph = tf.Graph()
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
    tf.Session(grap=graph)  # type: ignore[call-arg]
    tf.app.flags.DEFINE_strin("data_dir", "/tmp", "Where the data is.")  # type: ignore[attr-defined]
