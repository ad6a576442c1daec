"""Linear algebra and Fourier transforms: decompositions, equations and functions of matrices; their diagonals and bands."""

from __future__ import annotations

import numpy as np
from support.op_samples import Sample, drawn

from headrace.graph import ops
from headrace.graph.ops.arrays.where import where_v2
from headrace.graph.ops.linalg import bands, cholesky, determinants, eigen, functions, least_squares, lu, norms, solving
from headrace.graph.ops.linalg.bands import BANDS_OF_V3, PART_OF_BANDS_V3, SET_BANDS_V3
from headrace.graph.ops.linalg.diagonals import matrix_diag, matrix_diag_part, matrix_set_diag
from headrace.graph.ops.linalg.einsum import EINSUM
from headrace.graph.ops.linalg.qr import qr
from headrace.graph.ops.linalg.solving import matrix_inverse, matrix_solve
from headrace.graph.ops.linalg.tridiagonal import TRIDIAGONAL_MATMUL, TRIDIAGONAL_SOLVE
from headrace.graph.ops.spectral import fourier, real_fourier

_one = np.eye(3, dtype=np.float32)
_plain = drawn((3, 3), 4, np.float32)
_matrix = _plain + 3 * _one
_matrices = drawn((2, 3, 3), 5) + 3 * np.eye(3)
_complex = (drawn((3, 3), 8) + 1j * drawn((3, 3), 9) + 4 * np.eye(3)).astype(np.complex64)
_tall, _wide = drawn((4, 3), 10, np.float32), drawn((2, 2, 3), 11)
_rhs, _beside = drawn((3, 2), 6, np.float32), drawn((2, 3, 2), 12)
_positive = (_plain @ _plain.T + _one).astype(np.float32)
_hermitian = (_complex @ _complex.conj().T).astype(np.complex64)
_diagonals = drawn((3, 4), 13, np.float32) + np.array([[0], [7], [0]], np.float32)
_hard_without_pivots = np.array([[1.0, 0], [1e-20, 1], [0, 1]])
_band = drawn((2, 3, 3), 14)
_signal = drawn((2, 3, 5), 30, np.float32)
_spectrum = (drawn((2, 3, 4), 31) + 1j * drawn((2, 3, 4), 32)).astype(np.complex64)


def _gram(x):
    return ops.matmul(x, x, transpose_b=True) + np.eye(3)


def _solve_ls(fast):
    return lambda matrix, rhs, weight: least_squares.MATRIX_SOLVE_LS(matrix, rhs, weight, fast=fast)


def _tridiagonal(pivots):
    return lambda diagonals, rhs: TRIDIAGONAL_SOLVE(diagonals, rhs, partial_pivoting=pivots)


