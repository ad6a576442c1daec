"""Graph.create_op: an operation of a type that the program names."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from headrace.formats import proto as messages

from ..core._origins_cy import stack_of
from ..core.build import surrounded_node
from ..core.graph import Graph
from ..core.names import name_text
from ..core.op import Op
from ..core.operation import Operation
from ..core.signature import REQUIRED
from ..core.tensor import Tensor
from ..types import dtypes
from .attr_values import checked_value_of, value_of_own
from .nodes import check_count, check_types, registered_op

_CONTRIB = (
    " Note that if you are loading a saved graph which used ops from tf.contrib, accessing (e.g.) `tf.contrib.resampler` "
    "should be done before importing the graph, as contrib ops are lazily registered when the module is first accessed."
)


def created(
    graph: Graph,
    op_type: str,
    inputs: Sequence[Tensor],
    input_types: Sequence[Any] | None,
    name: str | None,
    attrs: Mapping[str, Any],
    compute_device: bool,
) -> Operation:
    """Add an operation; see `Graph.create_op`."""
    graph.check_not_finalized()
    for position, tensor in enumerate(inputs):
        if not isinstance(tensor, Tensor):
            raise TypeError(f"Input #{position} is not a tensor: {tensor}")
    _check_expected(op_type, inputs, input_types)
    definition = registered_op(op_type, _CONTRIB)
    name = name_text(name) or op_type
    full = name[:-1] if name.endswith("/") else graph.unique_name(name)
    attributes = _attributes(definition, full, inputs, attrs)
    check_count(definition, inputs, attributes)
    check_types(definition, full, inputs, attributes)
    references = [tensor.op for tensor in inputs if tensor.dtype._is_ref_dtype]
    made_in = stack_of(sys._getframe(1), graph.origins)
    return surrounded_node(graph, definition, full, inputs, attributes, references, made_in, compute_device)


def _check_expected(op_type: str, inputs: Sequence[Tensor], input_types: Sequence[Any] | None) -> None:
    """Raises TypeError where the inputs are not of the types that the program says."""
    if input_types is None:
        return
    expected = [dtypes.as_dtype(kind) for kind in input_types]
    found = [tensor.dtype for tensor in inputs]
    if len(found) != len(expected) or not all(x.is_compatible_with(y) for x, y in zip(expected, found, strict=True)):
        raise TypeError(f"In op '{op_type}', input types ({found}) are not compatible with expected types ({expected})")


def _attributes(definition: Op, name: str, inputs: Sequence[Tensor], attrs: Mapping[str, Any]) -> dict[str, Any]:
    """What the program gives, what the inputs decide, and the defaults."""
    known: dict[str, Any] = {}
    for key, value in attrs.items():
        if not isinstance(value, messages.graph_pb2.AttrValue):
            raise TypeError(
                "Parameter to CopyFrom() must be instance of same class: expected tensorflow.AttrValue got "
                f"{type(value).__name__}."
            )
        attribute = definition.attributes.get(key)
        if key.startswith("_"):
            known[key] = value_of_own(value)
        elif attribute is None:
            raise ValueError(
                f"NodeDef mentions attr '{key}' not in Op<name={definition.type}>; NodeDef: {{{{node {name}}}}}. (Check "
                "whether your GraphDef-interpreting binary is up to date with your GraphDef-generating binary.)."
            )
        else:
            known[key] = checked_value_of(attribute, value)
    for key, value in _decided_by(definition, inputs).items():
        known.setdefault(key, value)
    for key, attribute in definition.attributes.items():
        if key not in known:
            if attribute.default is REQUIRED:
                raise ValueError(f"NodeDef missing attr '{key}' from Op<name={definition.type}>; NodeDef: {{{{node {name}}}}}")
            known[key] = attribute.default
    return known


def _decided_by(definition: Op, inputs: Sequence[Tensor]) -> dict[str, Any]:
    """The attributes that inputs decide; of several lists only the last one's length can be told."""
    decided: dict[str, Any] = {}
    rest = list(inputs)
    for position, argument in enumerate(definition.inputs):
        after = len(definition.inputs) - position - 1
        many = argument.is_list or argument.number_attr is not None
        count = max(len(rest) - after, 0) if many else 1
        taken, rest = rest[:count], rest[count:]
        kinds = [tensor.dtype.base_dtype for tensor in taken]
        if argument.number_attr is not None:
            decided.setdefault(argument.number_attr, len(taken))
        if argument.type_attr is not None and argument.is_list:
            decided.setdefault(argument.type_attr, tuple(kinds))
        elif argument.type_attr is not None and kinds:
            decided.setdefault(argument.type_attr, kinds[0])
    return decided
