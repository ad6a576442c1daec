"""py_func: a Python function as an operation.

Source: tf.py_func, TensorFlow 1.15.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from .. import errors
from ..batch_rules import not_in_blocks
from ..constants import array_of
from ..dtypes import as_dtype, of_array
from ..graph import Operation
from ..op import NO_GRADIENT, REQUIRED, Op
from ..shape_rules import unknown
from ..values import own_copy

PY_FUNC = Op("PyFunc", "input: list(Tin) -> output: list(Tout)", stateful=True, calls_out=True, function=REQUIRED)
PY_FUNC.shape(unknown)
PY_FUNC.batch(not_in_blocks)
PY_FUNC.gradient(NO_GRADIENT)

_STATUS_OF = {
    TypeError: errors.InvalidArgumentError,
    ValueError: errors.InvalidArgumentError,
    StopIteration: errors.OutOfRangeError,
    MemoryError: errors.ResourceExhaustedError,
    NotImplementedError: errors.UnimplementedError,
}


@PY_FUNC.bind
def _py_func(op: Operation, session: Any) -> Callable[..., tuple]:
    function = op.get_attr("function")
    types = op.get_attr("Tout")

    def call(inputs: Sequence[Any]) -> tuple:
        arguments = [own_copy(value) for value in inputs]
        try:
            results = function(*arguments)
        except errors.OpError:
            raise
        except Exception as error:
            status = next((kind for cause, kind in _STATUS_OF.items() if isinstance(error, cause)), errors.UnknownError)
            raise status(None, None, f"{type(error).__name__}: {error}") from error
        if results is None:
            results = ()
        elif not isinstance(results, (list, tuple)):
            results = (results,)
        if len(results) != len(types):
            raise errors.invalid(f"pyfunc returns {len(results)} values, but {len(types)} are expected")
        return tuple(_checked(value, dtype, k) for k, (value, dtype) in enumerate(zip(results, types, strict=True)))

    return call


def _checked(value: Any, dtype: Any, position: int) -> np.ndarray:
    """The function's result as an array of our own. Raises InvalidArgumentError for another type."""
    array = np.array(value) if not isinstance(value, (str, bytes)) else array_of(value)
    array = array_of(array)
    if array.dtype != np.dtype(dtype.as_numpy_dtype):
        if isinstance(value, (int, float, complex, bool, list, tuple)):
            return np.array(array_of(value, dtype))
        raise errors.invalid(f"{position}-th value returned by pyfunc is {of_array(array).name}, but expects {dtype.name}")
    return array


def py_func(func: Callable, inp: Sequence[Any], Tout: Any, stateful: bool = True, name: str | None = None) -> Any:
    """Call a Python function with the values of tensors.

    Args:
      func: takes one array (NumPy scalar, bytes) per input; returns arrays of the types `Tout`.
      Tout: a type, or a list of them.
      stateful: accepted; the function is called once per run either way.

    Returns:
      a tensor of unknown shape, or the list of them that `Tout` asks for.

    Raises:
      InvalidArgumentError, UnknownError...: (when run) the function raised; the error is its cause.
    """
    several = isinstance(Tout, (list, tuple))
    types = [as_dtype(kind) for kind in (Tout if several else [Tout])]
    outputs = PY_FUNC(list(inp), Tout=types, function=func, name=name)
    if several:
        return outputs
    return outputs[0]
