"""Programs that make operators of what does not fit, or say of them what cannot be; the words of the refusals."""

from __future__ import annotations

import numpy as np
from support.compared import Programs, results
from support.compared.results import refusal

PROGRAMS = Programs(results)

HINTS = ("is_non_singular", "is_self_adjoint", "is_positive_definite", "is_square")
MATRIX = np.array([[2.0, 1.0], [1.0, 3.0]], np.float32)
TURNED = MATRIX * 1j


def makers(tf):
    """A way to make an operator of each kind, given hints."""
    lin = tf.linalg
    full = lin.LinearOperatorFullMatrix(MATRIX, name="full")
    sure = lin.LinearOperatorFullMatrix(
        MATRIX, is_non_singular=True, is_self_adjoint=True, is_positive_definite=True, name="sure"
    )
    singular = lin.LinearOperatorFullMatrix(MATRIX, is_non_singular=False, is_self_adjoint=False, name="singular")
    flat = lin.LinearOperatorFullMatrix(MATRIX[:1], name="flat")
    return {
        "full": lambda **hints: lin.LinearOperatorFullMatrix(MATRIX, **hints),
        "flat": lambda **hints: lin.LinearOperatorFullMatrix(MATRIX[:1], **hints),
        "lower": lambda **hints: lin.LinearOperatorLowerTriangular(MATRIX, **hints),
        "diag": lambda **hints: lin.LinearOperatorDiag(MATRIX, **hints),
        "diag, complex": lambda **hints: lin.LinearOperatorDiag(TURNED, **hints),
        "identity": lambda **hints: lin.LinearOperatorIdentity(2, **hints),
        "scaled": lambda **hints: lin.LinearOperatorScaledIdentity(2, 2.0, **hints),
        "scaled, complex": lambda **hints: lin.LinearOperatorScaledIdentity(2, 2j, **hints),
        "zeros": lambda **hints: lin.LinearOperatorZeros(2, **hints),
        "zeros, flat": lambda **hints: lin.LinearOperatorZeros(1, 2, **hints),
        "householder": lambda **hints: lin.LinearOperatorHouseholder([1.0, 2.0], **hints),
        "toeplitz": lambda **hints: lin.LinearOperatorToeplitz([1.0, 2.0], [1.0, 2.0], **hints),
        "circulant": lambda **hints: lin.LinearOperatorCirculant([1.0, 2.0], **hints),
        "circulant, complex": lambda **hints: lin.LinearOperatorCirculant([1j, 2j], **hints),
        "circulant 2D": lambda **hints: lin.LinearOperatorCirculant2D(MATRIX, **hints),
        "circulant 3D": lambda **hints: lin.LinearOperatorCirculant3D(MATRIX[None] * 1j, **hints),
        "composition": lambda **hints: lin.LinearOperatorComposition([sure, sure], **hints),
        "composition, flat": lambda **hints: lin.LinearOperatorComposition([flat, singular], **hints),
        "blocks": lambda **hints: lin.LinearOperatorBlockDiag([sure, sure], **hints),
        "blocks, unsure": lambda **hints: lin.LinearOperatorBlockDiag([sure, full, singular], **hints),
        "kronecker": lambda **hints: lin.LinearOperatorKronecker([sure, sure], **hints),
        "kronecker, flat": lambda **hints: lin.LinearOperatorKronecker([sure, flat], **hints),
        "adjoint": lambda **hints: lin.LinearOperatorAdjoint(sure, **hints),
        "adjoint, singular": lambda **hints: lin.LinearOperatorAdjoint(singular, **hints),
        "inverse": lambda **hints: lin.LinearOperatorInversion(sure, **hints),
        "inverse, unsure": lambda **hints: lin.LinearOperatorInversion(full, **hints),
        "update": lambda **hints: lin.LinearOperatorLowRankUpdate(sure, MATRIX, **hints),
        "update, diagonal": lambda **hints: lin.LinearOperatorLowRankUpdate(
            sure, MATRIX, [1.0, 2.0], is_diag_update_positive=True, **hints
        ),
        "update, unsure": lambda **hints: lin.LinearOperatorLowRankUpdate(full, MATRIX, [1.0, 2.0], MATRIX, **hints),
    }


def found_hints(make, hints):
    try:
        operator = make(**hints)
        return [getattr(operator, hint) for hint in HINTS]
    except Exception as error:
        return [type(error).__name__, str(error)]


@PROGRAMS
def hints_alone(tf):
    """Every hint as True and as False, for every kind; and two that contradict each other."""
    given = [{}] + [{hint: value} for hint in HINTS for value in (True, False)]
    given += [{"is_positive_definite": True, "is_non_singular": False}, {"is_self_adjoint": True, "is_square": False}]
    return {name: [found_hints(make, hints) for hints in given] for name, make in makers(tf).items()}


