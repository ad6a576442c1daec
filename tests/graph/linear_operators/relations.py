"""Programs that multiply and solve with pairs of operators, and check them when they run; what they give, and refusals."""

from __future__ import annotations

import numpy as np
from support.compared import Programs, results
from support.compared.results import refusal, words

PROGRAMS = Programs(results)

SURE = {"is_positive_definite": True, "is_self_adjoint": True, "is_non_singular": True}
MATRIX = np.array([[2.0, 1.0], [1.0, 3.0]], np.float32)


def pairs_of(tf):
    lin = tf.linalg
    full = lin.LinearOperatorFullMatrix(MATRIX, name="full")
    spectrum = tf.complex([1.0, 2.0], [0.0, 0.0])
    return [
        full,
        lin.LinearOperatorFullMatrix(MATRIX, name="sure", **SURE),
        lin.LinearOperatorFullMatrix(MATRIX[:1], name="flat"),
        lin.LinearOperatorDiag([1.0, 2.0], name="diag"),
        lin.LinearOperatorDiag([1.0, 2.0], name="sure_diag", **SURE),
        lin.LinearOperatorDiag([1.0, 2.0], is_non_singular=False, is_positive_definite=False, name="singular_diag"),
        lin.LinearOperatorLowerTriangular(MATRIX, name="lower"),
        lin.LinearOperatorIdentity(2, name="identity"),
        lin.LinearOperatorScaledIdentity(2, 2.0, name="scaled"),
        lin.LinearOperatorScaledIdentity(2, 3.0, name="sure_scaled", **SURE),
        lin.LinearOperatorZeros(2, name="zeros"),
        lin.LinearOperatorHouseholder([1.0, 2.0], name="householder"),
        lin.LinearOperatorToeplitz([1.0, 2.0], [1.0, 3.0], name="toeplitz"),
        lin.LinearOperatorCirculant(spectrum, tf.float32, name="circulant"),
        lin.LinearOperatorCirculant(spectrum, tf.float32, name="sure_circulant", **SURE),
        lin.LinearOperatorKronecker([full, lin.LinearOperatorIdentity(1)], name="kronecker"),
        lin.LinearOperatorBlockDiag([full], name="blocks"),
        lin.LinearOperatorAdjoint(full),
        lin.LinearOperatorInversion(full),
        lin.LinearOperatorLowRankUpdate(full, MATRIX, name="update"),
    ]


def described(operator):
    hints = operator.is_square, operator.is_non_singular, operator.is_self_adjoint, operator.is_positive_definite
    return [type(operator).__name__, operator.name, list(hints)]


def of_pairs(tf, session, method):
    """What a method gives for all pairs, and the sum of its elements, which weighs each of them."""
    found, sums = [], {}
    operators = pairs_of(tf)
    for left in operators:
        for right in operators:
            try:
                made = getattr(left, method)(right)
                dense = made.to_dense()
                sums[len(found)] = tf.reduce_sum(dense * tf.constant([[1.0], [10.0]])[: int(made.range_dimension)])
                found.append(described(made))
            except Exception as error:
                found.append([type(error).__name__, words(error)])
    return [found, list(session.run(sums).items())]


@PROGRAMS
def products_of_pairs(tf, session):
    return of_pairs(tf, session, "matmul")


@PROGRAMS
def solutions_of_pairs(tf, session):
    return of_pairs(tf, session, "solve")


@PROGRAMS
def adjoint_pairs(tf, session):
    full = tf.linalg.LinearOperatorFullMatrix(MATRIX[:1], name="flat")
    other = tf.linalg.LinearOperatorLowerTriangular(MATRIX, name="lower")
    made = [
        full.matmul(other),
        full.matmul(full, adjoint=True),
        full.matmul(full, adjoint_arg=True),
        other.matmul(full, adjoint=True, adjoint_arg=True),
        other.solve(other, adjoint=True),
        other.solve(full, adjoint_arg=True),
    ]
    return [[described(one), session.run(one.to_dense())] for one in made]


@PROGRAMS
def unknown_shapes(tf, session):
    lin = tf.linalg
    fed = tf.placeholder(tf.float32)
    number = tf.placeholder(tf.int32)
    full, lower = lin.LinearOperatorFullMatrix(fed), lin.LinearOperatorLowerTriangular(fed)
    operators = [
        full,
        lower,
        lin.LinearOperatorDiag(fed),
        lin.LinearOperatorIdentity(number),
        lin.LinearOperatorIdentity(number, tf.reshape(number, [1])),
        lin.LinearOperatorScaledIdentity(number, fed),
        lin.LinearOperatorZeros(number, 2),
        lin.LinearOperatorHouseholder(fed),
        lin.LinearOperatorToeplitz(fed, fed),
        lin.LinearOperatorCirculant(fed, tf.float32),
        lin.LinearOperatorComposition([full, lower]),
        lin.LinearOperatorBlockDiag([lower, lin.LinearOperatorDiag(fed[..., 0])]),
        lin.LinearOperatorKronecker([full, lower]),
        lin.LinearOperatorAdjoint(full),
        lin.LinearOperatorInversion(full),
        lin.LinearOperatorLowRankUpdate(full, fed),
    ]
    feed = {fed: MATRIX, number: 2}
    found = []
    for operator in operators:
        x = np.ones([int(session.run(operator.domain_dimension_tensor(), feed)), 1], np.float32)
        known = [str(operator.shape), operator.is_square, str(operator.batch_shape), operator.tensor_rank]
        tensors = [operator.shape_tensor(), operator.batch_shape_tensor(), operator.tensor_rank_tensor()]
        tensors += [operator.to_dense(), operator.matmul(x), operator.diag_part(), operator.trace()]
        found.append([known, session.run(tensors, feed)])
    return found


