"""Programs with sparse tensors: sums, products, reductions, what is made of them and refused."""

from __future__ import annotations

import numpy as np
from support.compared import Programs, results
from support.compared.results import nodes, refusal

PROGRAMS = Programs(results)


def _one(tf):
    return tf.SparseTensor([[0, 1], [1, 0], [1, 2]], [1.0, -2.0, 3.0], [2, 3])


def _other(tf):
    return tf.SparseTensor([[0, 1], [1, 1]], [4.0, 5.0], [2, 3])


def _seen(sparse):
    return [sparse.indices, sparse.values, sparse.dense_shape]


def _shown(session, sparse):
    return [session.run(_seen(sparse)), sparse.op.name]


@PROGRAMS
def sums(tf, session):
    a, b = _one(tf), _other(tf)
    total = tf.sparse_add(a, b)
    some = tf.sparse.add(a, tf.SparseTensor([[0, 1]], [-0.5], [2, 3]), threshold=1.0)
    old = tf.sparse_add(a, b, thresh=2.0)
    dense = tf.sparse_add(np.ones((2, 3), np.float32), a)
    value = tf.sparse_add(tf.SparseTensorValue([[0, 0]], [1.0], [2, 3]), b)
    to_a, to_b = tf.gradients(total.values * [1.0, 10.0, 100.0, 1000.0], [a.values, b.values])
    to_dense = tf.gradients(dense * 3, a.values)[0]
    found = [_shown(session, one) for one in (total, some, old, value)]
    shapes = [str(one.shape) for one in (total, some, dense)]
    return found, shapes, session.run([dense, to_a, to_b, to_dense]), nodes(tf.get_default_graph())[:12]


@PROGRAMS
def sums_refused(tf):
    a = _one(tf)
    wide = tf.SparseTensor([[0, 1]], [1.0], [2, 4])
    return [
        refusal(lambda: tf.sparse_add([1.0], [2.0])),
        refusal(lambda: tf.sparse_add(a, wide)),
        refusal(lambda: tf.sparse_add(a, a, threshold=1.0, thresh=2.0)),
        refusal(lambda: tf.sparse_add(a, tf.SparseTensor([[0, 1]], [1], [2, 3]))),
    ]


@PROGRAMS
def larger_and_smaller(tf, session):
    a, b = _one(tf), _other(tf)
    found = [tf.sparse_maximum(a, b), tf.sparse.minimum(a, b, name="least")]
    return [_shown(session, one) for one in found]


@PROGRAMS
def reductions(tf, session):
    a = _one(tf)
    unknown = tf.sparse_placeholder(tf.float32)
    dense = [
        tf.sparse_reduce_sum(a),
        tf.sparse_reduce_sum(a, 1),
        tf.sparse.reduce_sum(a, axis=[0], keepdims=True),
        tf.sparse_reduce_max(a, reduction_axes=-1, keep_dims=True),
        tf.sparse_reduce_max(a),
    ]
    sparse = [tf.sparse_reduce_sum_sparse(a, 0), tf.sparse.reduce_max_sparse(a, 1, keepdims=True)]
    gradient = tf.gradients(dense[1] * [2.0, 5.0], a.values)[0]
    whole = tf.sparse_reduce_sum(unknown)
    feed = {unknown: ([[0, 0], [1, 1]], [2.5, 4.0], [2, 2])}
    return (
        session.run([*dense, gradient]),
        [str(one.shape) for one in (*dense, whole)],
        [_shown(session, one) for one in sparse],
        session.run(whole, feed),
        nodes(tf.get_default_graph())[:14],
    )


@PROGRAMS
def reductions_refused(tf, session):
    a = _one(tf)
    return [
        refusal(lambda: session.run(tf.sparse_reduce_sum(a, 2))),
        refusal(lambda: tf.sparse_reduce_sum(a, 0, keepdims=True, keep_dims=True)),
        refusal(lambda: tf.gradients(tf.sparse_reduce_max(a), a.values)),
        refusal(lambda: tf.gradients(tf.sparse_maximum(a, a).values, a.values))[0],
    ]


@PROGRAMS
def softmax(tf, session):
    a = _one(tf)
    found = tf.sparse_softmax(a)
    gradient = tf.gradients(found.values * [1.0, 2.0, 5.0], a.values)[0]
    flat = tf.SparseTensor([[1]], [1.0], [3])
    return _shown(session, found), session.run(gradient), refusal(lambda: session.run(tf.sparse.softmax(flat).values))


