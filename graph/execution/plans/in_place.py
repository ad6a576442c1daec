"""In-place results: written into the memory of an input that nothing needs any more.

An op takes part if it has a `kernel_into` rule, the input was made anew by an op before it, all shapes are known, and shapes
and types are equal. It saves an allocation, and the result is written to memory that is in the cache.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...core.operation import Operation
from ...core.traits import ADOPTS, ALLOCATES, CASTS
from ...types.static_shapes import is_full


def makes_new_array(op: Operation) -> bool:
    """Whether the output of an op is an array that nothing else holds or shares memory with."""
    definition = op.definition
    if CASTS in definition.traits:
        return op.inputs[0].dtype.base_dtype is not op.outputs[0].dtype.base_dtype
    return ALLOCATES in definition.traits or (bool(definition.kernel_into) and not op.outputs[0].dtype._is_ref_dtype)


def may_overwrite(op: Operation, position: int) -> bool:
    """Whether the result of an op fits into the memory of one of its inputs. A variable takes any array as it is."""
    if not op.definition.kernel_into:
        return False
    if ADOPTS in op.definition.traits:
        return True
    given, result = op.inputs[position], op.outputs[0]
    return (
        all(is_full(tensor.static_shape) for tensor in op.inputs)  # otherwise they may not fit: an error with other words
        and given.static_shape == result.static_shape
        and given.dtype.base_dtype is result.dtype.base_dtype
    )


def takes_out_by_place(kernel: Callable[..., Any], arguments: int) -> bool:
    """Whether the array for the result may stand behind so many arguments, without its name, which takes 0.04 us."""
    return isinstance(kernel, np.ufunc) and kernel.nin == arguments and kernel not in _OUT_BY_NAME


_OUT_BY_NAME = {np.maximum, np.minimum}  # NumPy warns


def overwriting(op: Operation, position: int) -> Callable[..., Any]:
    """The kernel of an op, writing into its input at `position`."""
    into = op.definition.kernel_into.function
    attributes = {name: op.attributes[name] for name in op.definition.kernel_keywords}

    def kernel(*arrays: Any) -> Any:
        return into(*arrays, **attributes, out=arrays[position])

    return kernel