@PROGRAMS
def checks_that_run(tf, session):
    """Whether a check of an operator fails, and the first of its words."""
    lin = tf.linalg
    fed = tf.placeholder_with_default([[1.0, 2.0], [2.0, 1.0]], [2, 2])
    numbers = tf.placeholder_with_default([1.0, 0.0], [2])
    turned = tf.complex(tf.placeholder_with_default([1.0, -1.0], [2]), tf.placeholder_with_default([0.0, 1.0], [2]))
    full = lin.LinearOperatorFullMatrix(fed)
    self_adjoint = lin.LinearOperatorFullMatrix(fed, is_self_adjoint=True)
    singular = lin.LinearOperatorFullMatrix(tf.matrix_diag(numbers) + 0 * fed)
    found = []
    for operator in (
        full,
        self_adjoint,
        singular,
        lin.LinearOperatorFullMatrix(tf.matrix_band_part(fed, -1, 0)),
        lin.LinearOperatorLowerTriangular(tf.matrix_diag(numbers)),
        lin.LinearOperatorDiag(numbers),
        lin.LinearOperatorDiag(turned),
        lin.LinearOperatorIdentity(2),
        lin.LinearOperatorScaledIdentity(2, numbers),
        lin.LinearOperatorScaledIdentity(2, turned),
        lin.LinearOperatorZeros(2),
        lin.LinearOperatorHouseholder(numbers),
        lin.LinearOperatorToeplitz(numbers, numbers + 1),
        lin.LinearOperatorCirculant(numbers, tf.float32),
        lin.LinearOperatorCirculant(turned),
        lin.LinearOperatorComposition([full, singular]),
        lin.LinearOperatorBlockDiag([lin.LinearOperatorIdentity(2), lin.LinearOperatorDiag(numbers)]),
        lin.LinearOperatorKronecker([self_adjoint, lin.LinearOperatorDiag(numbers)]),
        lin.LinearOperatorAdjoint(singular),
        lin.LinearOperatorInversion(full),
        lin.LinearOperatorLowRankUpdate(full, fed),
    ):
        for method in ("assert_non_singular", "assert_self_adjoint", "assert_positive_definite"):
            try:
                session.run(getattr(operator, method)())
                found.append("holds")
            except Exception as error:
                found.append([type(error).__name__, words(error).split("] [")[0]])
    return found


@PROGRAMS
def sizes_that_are_checked(tf, session):
    lin = tf.linalg
    number = tf.placeholder_with_default(-1, [])
    fed = tf.placeholder_with_default(MATRIX, None)
    found = []
    for make in (
        lambda: lin.LinearOperatorIdentity(number, assert_proper_shapes=True).to_dense(),
        lambda: lin.LinearOperatorIdentity(2, tf.reshape(number, [1]), assert_proper_shapes=True).to_dense(),
        lambda: lin.LinearOperatorIdentity(3, assert_proper_shapes=True).matmul(fed),
        lambda: lin.LinearOperatorIdentity(2, assert_proper_shapes=True).matmul(fed),
        lambda: lin.LinearOperatorScaledIdentity(3, 2.0, assert_proper_shapes=True).matmul(fed),
        lambda: lin.LinearOperatorScaledIdentity(2, 2.0, assert_proper_shapes=True).solve(fed),
        lambda: lin.LinearOperatorZeros(2, number, assert_proper_shapes=True).to_dense(),
        lambda: lin.LinearOperatorZeros(3, assert_proper_shapes=True).matmul(fed),
    ):
        try:
            found.append(session.run(make()))
        except Exception as error:
            found.append([type(error).__name__, words(error).split("] [")[0]])
    return found


@PROGRAMS
def names(tf):
    """Of the tensors that methods give."""
    with tf.name_scope("outer"):
        operator = tf.linalg.LinearOperatorDiag([1.0, 2.0], name="mine")
        found = [
            operator.diag,
            operator.matmul(MATRIX),
            operator.matmul(MATRIX, name="again"),
            operator.solve(MATRIX),
            operator.determinant(),
            operator.inverse().diag,
            operator.matmul(operator).diag,
            tf.linalg.LinearOperatorFullMatrix(MATRIX).matvec([1.0, 2.0]),
        ]
    return [one.name for one in found]


@PROGRAMS
def a_class_of_ones_own(tf, session):
    class Shift(tf.linalg.LinearOperator):
        def __init__(self, size):
            self._size = size
            super().__init__(tf.float64, is_non_singular=True, name="shift")

        def _shape(self):
            return tf.TensorShape([self._size, self._size])

        def _shape_tensor(self):
            return tf.constant([self._size, self._size])

        def _matmul(self, x, adjoint=False, adjoint_arg=False):
            x = tf.linalg.adjoint(x) if adjoint_arg else x
            return tf.roll(x, -1 if adjoint else 1, -2)

    shift = Shift(3)
    x = np.arange(6.0).reshape(3, 2)
    tensors = [
        shift.matmul(x),
        shift.matmul(x.T, adjoint=True, adjoint_arg=True),
        shift.matvec(x[:, 0]),
        shift.solve(x),
        shift.determinant(),
        shift.log_abs_determinant(),
        shift.diag_part(),
        shift.trace(),
        shift.add_to_tensor(np.ones([3, 3])),
        shift.inverse().to_dense(),
        shift.H.to_dense(),
        shift.matmul(shift).to_dense(),
    ]
    return [session.run(tensors), refusal(lambda: tf.linalg.LinearOperator(tf.float32))[0]]
