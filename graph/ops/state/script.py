"""py_func: a Python function as an operation."""

from __future__ import annotations

import itertools
import traceback
from collections.abc import Callable, Sequence
from typing import Any
from weakref import WeakValueDictionary

import numpy as np

from headrace.formats.doors import show_program
from headrace.formats.exports import export
from headrace.formats.old_forms import once_named_at

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

    def __init__(self, function: Callable, keeps_state: bool) -> None:
        self.call = function
        self.keeps_state = keeps_state
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


def keeps_state(op: Operation) -> bool:
    """Whether the function that a node calls may remember something from call to call."""
    function = _functions.get(op.get_attr("token"))
    return function is None or function.keeps_state


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
            raise status(None, None, _told(error)) from error
        if results is None:
            results = ()
        elif not isinstance(results, (list, tuple)):
            results = (results,)
        arrays = [_array_of(value) for value in results]
        if len(arrays) != len(types):
            raise errors.invalid(f"{registered.token} returns {len(arrays)} values, but expects to see {len(types)} values.")
        for position, (array, dtype) in enumerate(zip(arrays, types, strict=True)):
            if array.dtype != np.dtype(dtype.as_numpy_dtype):
                found, wanted = (_NAMES.get(kind.name, kind.name) for kind in (of_array(array), dtype))
                raise errors.invalid(f"{position}-th value returned by {registered.token} is {found}, but expects {wanted}")
        return tuple(arrays)

    return call


def _told(error: Exception) -> str:
    """An error as TensorFlow tells of it: with its traceback."""
    show_program(error)
    lines = [f"{type(error).__name__}: {error}", *traceback.format_exception(error)]
    return "".join(f"{line}\n" for line in lines)


_NAMES = {"float32": "float", "float64": "double", "float16": "half"}
"""What C++ calls types."""


def _array_of(value: Any) -> np.ndarray:
    """What a function returned as an array of our own. Raises InternalError for what no tensor can hold."""
    array = np.array(value)
    if array.dtype.kind in "mM":
        name = "NPY_DATETIME" if array.dtype.kind == "M" else "NPY_TIMEDELTA"
        raise errors.InternalError(None, None, f"Unsupported numpy type: {name}")
    if array.dtype.fields is not None:
        raise errors.InternalError(None, None, "Unsupported numpy data type")
    if array.dtype.kind in "SUO":
        given = np.array(value, object)  # arrays of fixed width end before NUL bytes
        for item in given.ravel():
            if not isinstance(item, (bytes, str)):
                raise errors.InternalError(None, None, f"Unsupported object type {type(item).__name__}")
        return array_of(given)
    return array


@export("py_func")
@once_named_at("stateful", "0.9")
def py_func(func: Callable, inp: Sequence[Any], Tout: Any, stateful: bool = True, name: str | None = None) -> Any:
    """Call a Python function with the values of tensors.

    Args:
      func: takes one array (NumPy scalar, bytes) per input; returns arrays of the types `Tout`, or what `np.asarray` makes such
        arrays of: a Python float is a float64. Functions that do not depend on each other run side by side where one takes
        long.
      inp: list of tensors.
      Tout: a type, or a list of them.
      stateful: False: the function does nothing but compute its result; one without results is not called then. Else it is
        called once per run either way.

    Returns:
      a tensor of unknown shape, or the list of them that `Tout` asks for; the Operation where `Tout` is empty.

    Raises:
      InvalidArgumentError, UnknownError...: (when run) the function raised; the error is its cause, its traceback is told.
      InvalidArgumentError: (when run) it returned arrays of other types, or more or fewer than `Tout` has.
      InternalError: (when run) it returned something that no tensor holds.

    Example:
      >>> doubled = tf.py_func(lambda x: x * 2, [[1, 2]], tf.int32)
      >>> with tf.Session() as sess:
      ...     sess.run(doubled).tolist()
      [2, 4]
    """
    several = isinstance(Tout, (list, tuple))
    types = [as_dtype(kind) for kind in (Tout if several else [Tout])]
    graph = graph_of(inp)
    function = _Function(func, stateful)
    _functions[function.token] = function
    outputs = PY_FUNC(list(inp), Tout=types, token=function.token, name=name)
    called: dict[str, _Function] = graph.shared("functions", dict)
    called[function.token] = function
    if not types:
        return outputs if stateful else []
    return outputs if several else outputs[0]


@export("numpy_function")
def numpy_function(func: Callable, inp: Sequence[Any], Tout: Any, name: str | None = None) -> Any:
    """`py_func` of a function that may remember something from call to call.

    Args:
      func, inp, Tout: as of `tf.py_func`.

    Returns:
      a tensor of unknown shape, or the list of them that `Tout` asks for; the Operation where `Tout` is empty.
    """
    return py_func(func, inp, Tout, name=name)
