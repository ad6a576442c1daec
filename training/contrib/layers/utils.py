"""What TensorFlow's layers.utils has: outputs by name, what is known of a truth, sizes of shapes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph.control_flow.cond import cond
from headrace.graph.core.default_graph_functions import add_to_collections
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.static_values import constant_value as constant_value_of
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import DTypeLike
from headrace.graph.types.shapes import TensorShape
from headrace.graph.variables.variable import Variable

Names = str | Sequence[str] | None


@export("contrib.layers.python.layers.utils.append_tensor_alias", "contrib.slim.utils.append_tensor_alias")
def append_tensor_alias(tensor: Any, alias: str) -> Any:
    """Give a tensor another name in its list `aliases`.

    Args:
      tensor: a tensor.
      alias: the name; a slash at its end is dropped.

    Returns:
      the tensor.
    """
    tensor.aliases = [*getattr(tensor, "aliases", []), alias.removesuffix("/")]
    return tensor


@export("contrib.layers.python.layers.utils.collect_named_outputs", "contrib.slim.utils.collect_named_outputs")
def add_outputs_to_collections(collections: Names, alias: str, outputs: Any) -> Any:
    """Add the outputs of a layer to collections, where they are called as the layer's scope is.

    Args:
      collections: a collection or a list of them; None for none.
      alias: the name, see `append_tensor_alias`.
      outputs: a tensor.

    Returns:
      the outputs.
    """
    if collections:
        append_tensor_alias(outputs, alias)
        add_to_collections(collections, outputs)
    return outputs


@export("contrib.layers.python.layers.utils.get_tensor_aliases", "contrib.slim.utils.get_tensor_aliases")
def get_tensor_aliases(tensor: Any) -> list[str]:
    """The names that `append_tensor_alias` gave a tensor, or its own.

    Args:
      tensor: a tensor.

    Returns:
      a list of names; that of the operation where it has no aliases and is the first output.
    """
    if hasattr(tensor, "aliases"):
        return tensor.aliases
    return [tensor.op.name if tensor.name.endswith(":0") else tensor.name]


@export("contrib.layers.python.layers.utils.gather_tensors_aliases", "contrib.slim.utils.gather_tensors_aliases")
def gather_tensors_aliases(tensors: Iterable[Any]) -> list[str]:
    """`get_tensor_aliases` of several tensors, one after the other.

    Args:
      tensors: tensors.

    Returns:
      a list of names.
    """
    return [alias for tensor in tensors for alias in get_tensor_aliases(tensor)]


@export("contrib.layers.python.layers.utils.convert_collection_to_dict", "contrib.slim.utils.convert_collection_to_dict")
def convert_collection_to_dict(collection: str, clear_collection: bool = False) -> dict[str, Any]:
    """The outputs that layers added to a collection, by the names of their scopes.

    Args:
      collection: its name, as given to layers as `outputs_collections`.
      clear_collection: whether it is emptied.

    Returns:
      an OrderedDict of tensors.
    """
    graph = get_default_graph()
    found = OrderedDict((alias, item) for item in graph.get_collection(collection) for alias in get_tensor_aliases(item))
    if clear_collection:
        graph.clear_collection(collection)
    return found


@export("contrib.layers.python.layers.utils.constant_value", "contrib.slim.utils.constant_value")
def constant_value(value_or_tensor_or_var: Any, dtype: DTypeLike | None = None) -> Any:
    """A value as far as it is known when the graph is built.

    Args:
      value_or_tensor_or_var: a tensor, a Variable (which is never known), or a Python value, which is returned.
      dtype: that a tensor or Variable has to have; None for any.

    Returns:
      the value, None where it is not known.

    Raises:
      ValueError: there is none, or it has another type.
    """
    value = value_or_tensor_or_var
    if value is None:
        raise ValueError("value_or_tensor_or_var cannot be None")
    if not isinstance(value, Tensor | Variable):
        return value
    if dtype and value.dtype != dtype:
        raise ValueError(f"It has the wrong type {value.dtype} instead of {dtypes.as_dtype(dtype)}")
    return None if isinstance(value, Variable) else constant_value_of(value)


@export("contrib.layers.python.layers.utils.static_cond", "contrib.slim.utils.static_cond")
def static_cond(pred: Any, fn1: Callable[[], Any], fn2: Callable[[], Any]) -> Any:
    """What one of two functions gives.

    Args:
      pred: a Python value; true: the first.
      fn1, fn2: functions without arguments.

    Returns:
      what the function gives.

    Raises:
      TypeError: what is no function.
    """
    for name, function in (("fn1", fn1), ("fn2", fn2)):
        if not callable(function):
            raise TypeError(f"{name} must be callable.")
    return fn1() if pred else fn2()


@export("contrib.layers.python.layers.utils.smart_cond", "contrib.slim.utils.smart_cond")
def smart_cond(pred: Any, fn1: Callable[[], Any], fn2: Callable[[], Any], name: str | None = None) -> Any:
    """`tf.cond`, or the one function where it is known which.

    Args:
      pred: a Python value, a bool scalar tensor, or a bool Variable.
      fn1, fn2: functions without arguments that give tensors of the same structure.
      name: accepted, of no effect.

    Returns:
      what the function gives, or what `tf.cond` does.

    Raises:
      ValueError: `pred` is None. TypeError: what is no function.
    """
    known = constant_value(pred)
    return cond(pred, fn1, fn2) if known is None else static_cond(known, fn1, fn2)


@export("contrib.layers.python.layers.utils.get_variable_collections", "contrib.slim.utils.get_variable_collections")
def get_variable_collections(variables_collections: Any, name: str) -> Any:
    """The collections of the variable of a name.

    Args:
      variables_collections: those of all variables, or a dict of lists by name.
      name: of the variable, without scopes.

    Returns:
      `variables_collections`, or what the dict has for the name, None if nothing.
    """
    return variables_collections.get(name) if isinstance(variables_collections, Mapping) else variables_collections


def _dimension(shape: TensorShape, axis: int, min_rank: int) -> int:
    if shape.ndims is None:
        raise ValueError("dims of shape must be known but is None")
    if shape.ndims < min_rank:
        raise ValueError(f"rank of shape must be at least {min_rank} not: {shape.ndims}")
    size = shape.as_list()[axis]
    if size is None:
        raise ValueError(f"dimension {axis} of shape must be known but is None: {shape}")
    return size


@export("contrib.layers.python.layers.utils.channel_dimension", "contrib.slim.utils.channel_dimension")
def channel_dimension(shape: TensorShape, data_format: str, min_rank: int = 1) -> int:
    """The number of channels.

    Args:
      shape: a TensorShape.
      data_format: "channels_first", or "channels_last".
      min_rank: the least rank that the shape may have.

    Returns:
      an int.

    Raises:
      ValueError: the rank or the number is not known, or the rank is less.
    """
    return _dimension(shape, 1 if data_format == "channels_first" else -1, min_rank)


@export("contrib.layers.python.layers.utils.last_dimension", "contrib.slim.utils.last_dimension")
def last_dimension(shape: TensorShape, min_rank: int = 1) -> int:
    """The size of the last dimension.

    Args:
      shape: a TensorShape.
      min_rank: the least rank that the shape may have.

    Returns:
      an int.

    Raises:
      ValueError: the rank or the size is not known, or the rank is less.
    """
    return _dimension(shape, -1, min_rank)


@export("contrib.layers.python.layers.utils.two_element_tuple", "contrib.slim.utils.two_element_tuple")
def two_element_tuple(int_or_tuple: Any) -> tuple[Any, Any]:
    """Two ints; one stands for both.

    Args:
      int_or_tuple: an int, a list or tuple of two, or a TensorShape of rank 2.

    Returns:
      a tuple of two.

    Raises:
      ValueError: none of these.
    """
    if isinstance(int_or_tuple, list | tuple):
        if len(int_or_tuple) != 2:
            raise ValueError(f"Must be a list with 2 elements: {int_or_tuple}")
        return int(int_or_tuple[0]), int(int_or_tuple[1])
    if isinstance(int_or_tuple, int):
        return int_or_tuple, int_or_tuple
    if isinstance(int_or_tuple, TensorShape) and int_or_tuple.ndims == 2:
        return int_or_tuple[0], int_or_tuple[1]
    raise ValueError("Must be an int, a list with 2 elements or a TensorShape of length 2")


@export("contrib.layers.python.layers.utils.n_positive_integers", "contrib.slim.utils.n_positive_integers")
def n_positive_integers(n: int, value: Any) -> tuple[int, ...]:
    """A positive int for each of `n` dimensions; one stands for all.

    Args:
      n: how many, at least 1.
      value: an int, or `n` of them, a sequence or a TensorShape.

    Returns:
      a tuple of `n` ints.

    Raises:
      ValueError: none of these.
    """
    if int(n) < 1 or int(n) != n:
        raise ValueError("n must be a positive integer")
    n = int(n)
    try:
        sizes: tuple = (int(value),) * n
    except (TypeError, ValueError):
        wrong = f"Expected sequence of {n} positive integers, but received {value!r}"
        if len(value) != n:
            raise ValueError(wrong) from None
        try:
            sizes = tuple(int(size) for size in value)
        except (TypeError, ValueError):
            raise ValueError(wrong) from None
    for size in sizes:
        if size < 1:
            raise ValueError(f"expected positive integer, but received {size}")
    return sizes
