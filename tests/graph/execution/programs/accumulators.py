"""Accumulators of gradients, dense and sparse."""

from __future__ import annotations

import numpy as np
from support.compared import Programs, results
from support.compared.results import nodes, tried

PROGRAMS = Programs(results)


@PROGRAMS
def nodes_of_accumulators(tf):
    dense = tf.ConditionalAccumulator(tf.float32, shape=(2,))
    dense.apply_grad([1.0, 2.0])
    dense.take_grad(1)
    dense.set_global_step(5)
    dense.num_accumulated()
    with tf.name_scope("scope"):
        sparse = tf.SparseConditionalAccumulator(tf.float32, shape=(3, 2), name="S")
        sparse.apply_grad([0, 2], [[1.0, 1.0], [2.0, 2.0]], [3, 2])
        sparse.apply_grad([0], [[1.0, 1.0]], name="own")
        sparse.take_grad(1)
        sparse.take_indexed_slices_grad(2)
        sparse.set_global_step(3)
        sparse.num_accumulated()
    return nodes(tf.get_default_graph()), dense.name, sparse.name, sparse.dtype.name, dense.take_grad(1).shape.as_list()


@PROGRAMS
def mean_and_steps(tf, session):
    dense = tf.ConditionalAccumulator(tf.float32, shape=(2,))
    add, count, take = dense.apply_grad([1.0, 2.0]), dense.num_accumulated(), dense.take_grad(1)
    other = dense.apply_grad([4.0, 1.0])
    found = [session.run(add), session.run(other), session.run(count), session.run(take), session.run(count)]
    found += [session.run(add), session.run(count)]
    session.run(dense.set_global_step(5))
    for step in (4, 5):
        session.run(dense.apply_grad([4.0, 1.0], local_step=step))
        found.append(session.run(count))
    found += [session.run(take), session.run(dense.set_global_step(1))]
    session.run(dense.apply_grad([4.0, 1.0], local_step=1))
    return found, session.run(count)


@PROGRAMS
def sum(tf, session):
    for dtype in ("float16", "float32", "float64"):
        dense = tf.ConditionalAccumulator(dtype, reduction_type="SUM")
        for value in (1.0, 2.5):
            session.run(dense.apply_grad([value, value]))
        yield_of = session.run(dense.take_grad(2))
    return yield_of, str(dense.take_grad(1).shape)


@PROGRAMS
def shapes_that_differ(tf, session):
    fed = tf.placeholder_with_default(np.ones([3], np.float32), None)
    dense = tf.ConditionalAccumulator(tf.float32, shape=(2,))
    partial = tf.ConditionalAccumulator(tf.float32, shape=(None, 2))
    free = tf.ConditionalAccumulator(tf.float32)
    matrix = tf.placeholder_with_default(np.ones((2, 3), np.float32), None)
    pair = tf.placeholder_with_default(np.ones((2, 2), np.float32), None)
    step = tf.placeholder_with_default(np.ones([1], np.int64), None)
    return [
        tried(lambda: dense.apply_grad([1.0, 2.0, 3.0])),
        tried(lambda: session.run(dense.apply_grad(fed))),
        tried(lambda: session.run(partial.apply_grad(matrix))),
        tried(lambda: partial.apply_grad([[1.0, 1.0, 1.0]])),
        tried(lambda: session.run(partial.apply_grad([[1.0, 1.0]]))),
        tried(lambda: session.run(partial.apply_grad(pair))),
        tried(lambda: session.run(free.apply_grad(fed))),
        tried(lambda: session.run(free.apply_grad(pair))),
        tried(lambda: session.run(free.take_grad(1))),
        tried(lambda: session.run(free.apply_grad(pair, 1))),
        tried(lambda: dense.apply_grad([1.0, 2.0], local_step=[1])),
        tried(lambda: dense.apply_grad([1.0, 2.0], local_step=None)),
        tried(lambda: dense.set_global_step([1])),
        tried(lambda: session.run(dense.apply_grad([1.0, 2.0], step))),
        tried(lambda: dense.take_grad([1, 2])),
        tried(lambda: session.run(dense.take_grad(0))),
        tried(lambda: session.run(dense.take_grad(-1))),
    ]


