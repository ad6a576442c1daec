"""Linear algebra."""

from __future__ import annotations

import numpy as np
from support.op_samples import Sample, drawn

from headrace.graph.ops.linalg.qr import qr
from headrace.graph.ops.linalg.solving import matrix_inverse, matrix_solve

_matrix = drawn((3, 3), 4, np.float32) + 3 * np.eye(3, dtype=np.float32)
_matrices = drawn((2, 3, 3), 5) + 3 * np.eye(3)

SAMPLES = [
    Sample("Qr", qr, [drawn((4, 3), 1, np.float32)], gradient=False),
    Sample("Qr", lambda x: qr(x, full_matrices=True), [drawn((2, 4, 3), 2)], gradient=False),
    Sample("Qr", qr, [drawn((3, 5), 3)], gradient=False),
    Sample("MatrixInverse", matrix_inverse, [_matrix], tolerance=1e-5),
    Sample("MatrixInverse", lambda x: matrix_inverse(x, adjoint=True), [_matrices], tolerance=1e-12),
    Sample("MatrixSolve", matrix_solve, [_matrix, drawn((3, 2), 6, np.float32)], tolerance=1e-5),
    Sample("MatrixSolve", lambda x, y: matrix_solve(x, y, adjoint=True), [_matrices, drawn((2, 3, 1), 7)], tolerance=1e-12),
]