SAMPLES = [
    Sample("Qr", qr, [drawn((4, 3), 1, np.float32)], gradient=False),
    Sample("Qr", lambda x: qr(x, full_matrices=True), [drawn((2, 4, 3), 2)], gradient=False),
    Sample("Qr", qr, [drawn((3, 5), 3)], gradient=False),
    Sample("MatrixInverse", matrix_inverse, [_matrix], tolerance=1e-5),
    Sample("MatrixInverse", lambda x: matrix_inverse(x, adjoint=True), [_matrices], tolerance=1e-12),
    Sample("MatrixSolve", matrix_solve, [_matrix, drawn((3, 2), 6, np.float32)], tolerance=1e-5),
    Sample("MatrixSolve", lambda x, y: matrix_solve(x, y, adjoint=True), [_matrices, drawn((2, 3, 1), 7)], tolerance=1e-12),
    Sample("Cholesky", cholesky.cholesky, [_positive], gradient=False, tolerance=1e-5),
    Sample("Cholesky", cholesky.cholesky, [_hermitian], tolerance=1e-5),
    Sample("Cholesky", lambda x: cholesky.cholesky(_gram(x)), [_matrices], tolerance=1e-12),
    Sample("CholeskyGrad", cholesky.CHOLESKY_GRAD, [np.tril(_matrix), _matrix], gradient=False, tolerance=1e-5),
    Sample("CholeskyGrad", cholesky.CHOLESKY_GRAD, [_matrices, _matrices[::-1]], gradient=False, tolerance=1e-12),
    Sample("MatrixTriangularSolve", solving.matrix_triangular_solve, [_matrix, _rhs], tolerance=1e-5),
    Sample(
        "MatrixTriangularSolve",
        lambda x, y: solving.matrix_triangular_solve(x, y, lower=False),
        [_matrices, _beside],
        tolerance=1e-12,
    ),
    Sample(
        "MatrixTriangularSolve",
        lambda x, y: solving.matrix_triangular_solve(x, y, adjoint=True),
        [_matrices, _beside],
        tolerance=1e-12,
    ),
    Sample(
        "MatrixTriangularSolve",
        lambda x, y: solving.matrix_triangular_solve(x, y, lower=False, adjoint=True),
        [_complex, _rhs.astype(np.complex64)],
        tolerance=1e-5,
    ),
    Sample("MatrixDeterminant", determinants.matrix_determinant, [_matrix], tolerance=1e-5),
    Sample("MatrixDeterminant", determinants.matrix_determinant, [_matrices], tolerance=1e-12),
    Sample("LogMatrixDeterminant", determinants.log_matrix_determinant, [_matrix], tolerance=1e-5),
    Sample("LogMatrixDeterminant", determinants.log_matrix_determinant, [_complex], tolerance=1e-5),
    Sample("LogMatrixDeterminant", determinants.log_matrix_determinant, [_matrices], tolerance=1e-12),
    Sample("MatrixSolveLs", _solve_ls(True), [_tall, drawn((4, 2), 15, np.float32), np.float64(0)], tolerance=1e-4),
    Sample("MatrixSolveLs", _solve_ls(True), [drawn((2, 4, 3), 16), drawn((2, 4, 2), 15), np.float64(0.5)], tolerance=1e-9),
    Sample("MatrixSolveLs", _solve_ls(True), [_wide, drawn((2, 2, 1), 17), np.float64(0.25)], tolerance=1e-9),
    Sample(
        "MatrixSolveLs",
        _solve_ls(False),
        [drawn((2, 4, 3), 16), drawn((2, 4, 2), 15), np.float64(0.5)],
        gradient=False,
        tolerance=1e-9,
    ),
    Sample("SelfAdjointEigV2", eigen.self_adjoint_eig, [_positive], read=np.abs, tolerance=1e-5),
    Sample("SelfAdjointEigV2", eigen.self_adjoint_eig, [_hermitian], read=np.abs, tolerance=1e-5),
    Sample("SelfAdjointEigV2", eigen.self_adjoint_eig, [_matrices], read=np.abs, tolerance=1e-12),
    Sample(
        "SelfAdjointEigV2",
        eigen.self_adjoint_eigvals,
        [_matrices],
        values=lambda x: (np.linalg.eigvalsh(x), np.zeros(0)),
        undefined=[1],
    ),
    Sample("Svd", eigen.svd, [_plain], read=np.abs, tolerance=1e-5),
    Sample("Svd", eigen.svd, [_tall.astype(np.float64)], read=np.abs, tolerance=1e-12),
    Sample("Svd", lambda x: eigen.svd(x, full_matrices=True), [_wide], read=np.abs, tolerance=1e-12),
    Sample("Svd", lambda x: eigen.svd(x, full_matrices=True), [_tall.astype(np.float64)], read=np.abs, tolerance=1e-12),
    Sample("Svd", eigen.svd, [_complex], read=np.abs, tolerance=1e-5),
    Sample(
        "Svd",
        lambda x: eigen.svd(x, compute_uv=False),
        [_wide],
        values=lambda x: (np.linalg.svd(x, compute_uv=False), np.zeros(0), np.zeros(0)),
        undefined=[1, 2],
    ),
    Sample("Lu", lu.lu, [_matrix], gradient=False, tolerance=1e-5),
    Sample("Lu", lambda x: lu.lu(x, output_idx_type=np.int64), [_matrices], gradient=False, tolerance=1e-12),
    Sample("MatrixSquareRoot", functions.matrix_square_root, [_positive], tolerance=1e-4),
    Sample("MatrixSquareRoot", functions.matrix_square_root, [_complex], tolerance=1e-5),
    Sample("MatrixSquareRoot", lambda x: functions.matrix_square_root(_gram(x)), [_matrices], tolerance=1e-9),
    Sample("MatrixLogarithm", functions.matrix_logarithm, [_complex], tolerance=1e-5),
    Sample("MatrixLogarithm", functions.matrix_logarithm, [_matrices.astype(np.complex128)], tolerance=1e-9),
    Sample("MatrixBandPart", bands.matrix_band_part, [_plain, np.int64(1), np.int64(0)], constants=[1, 2]),
    Sample("MatrixBandPart", bands.matrix_band_part, [_wide, np.int32(-1), np.int32(1)], constants=[1, 2]),
    Sample("MatrixSetDiag", matrix_set_diag, [_wide, drawn((2, 2), 18)]),
    Sample("MatrixDiagV2", lambda x: matrix_diag(x, k=1), [_plain]),
    Sample("MatrixDiagV2", lambda x: matrix_diag(x, k=(-1, 1), num_rows=3, padding_value=7), [_band]),
    Sample("MatrixDiagV2", lambda x: matrix_diag(x, k=-1, num_rows=4, num_cols=5), [_plain]),
    Sample("MatrixDiagPartV2", lambda x: matrix_diag_part(x, k=-1), [_plain]),
    Sample("Einsum", lambda a, b: EINSUM([a, b], equation="ij,kj->ik"), [_plain, _tall]),
    Sample("Einsum", lambda a, b: EINSUM([a, b], equation="...ij,jk->...ki"), [_wide, _plain.astype(float)]),
    Sample("Einsum", lambda a: EINSUM([a], equation="ijk->k"), [_wide]),
    Sample("Einsum", lambda a: EINSUM([a], equation="ii->i"), [_plain]),
    Sample("Einsum", lambda a: EINSUM([a], equation="aa->"), [_plain]),
    Sample("Einsum", lambda a, b: EINSUM([a, b], equation="ij,k->jk"), [_plain, _plain[0]]),
    Sample("MatrixDiagV3", lambda x: BANDS_OF_V3(x, [-1, 1], 3, -1, 7.0), [_band]),
    Sample("MatrixDiagV3", lambda x: BANDS_OF_V3(x, [-1, 1], 3, -1, 7.0, align="RIGHT_RIGHT"), [_band]),
    Sample("MatrixDiagPartV3", lambda x: PART_OF_BANDS_V3(x, [-1, 2], 7.0), [_wide]),
    Sample("MatrixDiagPartV3", lambda x: PART_OF_BANDS_V3(x, [-1, 2], 7.0, align="LEFT_RIGHT"), [_wide]),
    Sample("MatrixDiagPartV3", lambda x: PART_OF_BANDS_V3(x, [-1, 2], 7.0, align="RIGHT_RIGHT"), [_wide]),
    Sample("MatrixSetDiagV3", lambda x, d: SET_BANDS_V3(x, d, [-1, 0]), [_wide, _wide[:, :, :2]]),
    Sample("MatrixSetDiagV3", lambda x, d: SET_BANDS_V3(x, d, [-1, 0], align="LEFT_RIGHT"), [_wide, _wide[:, :, :2]]),
    Sample("MatrixDiagPartV2", lambda x: matrix_diag_part(x, k=(-1, 1), padding_value=7), [_wide]),
    Sample("MatrixSetDiagV2", lambda x, y: matrix_set_diag(x, y, k=1), [_plain, drawn((2,), 19, np.float32)]),
    Sample("MatrixSetDiagV2", lambda x, y: matrix_set_diag(x, y, k=(-1, 1)), [drawn((2, 3, 3), 20), _band]),
    Sample("Cross", norms.cross, [_plain, _matrix]),
    Sample("Cross", norms.cross, [drawn((2, 2, 3), 21), drawn((2, 2, 3), 22)]),
    Sample("TridiagonalSolve", _tridiagonal(True), [_diagonals, drawn((4, 2), 23, np.float32)], tolerance=1e-5),
    Sample("TridiagonalSolve", _tridiagonal(True), [drawn((2, 3, 4), 24), drawn((2, 4, 1), 25)], tolerance=1e-9),
    Sample("TridiagonalSolve", _tridiagonal(False), [_diagonals.astype(np.float64), drawn((4, 2), 23)], tolerance=1e-9),
    Sample("TridiagonalSolve", _tridiagonal(False), [_hard_without_pivots, np.array([[1.0], [2.0]])], gradient=False),
    Sample("TridiagonalMatMul", TRIDIAGONAL_MATMUL, [*np.split(_diagonals, 3), drawn((4, 2), 26, np.float32)]),
    Sample("TridiagonalMatMul", TRIDIAGONAL_MATMUL, [*(drawn((2, 1, 4), k) for k in range(3)), drawn((2, 4, 2), 27)]),
    Sample("SelectV2", where_v2, [np.array([True, False, True]), _plain, _matrix]),
    Sample("SelectV2", where_v2, [np.array([[True], [False]]), drawn((3,), 28), drawn((2, 1), 29)]),
    *(Sample(op.type, op, [_spectrum], tolerance=1e-5) for op in (fourier.FFT, fourier.IFFT, fourier.FFT2D)),
    *(Sample(op.type, op, [_spectrum], tolerance=1e-5) for op in (fourier.IFFT2D, fourier.FFT3D, fourier.IFFT3D)),
    *(
        Sample(op.type, op, [_signal, np.array(sizes, np.int32)], gradient=False, constants=[1], tolerance=1e-5)
        for op, *many in (
            (real_fourier.RFFT, [5], [4], [1]),
            (real_fourier.RFFT2D, [3, 4], [2, 5]),
            (real_fourier.RFFT3D, [2, 3, 4], [2, 2, 5]),
        )
        for sizes in many
    ),
    *(
        Sample(op.type, op, [_spectrum, np.array(sizes, np.int32)], gradient=False, constants=[1], tolerance=1e-5)
        for op, *many in (
            (real_fourier.IRFFT, [6], [5], [1]),
            (real_fourier.IRFFT2D, [3, 6], [2, 5]),
            (real_fourier.IRFFT3D, [2, 3, 6], [2, 2, 5]),
        )
        for sizes in many
    ),
]