@PROGRAMS
def refusals(tf, session):
    def waits():
        empty = tf.ConditionalAccumulator(tf.float32, (), name="empty")
        session.run(empty.take_grad(1), options=tf.RunOptions(timeout_in_ms=20))

    return [
        tried(lambda: tf.ConditionalAccumulator(tf.float32, reduction_type="MAX")),
        tried(lambda: tf.SparseConditionalAccumulator(tf.float32, reduction_type="mean")),
        tried(waits),
    ]


@PROGRAMS
def shared(tf, session):
    one, two = [tf.ConditionalAccumulator(tf.float32, shape=(), shared_name="one") for _ in range(2)]
    session.run(one.apply_grad(2.0))
    base = tf.ConditionalAccumulatorBase(tf.float32, None, one.accumulator_ref)
    return session.run(two.num_accumulated()), base.name, base.dtype.name


@PROGRAMS
def rows(tf, session):
    sparse = tf.SparseConditionalAccumulator(tf.float32, shape=(3, 2))
    session.run(sparse.apply_grad([0, 2], [[1.0, 1.0], [2.0, 2.0]], [3, 2]))
    session.run(sparse.apply_grad([1, 2], [[1.0, 1.0], [4.0, 4.0]]))
    found = [session.run(sparse.num_accumulated()), tuple(session.run(sparse.take_grad(1)))]
    session.run(sparse.apply_grad([0], [[1.0, 1.0]]))  # of an older step
    found.append(session.run(sparse.num_accumulated()))
    rows = np.array([[1.0, 1.0]], np.float32)
    slices = tf.IndexedSlices(tf.constant(rows), tf.constant([1], tf.int64), tf.constant([3, 2], tf.int64))
    session.run(sparse.apply_indexed_slices_grad(slices, 5))
    taken = session.run(sparse.take_indexed_slices_grad(1))
    found.append([taken.indices, taken.values, taken.dense_shape])
    for indices, value in (([-1], 1), ([1], 1), ([1, 1], 2), ([2, 0], 4)):
        values = [[float(value * (at + 1))] * 2 for at in range(len(indices))]
        session.run(sparse.apply_grad(indices, values, local_step=20))
    return [*found, tuple(session.run(sparse.take_grad(4)))]


@PROGRAMS
def rows_of_unknown_shape(tf, session):
    found = []
    for shape in (None, (None, 2)):
        sparse = tf.SparseConditionalAccumulator(tf.float32, shape, reduction_type="SUM")
        session.run(sparse.apply_grad([0, 2], [[1.0, 1.0], [2.0, 2.0]]))
        session.run(sparse.apply_grad([2, 1], [[1.0, 1.0], [5.0, 5.0]], [9, 2]))
        found.append(tuple(session.run(sparse.take_grad(2))))
        session.run(sparse.apply_grad(np.zeros([0], np.int64), np.zeros((0, 2), np.float32), local_step=3))
        found.append(tuple(session.run(sparse.take_grad(1))))
    session.run(sparse.set_global_step(7))
    session.run(sparse.apply_grad([0], [[1.0, 1.0]], local_step=3))
    return [*found, session.run(sparse.num_accumulated()), sparse.take_grad(1).indices.shape.ndims]


@PROGRAMS
def rows_that_do_not_fit(tf, session):
    def fed(value, dtype):
        return tf.placeholder_with_default(np.array(value, dtype), None)

    def apply(indices, values, shape=None, of=(3, 2), before=None):
        sparse = tf.SparseConditionalAccumulator(tf.float32, of)
        if before is not None:
            session.run(sparse.apply_grad([0], before))
        shape = None if shape is None else fed(shape, np.int64)
        return tried(lambda: session.run(sparse.apply_grad(fed(indices, np.int64), fed(values, np.float32), shape)))

    row = [[1.0, 1.0]]
    return [
        apply([5], row, [3, 2]),
        apply([5], row),
        apply([1], row, [4, 2]),
        apply([1], row, [3, 2, 2]),
        apply([1], row, [3]),
        apply([1], row, [[3, 2]]),
        apply([1], [[1.0, 1.0, 1.0]], [3, 2]),
        apply([1], [[1.0, 1.0, 1.0]]),
        apply([1, 2], row),
        apply([[1]], row),
        apply([1], 5.0),
        apply([1], [1.0]),
        apply([1], [[[1.0], [1.0]]]),
        apply([7], row, [3, 2], of=None),
        apply([1], [[1.0, 1.0, 1.0]], [3, 2], of=(None, 2)),
        apply([1], [[1.0, 1.0, 1.0]], of=None, before=row),
        apply([1], [1.0], of=None, before=row),
    ]
