"""Programs with linear operators of all kinds: all that is computed with them, for batches, real and complex."""

from __future__ import annotations

import numpy as np
from support.compared import Programs, results

PROGRAMS = Programs(results)

KNOWN = {"is_non_singular": True, "is_self_adjoint": True, "is_positive_definite": True}


def drawn(*shape, kind="float64", seed=0):
    source = np.random.RandomState(seed)
    real = source.uniform(-1, 1, shape)
    return (real + 1j * source.uniform(-1, 1, shape) if kind.startswith("complex") else real).astype(kind)


def matrix(*shape, kind="float64", seed=0):
    """One with an inverse."""
    return drawn(*shape, kind=kind, seed=seed) + 3 * np.eye(shape[-2], shape[-1], dtype=kind)


def positive(*shape, kind="float64", seed=0):
    """One that is self-adjoint and positive definite."""
    root = matrix(*shape, kind=kind, seed=seed)
    return root @ np.conj(np.swapaxes(root, -1, -2))


def kinds(tf, kind):
    """Operators of all kinds, by what they are called here; each with 3 or 4 rows, or as many as it says."""
    lin = tf.linalg
    wide = {"float32": "complex64", "float64": "complex128"}.get(kind, kind)
    full = lin.LinearOperatorFullMatrix(matrix(2, 3, 3, kind=kind), name="full")
    positive_one = lin.LinearOperatorFullMatrix(positive(3, 3, kind=kind), name="positive", **KNOWN)
    wider = lin.LinearOperatorFullMatrix(drawn(3, 4, kind=kind), name="wider")
    diag = lin.LinearOperatorDiag(drawn(2, 2, kind=kind, seed=3) + 2)
    real = abs(drawn(3, kind="float64", seed=4)) + 1
    hermitian = np.fft.fft(drawn(2, 4, seed=5) + np.array([9.0, 0, 0, 0]))
    return {
        "full": full,
        "positive": positive_one,
        "wider": wider,
        "lower": lin.LinearOperatorLowerTriangular(matrix(2, 3, 3, kind=kind, seed=1)),
        "diag": diag,
        "diag, positive": lin.LinearOperatorDiag(real.astype(kind), **KNOWN),
        "identity": lin.LinearOperatorIdentity(3, dtype=kind),
        "identities": lin.LinearOperatorIdentity(3, [2], dtype=kind),
        "scaled identity": lin.LinearOperatorScaledIdentity(3, drawn(2, kind=kind, seed=2) + 2),
        "zeros": lin.LinearOperatorZeros(3, dtype=kind),
        "zeros, wider": lin.LinearOperatorZeros(3, 4, [2], kind, is_self_adjoint=False, is_square=False),
        "householder": lin.LinearOperatorHouseholder(drawn(2, 3, kind=kind, seed=6)),
        "toeplitz": lin.LinearOperatorToeplitz(drawn(2, 3, kind=kind) + 3, drawn(2, 3, kind=kind, seed=7)),
        "circulant": lin.LinearOperatorCirculant(hermitian.astype(wide), kind),
        "circulant, real spectrum": lin.LinearOperatorCirculant(real.astype(wide).real, wide),
        "circulant 2D": lin.LinearOperatorCirculant2D(matrix(2, 2, kind=wide), wide),
        "circulant 3D": lin.LinearOperatorCirculant3D(matrix(1, 1, 2, 2, kind=wide, seed=1), wide),
        "composition": lin.LinearOperatorComposition([full, positive_one]),
        "composition, wider": lin.LinearOperatorComposition([full, wider]),
        "block diagonal": lin.LinearOperatorBlockDiag([diag, lin.LinearOperatorIdentity(1, dtype=kind)]),
        "block diagonal, positive": lin.LinearOperatorBlockDiag([positive_one, lin.LinearOperatorIdentity(1, dtype=kind)]),
        "kronecker": lin.LinearOperatorKronecker([diag, lin.LinearOperatorFullMatrix(matrix(2, 2, kind=kind, seed=8))]),
        "kronecker, wider": lin.LinearOperatorKronecker([diag, wider]),
        "kronecker, positive": lin.LinearOperatorKronecker([lin.LinearOperatorIdentity(1, dtype=kind), positive_one]),
        "adjoint": lin.LinearOperatorAdjoint(full),
        "adjoint, wider": lin.LinearOperatorAdjoint(wider),
        "inverse": lin.LinearOperatorInversion(full),
        "update": lin.LinearOperatorLowRankUpdate(
            full, drawn(3, 2, kind=kind, seed=9), drawn(2, kind=kind) + 2, drawn(3, 2, kind=kind)
        ),
        "update, positive": lin.LinearOperatorLowRankUpdate(positive_one, drawn(2, 3, 2, kind=kind, seed=9)),
    }