@PROGRAMS
def products(tf, session):
    a, b = _one(tf), tf.constant([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    found = [
        tf.sparse_tensor_dense_matmul(a, b),
        tf.sparse.matmul(a, [[1.0], [2.0]], adjoint_a=True, name="turned"),
        tf.sparse.sparse_dense_matmul(a, tf.constant([[1.0, 2.0, 3.0]]), adjoint_b=True),
    ]
    gradients = tf.gradients(found[0] * [[1.0, 2.0], [3.0, 4.0]], [a.values, b])
    refused = [
        refusal(lambda: tf.sparse_tensor_dense_matmul(a, [[1.0]])),
        refusal(lambda: tf.sparse_tensor_dense_matmul(a, [1.0, 2.0]))[1][:40],
        refusal(lambda: session.run(tf.sparse_tensor_dense_matmul(tf.SparseTensor([[0, 3]], [1.0], [2, 3]), b))),
    ]
    return session.run([*found, *gradients]), [one.name for one in found], [str(one.shape) for one in found], refused


@PROGRAMS
def products_of_matrices_with_zeros(tf, session):
    a, b = tf.constant([[1.0, 0.0], [2.0, 3.0], [0.0, 0.0]]), tf.constant([[0.0, 1.0, 2.0], [4.0, 0.0, 0.0]])
    weights = np.arange(9, dtype=np.float32).reshape(3, 3)
    found, gradients = [], []
    for one, other, options in (
        (a, b, {"a_is_sparse": True}),
        (tf.transpose(a), b, {"transpose_a": True}),
        (a, tf.transpose(b), {"transpose_b": True, "b_is_sparse": True}),
        (tf.transpose(a), tf.transpose(b), {"transpose_a": True, "transpose_b": True}),
    ):
        product = tf.sparse_matmul(one, other, **options)
        found.append(product)
        gradients += tf.gradients(product * weights, [one, other])
    refused = [refusal(lambda: tf.sparse_matmul(a, a)), refusal(lambda: tf.sparse_matmul(a, [[1], [2]]))]
    return session.run([found, gradients]), [one.name for one in found], refused


@PROGRAMS
def made(tf, session):
    dense = tf.constant([[0, 5], [6, 0]])
    found = [
        tf.sparse.from_dense(dense),
        tf.sparse.from_dense([0.0, 2.5], name="few"),
        tf.sparse.eye(2),
        tf.sparse.eye(tf.constant(3), 2, tf.int32, name="wide"),
    ]
    return [_shown(session, one) for one in found], nodes(tf.get_default_graph())[:10]


@PROGRAMS
def axes_added(tf, session):
    a = _one(tf)
    found = [tf.sparse.expand_dims(a), tf.sparse.expand_dims(a, 0), tf.sparse.expand_dims(a, -2, name="middle")]
    return [session.run(_seen(one)) for one in found], refusal(lambda: tf.sparse.expand_dims(a, "x"))


@PROGRAMS
def axes_exchanged(tf, session):
    a = _one(tf)
    unknown = tf.sparse_placeholder(tf.float32)
    found = [tf.sparse_transpose(a), tf.sparse.transpose(a, [0, 1]), tf.sparse.transpose(a, perm=[1, 0], name="turned")]
    turned = tf.sparse_transpose(unknown)
    fed = session.run(_seen(turned), {unknown: ([[0, 1], [1, 0]], [1.0, 2.0], [2, 2])})
    gradient = tf.gradients(found[0].values * [1.0, 2.0, 3.0], a.values)[0]
    return [_shown(session, one) for one in found], fed, session.run(gradient), str(turned.shape)


@PROGRAMS
def other_shapes(tf, session):
    a = _one(tf)
    unknown = tf.sparse_placeholder(tf.float32)
    feed = {unknown: ([[0, 1], [1, 0]], [1.0, 2.0], [4, 4])}
    smallest, larger = tf.sparse_reset_shape(a), tf.sparse.reset_shape(a, [4, 5])
    fed = [tf.sparse_reset_shape(unknown), tf.sparse_reset_shape(unknown, [9, 9]), tf.sparse_reset_shape(unknown, [1, 9])]
    return (
        [_shown(session, one) for one in (smallest, larger)],
        [session.run(_seen(one), feed) for one in fed[:2]],
        refusal(lambda: tf.sparse_reset_shape(a, [2, 2])),
        refusal(lambda: tf.sparse_reset_shape(a, [2, 2, 2])),
        refusal(lambda: tf.sparse_reset_shape(a, 2)),
        refusal(lambda: tf.sparse_reset_shape("a")),
        refusal(lambda: session.run(_seen(fed[2]), feed))[0],
    )


@PROGRAMS
def split(tf, session):
    a = _one(tf)
    parts = tf.sparse_split(sp_input=a, num_split=2, axis=1)
    one = tf.sparse.split(sp_input=a, num_split=1, axis=tf.constant(0, tf.int64), name="whole")
    return (
        [_shown(session, part) for part in (*parts, *one)],
        refusal(lambda: tf.sparse_split(a, num_split=2, axis=1)),
        refusal(lambda: tf.sparse_split(sp_input=a, num_split=2, axis=tf.constant(0))),
        refusal(lambda: tf.sparse_split(num_split=2, axis=1)),
        refusal(lambda: tf.sparse_split(sp_input=a, axis=1)),
        refusal(lambda: tf.sparse_split(sp_input=a, num_split=2)),
        refusal(lambda: tf.sparse_split(sp_input=a, num_split=2, axis=1, split_dim=1)),
        refusal(lambda: session.run(tf.sparse_split(sp_input=a, num_split=4, axis=1)[0].values)),
    )


@PROGRAMS
def masked(tf, session):
    slices = tf.IndexedSlices(tf.constant([[1.0], [2.0], [3.0]]), tf.constant([12, 26, 37]))
    found = [tf.sparse_mask(slices, [12, 45]), tf.sparse.mask(slices, tf.constant([37]), name="without")]
    return [session.run([one.values, one.indices]) for one in found], [one.values.name for one in found]


@PROGRAMS
def operators(tf, session):
    a, whole = _one(tf), tf.SparseTensor([[0, 1], [1, 0]], [7, -7], [2, 3])
    dense = tf.constant([[1.0, 2.0, 4.0]])
    found = [a * 2.0, a * dense, a / dense, whole / 2, dense * a, tf.constant(3.0) * a]
    gradients = tf.gradients([found[1].values * [1.0, 2.0, 3.0], found[2].values], [a.values, dense])
    refused = [refusal(lambda: a * [[1.0, 2.0]] and session.run((a * [[1.0, 2.0]]).values)), refusal(lambda: a + a)]
    return [_shown(session, one) for one in found], session.run(gradients), refused
