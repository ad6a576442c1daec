"""py_func: a Python function as an operation."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any
from weakref import WeakValueDictionary

import numpy as np

from headrace.formats.exports import export

from ...core.constants import array_of
from ...core.defaults import graph_of
from ...core.op import stateful_op
from ...core.operation import Operation
from ...core.rules.shape import unknown
from ...core.traits import USER_CODE
from ...runtime.results import copied
from ...runtime.turns import out_of_turn
from ...types import errors
from ...types.dtypes import as_dtype, of_array


class _Function:
    """A function that a graph calls, under the name by which its nodes know it: a GraphDef holds no more of it."""

    def __init__(self, function: Callable) -> None:
        self.call = function
        self.token = f"pyfunc_{next(_tokens)}"


PY_FUNC = stateful_op("PyFunc", "input: list(Tin) -> output: list(Tout)", "token: string", traits=USER_CODE, shape=unknown)

_functions: WeakValueDictionary[str, _Function] = WeakValueDictionary()
"""The functions of this process by token; each lives as long as a graph that calls it."""
_tokens = itertools.count()

_STATUS_OF = {
    TypeError: errors.InvalidArgumentError,
    ValueError: errors.InvalidArgumentError,
    StopIteration: errors.OutOfRangeError,
    MemoryError: errors.ResourceExhaustedError,
    NotImplementedError: errors.UnimplementedError,
}


@PY_FUNC.bind
def _py_func(op: Operation, session: Any) -> Callable[..., tuple]:
    registered = _functions.get(op.get_attr("token"))
    if registered is None:
        raise errors.invalid(f"ValueError: callback {op.get_attr('token')} is not found")
    function, types = registered.call, op.get_attr("Tout")

    def call(inputs: Sequence[Any]) -> tuple:
        arguments = [copied(value) for value in inputs]
        try:
            with out_of_turn():
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
            raise errors.invalid(f"{registered.token} returns {len(results)} values, but expects to see {len(types)} values.")
        return tuple(_checked(value, dtype, k) for k, (value, dtype) in enumerate(zip(results, types, strict=True)))

    return call


def _checked(value: Any, dtype: Any, position: int) -> np.ndarray:
    """The function's result as an array of our own. Raises InvalidArgumentError for another type."""
    array = np.array(value)
    if array.dtype.kind in "SU":  # of the value itself: arrays of fixed width end before NUL bytes
        array = array_of(value)
    array = array_of(array)
    if array.dtype != np.dtype(dtype.as_numpy_dtype):
        if isinstance(value, (int, float, complex, bool, list, tuple)):
            return np.array(array_of(value, dtype))
        raise errors.invalid(f"{position}-th value returned by pyfunc is {of_array(array).name}, but expects {dtype.name}")
    return array


@export("py_func")
def py_func(func: Callable, inp: Sequence[Any], Tout: Any, stateful: bool = True, name: str | None = None) -> Any:
    """Call a Python function with the values of tensors.

    Args:
      func: takes one array (NumPy scalar, bytes) per input; returns arrays of the types `Tout`.
      Tout: a type, or a list of them.
      stateful: False: the function does nothing but compute its result; one without results is not called then.
        Else it is called once per run either way.

    Returns:
      a tensor of unknown shape, or the list of them that `Tout` asks for; the Operation where `Tout` is empty.

    Raises:
      InvalidArgumentError, UnknownError...: (when run) the function raised; the error is its cause.
    """
    several = isinstance(Tout, (list, tuple))
    types = [as_dtype(kind) for kind in (Tout if several else [Tout])]
    graph = graph_of(inp)
    function = _Function(func)
    _functions[function.token] = function
    outputs = PY_FUNC(list(inp), Tout=types, token=function.token, name=name)
    called: dict[str, _Function] = graph.shared("functions", dict)
    called[function.token] = function
    if not types:
        return outputs if stateful else []
    return outputs if several else outputs[0]
