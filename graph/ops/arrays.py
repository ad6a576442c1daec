"""The array ops under one name: what other modules and the public face import.

Names that would hide Python's own end in `_` (`slice_`, `range_`).
"""

from .diagonals import diag, diag_part, eye, matrix_diag, matrix_diag_part
from .filling import fill, lin_space, linspace, one_hot, ones, ones_like, zeros, zeros_like
from .filling import range as range_
from .gathering import gather, gather_nd
from .joining import concat, pack, parallel_stack, stack
from .padding import broadcast_dynamic_shape, broadcast_static_shape, broadcast_to, pad, tile
from .placeholders import (
    check_numerics,
    identity,
    identity_n,
    placeholder,
    placeholder_with_default,
    prevent_gradient,
    stop_gradient,
)
from .scattering import scatter_nd, sparse_to_dense
from .selecting import boolean_mask, where
from .sequences import meshgrid, reverse_sequence, sequence_mask
from .sets import invert_permutation, listdiff, setdiff1d, unique, unique_with_counts
from .shaping import expand_dims, matrix_transpose, rank, reshape, shape, shape_n, size, squeeze, transpose
from .slicing import reverse, slice_, strided_slice
from .splitting import split, unpack, unstack

__all__ = [
    "boolean_mask", "broadcast_dynamic_shape", "broadcast_static_shape", "broadcast_to", "check_numerics", "concat",
    "diag", "diag_part", "expand_dims", "eye", "fill", "gather", "gather_nd", "identity", "identity_n",
    "invert_permutation", "lin_space", "linspace", "listdiff", "matrix_diag", "matrix_diag_part", "matrix_transpose",
    "meshgrid", "one_hot", "ones", "ones_like", "pack", "pad", "parallel_stack", "placeholder",
    "placeholder_with_default", "prevent_gradient", "range_", "rank", "reshape", "reverse", "reverse_sequence",
    "scatter_nd", "sequence_mask", "setdiff1d", "shape", "shape_n", "size", "slice_", "sparse_to_dense", "split",
    "squeeze", "stack", "stop_gradient", "strided_slice", "tile", "transpose", "unique", "unique_with_counts", "unpack",
    "unstack", "where", "zeros", "zeros_like",
]  # fmt: skip
