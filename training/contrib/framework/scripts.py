"""py_func with keywords and structures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph.core.structures import flatten, pack_sequence_as
from headrace.graph.ops.state.script import py_func as flat_py_func
from headrace.graph.types.dtypes import DType
from headrace.graph.types.shapes import TensorShape

from .nest import flatten_up_to


@export("contrib.framework.py_func")
def py_func(
    func: Callable[..., Any],
    args: Sequence[Any] = (),
    kwargs: dict[str, Any] | None = None,
    output_types: Any = None,
    output_shapes: Any = None,
    stateful: bool = True,
    name: str | None = None,
) -> Any:
    """Call a function of the program when the graph is run.

    Args:
      func: takes arrays in the structure of `args` and `kwargs`, gives arrays in that of `output_types`.
      args: a list of tensors, or structures of them.
      kwargs: the same by name; None for none.
      output_types: the types it gives, or a function from the arguments to them.
      output_shapes: their shapes in the same structure, or a function from the arguments to them; None: not known.
      stateful: whether it may give other values for the same arguments.

    Returns:
      tensors in the structure of `output_types`.

    Raises:
      TypeError: `args` is no list, or `kwargs` no dict.
      ValueError: `output_shapes` are of another structure.
    """
    kwargs = {} if kwargs is None else kwargs
    if not isinstance(args, (list, tuple)):
        raise TypeError(f"args must be list and not {type(args)}. args: {args}")
    if not isinstance(kwargs, dict):
        raise TypeError(f"kwargs must be dict and not {type(kwargs)}. args: {kwargs}")
    types = output_types if isinstance(output_types, DType) or not callable(output_types) else output_types(*args, **kwargs)
    shapes = output_shapes(*args, **kwargs) if callable(output_shapes) else output_shapes
    given = (args, kwargs)

    def called(*arrays: Any) -> list:
        positional, by_name = pack_sequence_as(given, list(arrays))
        return flatten_up_to(types, func(*positional, **by_name), check_types=False)

    found = flat_py_func(called, flatten(given), flatten(types), stateful, name)
    found = found if isinstance(found, (list, tuple)) else [found]
    if shapes is not None:
        for tensor, shape in zip(found, flatten_up_to(types, shapes, check_types=False), strict=True):
            tensor.set_shape(TensorShape(shape))
    return pack_sequence_as(types, found)