@PROGRAMS
def arguments(tf):
    lin = tf.linalg
    full = lin.LinearOperatorFullMatrix(MATRIX, name="full")
    flat = lin.LinearOperatorFullMatrix(MATRIX[:1], name="flat")
    turned = lin.LinearOperatorFullMatrix(TURNED.astype(np.complex64), name="turned")
    vector, scalar = tf.constant([1.0, 2.0]), tf.constant(1.0)
    calls = [
        lambda: lin.LinearOperatorFullMatrix(vector),
        lambda: lin.LinearOperatorFullMatrix(tf.constant([[1]])),
        lambda: lin.LinearOperatorLowerTriangular(vector),
        lambda: lin.LinearOperatorDiag(scalar),
        lambda: lin.LinearOperatorIdentity(-1),
        lambda: lin.LinearOperatorIdentity(2.0),
        lambda: lin.LinearOperatorIdentity([2]),
        lambda: lin.LinearOperatorIdentity(2, 3),
        lambda: lin.LinearOperatorIdentity(2, [-3]),
        lambda: lin.LinearOperatorIdentity(2, [3.0]),
        lambda: lin.LinearOperatorScaledIdentity([2], 1.0),
        lambda: lin.LinearOperatorScaledIdentity(-2, 1.0),
        lambda: lin.LinearOperatorZeros(2, -2),
        lambda: lin.LinearOperatorZeros(2, 3),
        lambda: lin.LinearOperatorZeros(2, [3]),
        lambda: lin.LinearOperatorZeros(2, 2, [1.0]),
        lambda: lin.LinearOperatorHouseholder(scalar),
        lambda: lin.LinearOperatorToeplitz(scalar, scalar),
        lambda: lin.LinearOperatorToeplitz(vector, scalar),
        lambda: lin.LinearOperatorToeplitz(vector, [1.0, 2.0, 3.0]),
        lambda: lin.LinearOperatorCirculant(scalar),
        lambda: lin.LinearOperatorCirculant2D(vector),
        lambda: lin.LinearOperatorCirculant3D(vector),
        lambda: lin.LinearOperatorComposition([]),
        lambda: lin.LinearOperatorComposition([full, turned]),
        lambda: lin.LinearOperatorComposition([flat, flat]).shape,
        lambda: lin.LinearOperatorBlockDiag([]),
        lambda: lin.LinearOperatorBlockDiag([full, turned]),
        lambda: lin.LinearOperatorBlockDiag([full, flat]),
        lambda: lin.LinearOperatorKronecker([]),
        lambda: lin.LinearOperatorKronecker([full, turned]),
        lambda: lin.LinearOperatorInversion(flat),
        lambda: lin.LinearOperatorLowRankUpdate(full, vector),
        lambda: lin.LinearOperatorLowRankUpdate(full, tf.ones([3, 2])),
        lambda: lin.LinearOperatorLowRankUpdate(full, MATRIX, [1.0, 2.0, 3.0]),
        lambda: lin.LinearOperatorLowRankUpdate(full, MATRIX, v=tf.ones([2, 3])),
        lambda: lin.LinearOperatorLowRankUpdate(full, MATRIX, is_diag_update_positive=False),
    ]
    return [refusal(call) for call in calls]


@PROGRAMS
def methods(tf):
    lin = tf.linalg
    full = lin.LinearOperatorFullMatrix(MATRIX, name="full")
    flat = lin.LinearOperatorFullMatrix(MATRIX[:1], name="flat")
    singular = lin.LinearOperatorFullMatrix(MATRIX, is_non_singular=False, name="singular")
    calls = [
        lambda: full.matmul(tf.ones([3, 2])),
        lambda: full.matmul(tf.ones([2, 3]), adjoint_arg=True),
        lambda: full.matmul(tf.ones([2])),
        lambda: full.matmul(tf.ones([2, 2], tf.complex64)),
        lambda: full.matmul(lin.LinearOperatorIdentity(3)),
        lambda: full.matvec(tf.ones([3])),
        lambda: flat.matvec(tf.ones([2]), adjoint=True),
        lambda: full.solve(tf.ones([3, 2])),
        lambda: full.solve(tf.ones([2])),
        lambda: full.solve(lin.LinearOperatorIdentity(3)),
        lambda: full.solvevec(tf.ones([3])),
        lambda: flat.solve(tf.ones([1, 1])),
        lambda: flat.solvevec(tf.ones([1])),
        lambda: singular.solve(tf.ones([2, 2])),
        lambda: singular.solvevec(tf.ones([2])),
        flat.determinant,
        flat.log_abs_determinant,
        flat.inverse,
        singular.inverse,
        flat.cholesky,
        full.cholesky,
        full.assert_positive_definite,
        lambda: full.add_to_tensor(tf.ones([2, 2], tf.complex64)),
        lambda: lin.LinearOperatorKronecker([full, flat]).assert_self_adjoint(),
        lambda: lin.LinearOperatorKronecker([full, flat]).assert_non_singular(),
        lambda: lin.LinearOperatorZeros(2).assert_non_singular(),
        lambda: lin.LinearOperatorZeros(2).assert_positive_definite(),
        lambda: lin.LinearOperatorHouseholder([1.0]).assert_positive_definite(),
        lambda: lin.LinearOperatorFullMatrix(MATRIX, is_square=False).is_square,
    ]
    return [refusal(call) for call in calls]
