"""tf.python.ops.linalg: as far as programs use it. Made by `make names`."""

from headrace.python.ops.linalg import linalg as linalg
from headrace.python.ops.linalg import linalg_impl as linalg_impl
from headrace.python.ops.linalg import linear_operator as linear_operator
from headrace.python.ops.linalg import linear_operator_adjoint as linear_operator_adjoint
from headrace.python.ops.linalg import linear_operator_block_diag as linear_operator_block_diag
from headrace.python.ops.linalg import linear_operator_circulant as linear_operator_circulant
from headrace.python.ops.linalg import linear_operator_composition as linear_operator_composition
from headrace.python.ops.linalg import linear_operator_diag as linear_operator_diag
from headrace.python.ops.linalg import linear_operator_full_matrix as linear_operator_full_matrix
from headrace.python.ops.linalg import linear_operator_householder as linear_operator_householder
from headrace.python.ops.linalg import linear_operator_identity as linear_operator_identity
from headrace.python.ops.linalg import linear_operator_inversion as linear_operator_inversion
from headrace.python.ops.linalg import linear_operator_kronecker as linear_operator_kronecker
from headrace.python.ops.linalg import linear_operator_low_rank_update as linear_operator_low_rank_update
from headrace.python.ops.linalg import linear_operator_lower_triangular as linear_operator_lower_triangular
from headrace.python.ops.linalg import linear_operator_toeplitz as linear_operator_toeplitz
from headrace.python.ops.linalg import linear_operator_zeros as linear_operator_zeros

__all__ = [
    "linalg",
    "linalg_impl",
    "linear_operator",
    "linear_operator_adjoint",
    "linear_operator_block_diag",
    "linear_operator_circulant",
    "linear_operator_composition",
    "linear_operator_diag",
    "linear_operator_full_matrix",
    "linear_operator_householder",
    "linear_operator_identity",
    "linear_operator_inversion",
    "linear_operator_kronecker",
    "linear_operator_low_rank_update",
    "linear_operator_lower_triangular",
    "linear_operator_toeplitz",
    "linear_operator_zeros",
]
