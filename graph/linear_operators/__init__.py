"""Linear operators: matrices known by what they do.

All kinds are loaded together: what becomes of one of them, adjoint, inverted or multiplied, may be any other.
"""

from .block_diag import LinearOperatorBlockDiag
from .circulant import LinearOperatorCirculant, LinearOperatorCirculant2D, LinearOperatorCirculant3D
from .composition import LinearOperatorComposition
from .derived import LinearOperatorAdjoint, LinearOperatorInversion
from .diag import LinearOperatorDiag
from .householder import LinearOperatorHouseholder
from .identity import LinearOperatorIdentity
from .kronecker import LinearOperatorKronecker
from .linear_operator import LinearOperator
from .low_rank_update import LinearOperatorLowRankUpdate
from .matrices import LinearOperatorFullMatrix, LinearOperatorLowerTriangular
from .products import MATMUL, SOLVE
from .scaled_identity import LinearOperatorScaledIdentity
from .toeplitz import LinearOperatorToeplitz
from .zeros import LinearOperatorZeros

__all__ = [
    "MATMUL",
    "SOLVE",
    "LinearOperator",
    "LinearOperatorAdjoint",
    "LinearOperatorBlockDiag",
    "LinearOperatorCirculant",
    "LinearOperatorCirculant2D",
    "LinearOperatorCirculant3D",
    "LinearOperatorComposition",
    "LinearOperatorDiag",
    "LinearOperatorFullMatrix",
    "LinearOperatorHouseholder",
    "LinearOperatorIdentity",
    "LinearOperatorInversion",
    "LinearOperatorKronecker",
    "LinearOperatorLowRankUpdate",
    "LinearOperatorLowerTriangular",
    "LinearOperatorScaledIdentity",
    "LinearOperatorToeplitz",
    "LinearOperatorZeros",
]