def sizes(operator):
    known = (operator.domain_dimension, operator.range_dimension, operator.batch_shape, operator.shape)
    return [str(one) for one in known] + [operator.tensor_rank]


def hints(operator):
    return [operator.is_square, operator.is_non_singular, operator.is_self_adjoint, operator.is_positive_definite]


def described(operator):
    return [type(operator).__name__, operator.name, operator.dtype.name, sizes(operator), hints(operator)]


def tried(call):
    """A tensor, or the class and the words of an error."""
    try:
        return call()
    except Exception as error:
        return [type(error).__name__, str(error)]


def numbers(array):
    """An array; one of complex numbers has their parts along a last axis."""
    return np.stack([array.real, array.imag], -1) if np.iscomplexobj(array) else array


def ran(session, found):
    """What these are, found in one run; what is no tensor stays as it is."""
    arrays = session.run({place: one for place, one in enumerate(found) if hasattr(one, "graph")})
    return [numbers(arrays[place]) if place in arrays else one for place, one in enumerate(found)]


def each_kind(look):
    """Programs that look at all operators of a type; the two in which rounding is out of sight."""

    def program_for(kind):
        def program(tf, session):
            return {name: look(tf, session, operator) for name, operator in kinds(tf, kind).items()}

        return program

    for kind in ("float64", "complex128"):
        PROGRAMS[f"{look.__name__} {kind}"] = program_for(kind)
    return look


@each_kind
def said(tf, session, operator):
    tensors = [
        operator.shape_tensor(),
        operator.batch_shape_tensor(),
        operator.domain_dimension_tensor(),
        operator.range_dimension_tensor(),
        operator.tensor_rank_tensor(),
    ]
    return [described(operator), [one.name for one in operator.graph_parents], session.run(tensors)]


@each_kind
def products(tf, session, operator):
    kind, rows, columns = operator.dtype.as_numpy_dtype().dtype.name, *map(int, operator.shape[-2:])
    tensors = [
        operator.matmul(drawn(columns, 2, kind=kind)),
        operator.matmul(drawn(2, columns, 1, kind=kind)),
        operator.matmul(drawn(rows, 2, kind=kind), adjoint=True),
        operator.matmul(drawn(2, columns, kind=kind), adjoint_arg=True),
        operator.matmul(drawn(2, rows, kind=kind), adjoint=True, adjoint_arg=True),
        operator.matvec(drawn(columns, kind=kind)),
        operator.matvec(drawn(2, rows, kind=kind), adjoint=True),
        operator.to_dense(),
        operator.diag_part(),
        operator.trace(),
        tried(lambda: operator.add_to_tensor(tf.constant(drawn(2, rows, columns, kind=kind)))),
        operator.adjoint().to_dense(),
    ]
    return [[one if isinstance(one, list) else str(one.shape) for one in tensors], ran(session, tensors)]


@each_kind
def equations(tf, session, operator):
    kind, rows = operator.dtype.as_numpy_dtype().dtype.name, int(operator.shape[-2])
    found = [
        tried(lambda: operator.solve(drawn(rows, 2, kind=kind))),
        tried(lambda: operator.solve(drawn(2, rows, 1, kind=kind))),
        tried(lambda: operator.solve(drawn(rows, 2, kind=kind), adjoint=True)),
        tried(lambda: operator.solve(drawn(2, rows, kind=kind), adjoint_arg=True)),
        tried(lambda: operator.solve(drawn(2, rows, kind=kind), adjoint=True, adjoint_arg=True)),
        tried(lambda: operator.solvevec(drawn(rows, kind=kind))),
        tried(lambda: operator.solvevec(drawn(2, rows, kind=kind), adjoint=True)),
        tried(operator.determinant),
        tried(operator.log_abs_determinant),
    ]
    return [[one if isinstance(one, list) else str(one.shape) for one in found], ran(session, found)]


@each_kind
def made(tf, session, operator):
    found = []
    for make in (operator.adjoint, operator.inverse, operator.cholesky):
        other = tried(make)
        found.append(other if isinstance(other, list) else [described(other), numbers(session.run(other.to_dense()))])
    return found


@each_kind
def gradients(tf, session, operator):
    """Those of all that is made of it, to what it is multiplied with and to what it is made of."""
    kind, columns = operator.dtype.as_numpy_dtype().dtype.name, int(operator.shape[-1])
    x = tf.constant(drawn(columns, 2, kind=kind))
    total = tf.reduce_sum(tf.real(operator.matmul(x))) + tf.reduce_sum(tf.real(operator.trace()))
    if operator.is_square and operator.is_non_singular is not False:
        total += tf.reduce_sum(tf.real(operator.solve(x)))
    found = tf.gradients(total, [x, *operator.graph_parents])
    return ran(session, found)
