"""Decompositions, equations and functions of matrices: what defines them, for many sizes and types."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf

KINDS = ["float32", "float64", "complex64", "complex128"]
SIZES = [0, 1, 3, 20, 45]


def drawn(*shape, kind="float64", seed=0):
    draw = np.random.default_rng(seed)
    numbers = draw.standard_normal(shape)
    return (numbers + 1j * draw.standard_normal(shape) if kind.startswith("complex") else numbers).astype(kind)


def adjoint(array):
    return array.swapaxes(-1, -2).conj()


def close(found, expected, kind="float64"):
    near = 2e-3 if kind in ("float32", "complex64") else 1e-8
    assert found.shape == expected.shape
    np.testing.assert_allclose(found, expected, rtol=near, atol=near)


def run(*tensors):
    with tf.Session() as session:
        found = session.run(list(tensors))
    return found if len(found) > 1 else found[0]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def test_decompositions_are_products(kind, size):
    matrix = drawn(2, size, size, kind=kind) + 3 * np.eye(size, dtype=kind)
    positive = matrix @ adjoint(matrix) + np.eye(size, dtype=kind)
    root = run(tf.linalg.cholesky(positive))
    close(root @ adjoint(root), positive, kind)
    assert not np.triu(root, 1).any()
    values, vectors = run(*tf.linalg.eigh(positive))
    close(vectors * values[..., None, :] @ adjoint(vectors), positive, kind)
    close(run(tf.linalg.eigvalsh(positive)), values, kind)
    scale, left, right = run(*tf.linalg.svd(matrix))
    close(left * scale[..., None, :] @ adjoint(right), matrix, kind)
    assert scale.dtype == np.finfo(kind).dtype
    q, r = run(*tf.linalg.qr(matrix))
    close(q @ r, matrix, kind)
    lu, order = run(*tf.linalg.lu(matrix))
    product = (np.tril(lu, -1) + np.eye(size, dtype=kind)) @ np.triu(lu)
    close(product, np.take_along_axis(matrix, order[..., None], 1), kind)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def test_solutions_solve(kind, size):
    matrix, rhs = drawn(2, size, size, kind=kind) + 9 * np.eye(size, dtype=kind), drawn(2, size, 3, kind=kind, seed=1)
    for swap in (False, True):
        asked = adjoint(matrix) if swap else matrix
        close(asked @ run(tf.linalg.solve(matrix, rhs, adjoint=swap)), rhs, kind)
        close(asked @ run(tf.linalg.inv(matrix, adjoint=swap)), np.broadcast_to(np.eye(size), matrix.shape), kind)
        for lower in (False, True):
            part = np.tril(matrix) if lower else np.triu(matrix)
            found = run(tf.linalg.triangular_solve(matrix, rhs, lower=lower, adjoint=swap))
            close((adjoint(part) if swap else part) @ found, rhs, kind)
    positive = matrix @ adjoint(matrix)
    close(positive @ run(tf.linalg.cholesky_solve(np.linalg.cholesky(positive), rhs)), rhs, kind)


@pytest.mark.parametrize("fast", [True, False])
@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("rows", [3, 6])
def test_least_squares(rows, known, fast):
    matrix, rhs = drawn(2, rows, 4), drawn(2, rows, 2, seed=1)
    fed = tf.placeholder(tf.float64, matrix.shape if known else None)
    with tf.Session() as session:
        found = session.run(tf.linalg.lstsq(fed, rhs, fast=fast), {fed: matrix})
    for k in range(2):
        close(found[k], np.linalg.lstsq(matrix[k], rhs[k], rcond=None)[0])


def test_many_small_matrices_are_one_node():
    node = tf.linalg.lstsq(tf.ones([20000, 3, 2]), tf.ones([20000, 3, 1]), l2_regularizer=1.0)
    assert node.op.type == "MatrixSolveLs"
    close(run(node)[7], np.full((2, 1), 3 / 7, np.float32), "float32")


@pytest.mark.parametrize("kind", KINDS)
def test_determinants(kind):
    matrix = drawn(3, 4, 4, kind=kind)
    sign, logarithm = run(*tf.linalg.slogdet(matrix))
    close(run(tf.linalg.det(matrix)), np.linalg.det(matrix), kind)
    close(sign * np.exp(logarithm), np.linalg.det(matrix), kind)
    positive = matrix @ adjoint(matrix) + np.eye(4, dtype=kind)
    close(run(tf.linalg.logdet(positive)), np.linalg.slogdet(positive)[1], kind)


@pytest.mark.parametrize("scale", [1e-3, 0.1, 1, 20])
@pytest.mark.parametrize("kind", KINDS)
def test_exponential_and_logarithm_are_inverse(kind, scale):
    matrix = drawn(2, 3, 3, kind=kind)
    matrix = matrix / np.abs(np.linalg.eigvals(matrix)).max() * scale
    matrix = (matrix - adjoint(matrix)) / 2 if scale > 3 else matrix.astype(kind)  # whose exponential is not large
    matrix = matrix.astype(kind)
    found = run(tf.linalg.expm(matrix))
    half = run(tf.linalg.expm(matrix / 2))
    close(found, half @ half, kind)
    if scale <= 1:
        again = run(tf.linalg.logm(found.astype("complex128")))
        close(again, matrix.astype("complex128"), kind)


def test_exponential_of_matrices_of_any_shape():
    fed = tf.placeholder(tf.float64)
    with tf.Session() as session:
        for shape in ((3, 3), (2, 1, 2, 2), (0, 2, 2)):
            matrix = drawn(*shape)
            found = session.run(tf.linalg.expm(fed), {fed: matrix})
            assert found.shape == shape
            if matrix.size:
                values, vectors = np.linalg.eig(matrix)
                close(found, ((vectors * np.exp(values)[..., None, :]) @ np.linalg.inv(vectors)).real)


@pytest.mark.parametrize("size", SIZES)
def test_square_roots(size):
    matrix = drawn(2, size, size, kind="complex128")
    root = run(tf.linalg.sqrtm(matrix))
    close(root @ root, matrix)
    assert (np.linalg.eigvals(root).real > 0).all()
    jordan = np.diag(np.full(size, 4.0)) + np.diag(np.ones(max(size - 1, 0)), 1)[:size, :size]
    root = run(tf.linalg.sqrtm(jordan))
    close(root @ root, jordan)


def test_matrices_without_a_root_or_logarithm():
    assert np.isnan(run(tf.linalg.sqrtm([[1.0, 2.0], [2.0, 1.0]]))).all()
    assert np.isnan(run(tf.linalg.sqrtm(tf.zeros([2, 2])))).all()
    assert np.isnan(run(tf.linalg.logm(tf.ones([2, 2], tf.complex64)))).all()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: tf.linalg.inv([[1.0, 2], [2, 4]]), "Input is not invertible."),
        (lambda: tf.linalg.solve([[1.0, 2], [2, 4]], [[1.0], [1]]), "Input matrix is not invertible."),
        (lambda: tf.linalg.triangular_solve([[1.0, 2], [2, 0]], [[1.0], [1]]), "Input matrix is not invertible."),
        (lambda: tf.linalg.lu([[1.0, 2], [2, 4]])[0], "Input is not invertible."),
        (lambda: tf.linalg.cholesky([[1.0, 2], [2, 1]]), "Cholesky decomposition was not successful."),
        (lambda: tf.linalg.tridiagonal_solve(np.zeros((3, 2)), np.ones(2)), "The matrix is not invertible."),
        (
            lambda: tf.linalg.tridiagonal_solve(np.zeros((3, 2)), np.ones(2), partial_pivoting=False),
            "The matrix is either not invertible, or requires pivoting.",
        ),
        (lambda: tf.linalg.lstsq([[1.0, 2], [2, 4]], [[1.0], [1]]), "Cholesky decomposition was not successful."),
    ],
)
def test_singular_matrices_are_refused(call, message):
    with pytest.raises(tf.errors.InvalidArgumentError, match=f"^{message}"):
        run(call())


@pytest.mark.parametrize("pivots", [True, False])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [1, 2, 7])
def test_three_diagonals(size, kind, pivots):
    compact, rhs = drawn(2, 3, size, kind=kind), drawn(2, size, 2, kind=kind, seed=1)
    compact[:, 1] += 3
    full = np.zeros((2, size, size), kind)
    for k in range(size):
        full[:, k, k] = compact[:, 1, k]
        if k:
            full[:, k - 1, k], full[:, k, k - 1] = compact[:, 0, k - 1], compact[:, 2, k]
    parts = [tf.constant(compact[:, 0, :-1]), tf.constant(compact[:, 1]), tf.constant(compact[:, 2, 1:])]
    for given, form in ((compact, "compact"), (parts, "sequence"), (full, "matrix")):
        if size > 1 or form != "sequence":
            found = tf.linalg.tridiagonal_solve(given, rhs, form, partial_pivoting=pivots)
            close(full @ run(found), rhs, kind)
    whole = [tf.constant(compact[:, k]) for k in range(3)]
    for given, form in ((compact, "compact"), (whole, "sequence"), (full, "matrix")):
        close(run(tf.linalg.tridiagonal_matmul(given, rhs, form)), full @ rhs, kind)
    turned = tf.linalg.tridiagonal_solve(compact, adjoint(rhs), transpose_rhs=True, conjugate_rhs=True)
    close(full @ run(turned).swapaxes(-1, -2), rhs, kind)
    close(
        (full @ run(tf.linalg.tridiagonal_solve(compact, rhs[..., 0], conjugate_rhs=True))[..., None])[..., 0],
        rhs[..., 0].conj(),
        kind,
    )


def test_pivots_are_exchanged():
    compact = np.array([[1.0, 2, 0], [0, 0, 1], [0, 3, 1]])
    full = np.array([[0.0, 1, 0], [3, 0, 2], [0, 1, 1]])
    close(full @ run(tf.linalg.tridiagonal_solve(compact, np.arange(3.0))), np.arange(3.0))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: tf.linalg.tridiagonal_solve(tf.ones([3, 2]), tf.ones([2]), "dense"), "Unrecognized diagonals_format: dense"),
        (lambda: tf.linalg.tridiagonal_matmul(tf.ones([3, 2]), tf.ones([2]), "dense"), "Unrecognized diagonals_format: dense"),
        (lambda: tf.linalg.tridiagonal_solve(tf.ones([3]), tf.ones([2])), "Expected diagonals to have rank at least 2, got 1"),
        (lambda: tf.linalg.tridiagonal_solve(tf.ones([2, 3]), tf.ones([3])), "Expected 3 diagonals got 2"),
        (
            lambda: tf.linalg.tridiagonal_solve([1], tf.ones([3]), "sequence"),
            "Expected diagonals to be a sequence of length 3.",
        ),
        (lambda: tf.linalg.tridiagonal_solve(tf.ones([3, 2]), tf.ones([4])), "Expected number of left-hand sided and right"),
        (lambda: tf.linalg.expm(tf.ones([2, 2], tf.int32)), "tf.linalg.expm does not support matrices of type"),
        (lambda: tf.linalg.pinv(tf.ones([2])), r"Input `a` must have at least 2 dimensions \(saw: 1\)."),
        (lambda: tf.norm([1.0], ord="fro"), "'ord' must be a supported vector norm, got fro"),
        (lambda: tf.norm([[1.0]], ord=3, axis=(0, 1)), "'ord' must be a supported matrix norm in"),
        (lambda: tf.norm([[1.0]], axis=(0, 0)), "'axis' must be None, an integer, or a tuple of 2 unique integers"),
    ],
)
def test_what_does_not_fit_is_refused(call, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        call()


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("shape", [(2, 4, 3), (3, 5)])
def test_norms_ranks_and_pseudoinverses(shape, known):
    matrix = drawn(*shape)
    fed = tf.placeholder(tf.float64, shape if known else None)
    asked = [
        (tf.norm(fed), np.linalg.norm(matrix)),
        (tf.norm(fed, axis=-1), np.linalg.norm(matrix, axis=-1)),
        (tf.norm(fed, ord=3, axis=1), np.linalg.norm(matrix, 3, axis=1)),
        (tf.norm(fed, ord=1, keepdims=True), np.abs(matrix).sum(keepdims=True)),
        (tf.norm(fed, ord=np.inf, axis=0), np.abs(matrix).max(0)),
        *((tf.norm(fed, ord=k, axis=[-2, -1]), np.linalg.norm(matrix, k, (-2, -1))) for k in (1, 2, np.inf, "fro")),
        (tf.norm(fed, ord=2, axis=(-1, 0), keepdims=True), np.linalg.norm(matrix, 2, (-1, 0), keepdims=True)),
        (tf.linalg.normalize(fed, axis=0)[0], matrix / np.linalg.norm(matrix, axis=0, keepdims=True)),
        (tf.linalg.pinv(fed, validate_args=True), np.linalg.pinv(matrix)),
        (tf.linalg.pinv(fed, rcond=0.9), np.linalg.pinv(matrix, rcond=0.9)),
        (tf.linalg.matrix_rank(fed, validate_args=True), np.linalg.matrix_rank(matrix)),
        (tf.linalg.matrix_rank(fed, tol=2.0), np.linalg.matrix_rank(matrix, tol=2.0)),
        (tf.trace(fed), np.trace(matrix, axis1=-2, axis2=-1)),
        (tf.linalg.adjoint(fed), adjoint(matrix)),
        (tf.linalg.matvec(fed, np.arange(float(shape[-1]))), matrix @ np.arange(float(shape[-1]))),
        (tf.linalg.matvec(fed, np.ones(shape[:-1]), transpose_a=True), (adjoint(matrix) @ np.ones((*shape[:-1], 1)))[..., 0]),
    ]
    with tf.Session() as session:
        for found, expected in asked:
            close(np.asarray(session.run(found, {fed: matrix})), np.asarray(expected))


def test_complex_norms_and_adjoints():
    matrix = drawn(3, 4, kind="complex128")
    close(run(tf.norm(matrix)).real, np.linalg.norm(matrix))
    close(run(tf.linalg.adjoint(matrix)), adjoint(matrix))
    close(run(tf.linalg.matvec(matrix, np.ones(3, complex), adjoint_a=True)), adjoint(matrix) @ np.ones(3))


def test_bands_and_diagonals():
    matrix = np.arange(12).reshape(3, 4)
    found = run(
        tf.linalg.band_part(matrix, 1, 0),
        tf.linalg.diag([[1, 2, 3], [4, 5, 6]], k=(0, 1)),
        tf.linalg.diag([1, 2], k=-1, num_rows=3, num_cols=4, padding_value=9),
        tf.linalg.diag_part(matrix, k=(-1, 2), padding_value=-7),
        tf.linalg.set_diag(matrix, [1, 2, 3], k=1),
        tf.linalg.set_diag(matrix, [1, 2, 3]),
    )
    assert [each.tolist() for each in found] == [
        [[0, 0, 0, 0], [4, 5, 0, 0], [0, 9, 10, 0]],
        [[4, 1, 0], [0, 5, 2], [0, 0, 6]],
        [[9, 9, 9, 9], [1, 9, 9, 9], [9, 2, 9, 9]],
        [[2, 7, -7], [1, 6, 11], [0, 5, 10], [4, 9, -7]],
        [[0, 1, 2, 3], [4, 5, 2, 7], [8, 9, 10, 3]],
        [[1, 1, 2, 3], [4, 2, 6, 7], [8, 9, 3, 11]],
    ]


@pytest.mark.parametrize(
    "equation",
    [
        "ij,jk->ik",
        "ij,jk",
        "ij,kj->kij",
        "ij,ij->",
        "ij,jk,kl->li",
        "ij,jk,jl->ikl",
        "ij->ji",
        "ij->",
        "ij,kl->ijkl",
        "...j,jk->...k",
    ],
)
@pytest.mark.parametrize("known", [True, False])
def test_einsum_is_numpys(equation, known):
    arrays = [drawn(3, 3, seed=k) for k in range(equation.partition("->")[0].count(",") + 1)]
    fed = [tf.placeholder(tf.float64, [3, 3] if known else [None, None]) for _ in arrays]
    with tf.Session() as session:
        found = session.run(tf.einsum(equation, *fed), dict(zip(fed, arrays, strict=True)))
    close(np.asarray(found), np.asarray(np.einsum(equation, *arrays)))


@pytest.mark.parametrize(
    ("equation", "count", "message"),
    [
        ("ii->i", 1, "Subscript not supported: an axis appears more than once: ii"),
        ("i#->i", 1, "Indices have incorrect format: i#->i"),
        ("ij,jk", 1, 'Got 1 arguments for equation "ij,jk", expecting 2'),
        ("ij->k", 1, "Invalid equation: ij->k"),
        ("i.j->j", 1, 'period "." found outside of ellipsis'),
        ("...i...->i", 1, "Unable to resolve ellipsis. Excess number found."),
        ("ijk...->i", 1, "Ellipses lengths do not match."),
    ],
)
def test_equations_that_are_none(equation, count, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        tf.einsum(equation, *[tf.ones([2, 2])] * count)


def test_einsum_is_a_trace_and_takes_a_name():
    assert run(tf.einsum("ii", np.eye(3))) == 3
    assert tf.einsum("ij,jk->ik", np.eye(2), np.eye(2), name="both").name == "both/MatMul:0"
    with pytest.raises(TypeError, match="invalid keyword arguments for this function: foo"):
        tf.einsum("i->i", [1.0], foo=1)


def test_where_v2_broadcasts():
    found = run(tf.where_v2([True, False], [[1, 2]], [[3], [4]]), tf.where_v2([True, False]))
    assert [each.tolist() for each in found] == [[[1, 3], [1, 4]], [[0]]]
    with pytest.raises(ValueError, match=r"x and y must both be non-None or both be None\."):
        tf.where_v2([True], [1])
    fed = tf.placeholder(tf.float32)
    with tf.Session() as session, pytest.raises(tf.errors.InvalidArgumentError, match="must be broadcastable"):
        session.run(tf.where_v2([True, False, True], fed, [1.0]), {fed: [1, 2]})


@pytest.mark.parametrize("kind", KINDS)
def test_values_alone_are_those_beside_vectors(kind):
    matrix = drawn(2, 4, 4, kind=kind)
    both = matrix + adjoint(matrix)
    values, beside = run(tf.self_adjoint_eigvals(both), tf.self_adjoint_eig(both)[0])
    close(values, beside, kind)
    values, beside = run(tf.svd(matrix, compute_uv=False), tf.svd(matrix)[0])
    close(values, beside, kind)
