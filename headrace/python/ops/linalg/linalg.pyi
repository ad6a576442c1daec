"""tf.python.ops.linalg.linalg: as far as programs use it. Made by `make names`."""

from headrace.graph.linear_operators.linear_operator import LinearOperator as LinearOperator
from headrace.graph.linear_operators.block_diag import LinearOperatorBlockDiag as LinearOperatorBlockDiag
from headrace.graph.linear_operators.circulant import LinearOperatorCirculant as LinearOperatorCirculant
from headrace.graph.linear_operators.circulant import LinearOperatorCirculant2D as LinearOperatorCirculant2D
from headrace.graph.linear_operators.circulant import LinearOperatorCirculant3D as LinearOperatorCirculant3D
from headrace.graph.linear_operators.composition import LinearOperatorComposition as LinearOperatorComposition
from headrace.graph.linear_operators.diag import LinearOperatorDiag as LinearOperatorDiag
from headrace.graph.linear_operators.matrices import LinearOperatorFullMatrix as LinearOperatorFullMatrix
from headrace.graph.linear_operators.identity import LinearOperatorIdentity as LinearOperatorIdentity
from headrace.graph.linear_operators.kronecker import LinearOperatorKronecker as LinearOperatorKronecker
from headrace.graph.linear_operators.low_rank_update import LinearOperatorLowRankUpdate as LinearOperatorLowRankUpdate
from headrace.graph.linear_operators.matrices import LinearOperatorLowerTriangular as LinearOperatorLowerTriangular
from headrace.graph.linear_operators.scaled_identity import LinearOperatorScaledIdentity as LinearOperatorScaledIdentity
from headrace.graph.linear_operators.toeplitz import LinearOperatorToeplitz as LinearOperatorToeplitz
from headrace.graph.linear_operators.zeros import LinearOperatorZeros as LinearOperatorZeros
from headrace.graph.ops.linalg.norms import adjoint as adjoint
from headrace.graph.ops.linalg.bands import matrix_band_part as band_part
from headrace.graph.ops.linalg.cholesky import cholesky as cholesky
from headrace.graph.ops.linalg.cholesky import cholesky_solve as cholesky_solve
from headrace.graph.ops.linalg.determinants import matrix_determinant as det
from headrace.graph.ops.linalg.diagonals import matrix_diag as diag
from headrace.graph.ops.linalg.diagonals import matrix_diag_part as diag_part
from headrace.graph.ops.linalg.eigen import self_adjoint_eig as eigh
from headrace.graph.ops.linalg.eigen import self_adjoint_eigvals as eigvalsh
from headrace.graph.ops.linalg.einsum import einsum as einsum
from headrace.graph.ops.linalg.functions import matrix_exponential as expm
from headrace.graph.ops.linalg.diagonals import eye as eye
from headrace.graph.ops.linalg.solving import matrix_inverse as inv
from headrace.graph.ops.linalg.cholesky import logdet as logdet
from headrace.graph.ops.linalg.functions import matrix_logarithm as logm
from headrace.graph.ops.linalg.least_squares import matrix_solve_ls as lstsq
from headrace.graph.ops.linalg.lu import lu as lu
from headrace.graph.ops.linalg.functions import matrix_exponential as matrix_exponential
from headrace.graph.ops.linalg.norms import matrix_rank as matrix_rank
from headrace.graph.ops.linalg.norms import norm as norm
from headrace.graph.ops.linalg.norms import pinv as pinv
from headrace.graph.ops.linalg.qr import qr as qr
from headrace.graph.ops.linalg.diagonals import matrix_set_diag as set_diag
from headrace.graph.ops.linalg.determinants import log_matrix_determinant as slogdet
from headrace.graph.ops.linalg.solving import matrix_solve as solve
from headrace.graph.ops.linalg.functions import matrix_square_root as sqrtm
from headrace.graph.ops.linalg.eigen import svd as svd
from headrace.graph.ops.linalg.tensordot import tensordot as tensordot
from headrace.graph.ops.linalg.norms import trace as trace
from headrace.graph.ops.arrays.transpose import matrix_transpose as transpose
from headrace.graph.ops.linalg.solving import matrix_triangular_solve as triangular_solve
from headrace.graph.ops.linalg.tridiagonal import tridiagonal_matmul as tridiagonal_matmul
from headrace.graph.ops.linalg.tridiagonal import tridiagonal_solve as tridiagonal_solve

__all__ = [
    "LinearOperator",
    "LinearOperatorBlockDiag",
    "LinearOperatorCirculant",
    "LinearOperatorCirculant2D",
    "LinearOperatorCirculant3D",
    "LinearOperatorComposition",
    "LinearOperatorDiag",
    "LinearOperatorFullMatrix",
    "LinearOperatorIdentity",
    "LinearOperatorKronecker",
    "LinearOperatorLowRankUpdate",
    "LinearOperatorLowerTriangular",
    "LinearOperatorScaledIdentity",
    "LinearOperatorToeplitz",
    "LinearOperatorZeros",
    "adjoint",
    "band_part",
    "cholesky",
    "cholesky_solve",
    "det",
    "diag",
    "diag_part",
    "eigh",
    "eigvalsh",
    "einsum",
    "expm",
    "eye",
    "inv",
    "logdet",
    "logm",
    "lstsq",
    "lu",
    "matrix_exponential",
    "matrix_rank",
    "norm",
    "pinv",
    "qr",
    "set_diag",
    "slogdet",
    "solve",
    "sqrtm",
    "svd",
    "tensordot",
    "trace",
    "transpose",
    "triangular_solve",
    "tridiagonal_matmul",
    "tridiagonal_solve",
]
