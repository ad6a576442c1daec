"""What operators computed by Fourier transforms share."""

from __future__ import annotations

from typing import Any

from .. import ops
from ..core.tensor import Tensor
from ..types import dtypes
from ..types.dtypes import DType

_WIDE = (dtypes.float64, dtypes.complex128)


def complex_type(dtype: DType) -> DType:
    """The complex type in which numbers of a type are transformed."""
    return dtypes.complex128 if dtype in _WIDE else dtypes.complex64


def as_complex(tensor: Any, dtype: DType) -> Tensor:
    """A tensor in the complex type for operators of a type."""
    return ops.cast(tensor, complex_type(dtype))
