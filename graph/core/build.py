"""Adding nodes: inputs converted, types inferred, shapes worked out, a name found.

Source of conversions, names and messages: TensorFlow 1.15's op construction.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import Any

import numpy as np

from headrace.formats.exports import export

from .. import ops
from ..types import dtypes
from ..types.dtypes import DType
from ..types.likes import DTypeLike, TensorLike
from ..types.shapes import Dimension, TensorShape
from ._origins_cy import Stack, stack_of
from .attributes import check_minimum, check_type_allowed, converted
from .constants import constant
from .defaults import get_default_graph, graph_of
from .graph import Graph
from .op import Op
from .operation import Operation
from .rules.outputs import add_outputs
from .signature import REQUIRED, Argument
from .tensor import Tensor
from .traits import CONSTANT, PURE

_CALLS_OF_AN_OP = 2
"""So many functions of this module stand between a node and the call of its `Op`."""

_converters: list[tuple[int, Any, Callable[..., Any]]] = []


@export("register_tensor_conversion_function")
def register_tensor_conversion_function(base_type: Any, conversion_func: Callable[..., Any], priority: int = 100) -> None:
    """Let values of `base_type` be used as tensors.

    Args:
      base_type: a class, or a tuple of classes.
      conversion_func: `(value, dtype, name, as_ref) -> Tensor`, or NotImplemented to pass.
      priority: lower ones are tried first.

    Raises:
      TypeError: `base_type` is no class, or one of Python's or NumPy's numbers and arrays; `conversion_func` is no function.
    """
    types = base_type if isinstance(base_type, tuple) else (base_type,)
    if not all(isinstance(one, type) for one in types):
        raise TypeError("base_type must be a type or a tuple of types.")
    if any(issubclass(one, (int, float, np.generic, np.ndarray)) for one in types):
        raise TypeError("Cannot register conversions for Python numeric types and NumPy scalars and arrays.")
    if not callable(conversion_func):
        raise TypeError("conversion_func must be callable.")
    _converters.append((priority, base_type, conversion_func))
    _converters.sort(key=lambda entry: entry[0])


@export("convert_to_tensor")
def convert_to_tensor(
    value: TensorLike | None,
    dtype: DTypeLike | None = None,
    name: str | None = None,
    preferred_dtype: DTypeLike | None = None,
    dtype_hint: DTypeLike | None = None,
    *,
    as_ref: bool = False,
) -> Tensor:
    """The tensor that `value` is or stands for.

    Args:
      value: a Tensor, a Variable, a number, string, list or array, or a list with tensors in it.
      dtype: what the tensor must be; by default the value decides.
      preferred_dtype, dtype_hint: the dtype of a Python value if it can have it.
      as_ref: give a variable itself instead of its value.

    Returns:
      A Tensor.

    Raises:
      TypeError, ValueError: there is no such tensor.
    """
    wanted = None if dtype is None else dtypes.as_dtype(dtype).base_dtype
    if isinstance(value, Tensor):
        if wanted is not None and not wanted.is_compatible_with(value.dtype.base_dtype):
            raise ValueError(
                f"Tensor conversion requested dtype {wanted.name} for Tensor with dtype {value.dtype.name}: {str(value)!r}"
            )
        return value
    hint = preferred_dtype or dtype_hint
    if wanted is None and hint is not None:
        try:
            return _converted(value, dtypes.as_dtype(hint), name, as_ref)
        except (TypeError, ValueError):
            pass  # only a preference: the value's own type serves
    return _converted(value, wanted, name, as_ref)


def _converted(value: Any, dtype: DType | None, name: str | None, as_ref: bool) -> Tensor:
    for _, base_type, convert in _converters:
        if isinstance(value, base_type):
            tensor = convert(value, dtype, name, as_ref)
            if tensor is not NotImplemented:
                return tensor
    return constant(value, dtype, name=name or "Const")


@export("python.framework.ops.convert_n_to_tensor")
def convert_n_to_tensor(values: Sequence[Any], dtype: DTypeLike | None = None, name: str | None = None) -> list[Tensor]:
    """The tensors that `values` stand for, each of `dtype` if that is given; the constants among them are called `name_i`."""
    return [
        convert_to_tensor(value, dtype, None if name is None else f"{name}_{position}") for position, value in enumerate(values)
    ]


def add_node(definition: Op, inputs: Sequence[Any], name: str, attributes: dict[str, Any]) -> Any:
    """What calling an `Op` does; see `Op.__call__`."""
    if len(inputs) != len(definition.inputs):
        raise TypeError(f"{definition.type} takes {len(definition.inputs)} inputs, not {len(inputs)}")
    graph = graph_of(_elements(inputs))
    if graph is get_default_graph():
        return _add(graph, definition, inputs, name, attributes)
    with graph.as_default():
        return _add(graph, definition, inputs, name, attributes)


def _elements(inputs: Sequence[Any]) -> Any:
    for value in inputs:
        if isinstance(value, (list, tuple)):
            yield from _elements(value)
        else:
            yield value


def _add(graph: Graph, definition: Op, inputs: Sequence[Any], name: str, attributes: dict[str, Any]) -> Any:
    graph.check_not_finalized()
    known = _checked_attributes(definition, attributes)
    if known.get("container") == "":
        known["container"] = graph.container_name
    # What brings the inputs into a branch or a loop is named after the node; constants have no scope of their own.
    with nullcontext(name) if CONSTANT in definition.traits else graph.name_scope(name) as scope:
        types = _Types(definition, known)
        tensors: list[Tensor] = []
        for argument, value in zip(definition.inputs, inputs, strict=True):
            tensors.extend(types.convert(argument, value))
        made_in = stack_of(sys._getframe(_CALLS_OF_AN_OP), graph.origins)
        operation = surrounded_node(graph, definition, graph.node_name(scope), tensors, known, types.references, made_in)
    return _result(definition, operation)


def surrounded_node(
    graph: Graph,
    definition: Op,
    name: str,
    inputs: Sequence[Tensor],
    attributes: dict[str, Any],
    references: Sequence[Operation],
    made_in: Stack,
    on_device: bool = True,
) -> Operation:
    """Add a node whose parts are known to what surrounds the code: dependencies, devices, a branch.

    Args:
      references: the variables that it takes themselves.
      made_in: the functions under way, but for those of this package that may be left out.
      on_device: False leaves out the devices.
    """
    inputs = graph.captured(inputs)
    controls = graph.control.inputs_of_new(inputs)
    operation = Operation(graph, definition, name, tuple(inputs), attributes, controls, "", graph.context, made_in)
    add_outputs(operation)
    devices, colocation = graph.devices, graph.colocation
    # What takes a variable itself belongs beside it, whatever devices surround the code.
    blocks = () if references else devices.blocks
    if blocks or colocation.blocks:
        operation.surroundings = blocks, colocation.blocks
    if on_device and blocks:
        operation.device = devices.place(operation)
    colocation.place(operation, references)
    for tensor in operation.inputs:
        if tensor.op.context is not None:
            tensor.op.context.check_use(tensor.op, operation)
    if operation.context is not None:
        operation.context.adopt(operation)
    graph.add(operation)
    return operation


def copied_node(operation: Operation, inputs: Sequence[Tensor], name: str) -> Operation:
    """Add a node that does what `operation` does, with other inputs of the same types."""
    graph = operation.graph
    copy = made_node(
        graph,
        operation.definition,
        graph.node_name(name),
        inputs,
        dict(operation.attributes),
        list(operation.control_inputs),
        graph.context,
    )
    copy.device = operation.device
    return copy


def made_node(
    graph: Graph,
    definition: Op,
    name: str,
    inputs: Sequence[Tensor],
    attributes: dict[str, Any],
    control_inputs: list[Operation],
    context: Any,
) -> Operation:
    """Add a node all of whose parts are known: its full name, its inputs, every attribute. It is on no device."""
    made_in = stack_of(sys._getframe(1), graph.origins)
    operation = Operation(graph, definition, name, tuple(inputs), attributes, control_inputs, "", context, made_in)
    add_outputs(operation)
    if context is not None:
        context.adopt(operation)
    graph.add(operation)
    return operation


def _checked_attributes(definition: Op, attributes: dict[str, Any]) -> dict[str, Any]:
    """The attributes of a new node but for those that its inputs decide. None stands for the default."""
    known = dict(definition.defaults)
    for name, value in attributes.items():
        attribute = definition.attributes.get(name)
        if attribute is None:
            raise TypeError(f"{definition.type} has no attribute {name!r}")
        if value is not None or attribute.default is REQUIRED:
            known[name] = converted(definition.type, attribute, value)
    for name in definition.required:
        if name not in known:
            raise TypeError(f"{definition.type} needs the attribute {name!r}")
    return known


class _Types:
    """The type attributes of a node being made, found out input by input and written into its attributes."""

    def __init__(self, definition: Op, attributes: dict[str, Any]) -> None:
        self._definition = definition
        self._attributes = attributes
        self._decided_by: dict[str, str] = {}
        self.references: list[Operation] = []  # variables that the node takes themselves

    def convert(self, argument: Argument, value: Any) -> list[Tensor]:
        """The tensors of one argument."""
        if argument.number_attr is None and not argument.is_list:
            return [self._one(argument, argument.name, value)]
        if not isinstance(value, (list, tuple)):
            raise TypeError(f"Expected list for '{argument.name}' argument to '{self._definition.type}' Op, not {value}.")
        if argument.number_attr is not None:
            self._check_length(argument, len(value))
            known = argument.type_attr in self._attributes
            self._prefer_tensors(argument, value)
            try:
                named = [(f"{argument.name}_{index}", item) for index, item in enumerate(value)]
                if argument.type_attr is not None and argument.type_attr not in self._attributes:
                    hint = self._default_type(argument.type_attr)
                    named = [(name, convert_to_tensor(item, None, name, hint)) for name, item in named]
                return [self._one(argument, name, item) for name, item in named]
            except (TypeError, ValueError) as error:
                self._refuse_list(argument, value, known, error)
                raise
        tensors = convert_n_to_tensor(value, name=argument.name)
        kinds = self._definition.attributes[argument.type_attr or ""]
        for tensor in tensors:
            check_type_allowed(argument.name, tensor.dtype, kinds.allowed)
        self._attributes[kinds.name] = tuple(tensor.dtype.base_dtype for tensor in tensors)
        check_minimum(self._definition.type, kinds, tensors)
        return tensors

    def _check_length(self, argument: Argument, length: int) -> None:
        number = self._definition.attributes[argument.number_attr or ""]
        subject = f"List argument '{argument.name}' to '{self._definition.type}' Op with length {length}"
        if number.name in self._decided_by:
            first = self._attributes[number.name]
            if length != first:
                raise ValueError(f"{subject} must match length {first} of argument '{self._decided_by[number.name]}'.")
        elif number.minimum is not None and length < number.minimum:
            raise ValueError(f"{subject} shorter than minimum length {number.minimum}.")
        self._attributes[number.name] = length
        self._decided_by[number.name] = argument.name

    def _prefer_tensors(self, argument: Argument, values: Sequence[Any]) -> None:
        """Among tensors and Python values in a list, the tensors say what type it has."""
        attr = argument.type_attr
        if attr is not None and attr not in self._attributes:
            for value in values:
                if isinstance(value, Tensor) or hasattr(value, "_as_graph_element"):
                    kind = value.dtype.base_dtype
                    check_type_allowed(argument.name, kind, self._definition.attributes[attr].allowed)
                    self._attributes[attr] = kind
                    self._decided_by[attr] = argument.name
                    return

    def _one(self, argument: Argument, name: str, value: Any) -> Tensor:
        attr = argument.type_attr
        expected = argument.dtype if attr is None else self._attributes.get(attr)
        is_tensor = isinstance(value, Tensor) or hasattr(value, "_as_graph_element")
        if is_tensor:
            tensor = convert_to_tensor(value, name=name, as_ref=argument.is_ref)
        elif expected is not None:
            try:
                tensor = convert_to_tensor(value, expected, name)
            except TypeError as error:
                raise TypeError(
                    f"Expected {expected.name} passed to parameter '{argument.name}' of op '{self._definition.type}', got "
                    f"{value!r} of type '{type(value).__name__}' instead. Error: {error}"
                ) from error
        else:
            tensor = convert_to_tensor(value, None, name, self._default_type(attr))
        kind = tensor.dtype.base_dtype
        if argument.is_ref and tensor.dtype is kind:
            raise TypeError(
                f"'{self._definition.type}' Op requires that input '{argument.name}' be a mutable tensor (e.g.: a tf.Variable)"
            )
        if argument.is_ref:
            self.references.append(tensor.op)
        if expected is not None and kind is not expected:
            self._refuse(argument, kind, expected)
        if attr is not None and expected is None:
            check_type_allowed(argument.name, kind, self._definition.attributes[attr].allowed)
            self._attributes[attr] = kind
            self._decided_by[attr] = argument.name
        return tensor

    def _refuse_list(self, argument: Argument, values: Sequence[Any], known: bool, error: Exception) -> None:
        """Raises TypeError where the values of a list have different types, or not the one that is wanted."""
        found = [_type_name(value) for value in values]
        expected = argument.dtype or self._attributes.get(argument.type_attr or "")
        wanted = known or argument.dtype is not None
        if expected is None or set(found) == {expected.name} or (len(set(found)) == 1 and not wanted):
            return
        told = f"Tensors in list passed to '{argument.name}' of '{self._definition.type}' Op have types [{', '.join(found)}]"
        if argument.dtype is not None:
            raise TypeError(f"{told} that do not match expected type {expected.name}.") from error
        if known:
            raise TypeError(f"{told} that do not match type {expected.name} inferred from earlier arguments.") from error
        raise TypeError(f"{told} that don't all match.") from error

    def _default_type(self, attr: str | None) -> DType | None:
        default = REQUIRED if attr is None else self._definition.attributes[attr].default
        return None if default is REQUIRED else default

    def _refuse(self, argument: Argument, kind: DType, expected: DType) -> None:
        subject = f"Input '{argument.name}' of '{self._definition.type}' Op has type {kind.name} that does not match"
        first = self._decided_by.get(argument.type_attr or "")
        if first is not None and first != argument.name:
            raise TypeError(f"{subject} type {expected.name} of argument '{first}'.")
        raise TypeError(f"{subject} expected type of {expected.name}.")


def _type_name(value: Any) -> str:
    """The type that a value has by itself, for errors."""
    try:
        return convert_to_tensor(value).dtype.base_dtype.name
    except (TypeError, ValueError):
        return "<NOT CONVERTIBLE TO TENSOR>"


def _result(definition: Op, operation: Operation) -> Any:
    if not definition.outputs or (PURE not in definition.traits and not operation.outputs):
        return operation
    first = definition.outputs[0]
    if len(definition.outputs) == 1 and first.number_attr is None and not first.is_list:
        return operation.outputs[0]
    return list(operation.outputs)  # the caller may change it


def _shape_to_tensor(value: Any, dtype: DType | None, name: str | None, as_ref: bool) -> Tensor:
    if isinstance(value, TensorShape):
        if not value.is_fully_defined():
            raise ValueError(f"Cannot convert a partially known TensorShape to a Tensor: {value}")
        sizes = np.array(value.as_list(), dtype=np.int64)
    else:
        if value.value is None:
            raise ValueError(f"Cannot convert an unknown Dimension to a Tensor: {value}")
        sizes = np.array(value.value, dtype=np.int64)
    if dtype is None:
        dtype = dtypes.int32 if not sizes.size or sizes.max() <= dtypes.int32.max else dtypes.int64
    return constant(sizes, dtype, name=name or "shape_as_tensor")


register_tensor_conversion_function((TensorShape, Dimension), _shape_to_tensor)
# These are ops, which are imported when they are needed:
register_tensor_conversion_function((list, tuple), lambda value, dtype, name, as_ref: ops.packed_list(value, dtype, name))
register_tensor_conversion_function(range, lambda value, dtype, name, as_ref: ops.range_of(value, dtype, name))
