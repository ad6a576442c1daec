"""Arrays of quantized types as kernels take and give them: each element is an integer under the type's name.

So an array says of itself that it is quantized, and meets no other integers by mistake.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .dtypes import DType


def integers_of(array: Any) -> Any:
    """The integers of an array of a quantized type, in the same memory; a scalar's as a scalar. Integers stay as they are."""
    array = np.asarray(array)
    return (array.view(array.dtype[0]) if array.dtype.names else array)[()]


def quantized(integers: Any, dtype: DType) -> np.ndarray:
    """Integers, which `dtype` can hold, as an array of that quantized type."""
    kind = np.dtype(dtype.base_dtype.as_numpy_dtype)
    return np.asarray(integers, kind[0]).view(kind)
