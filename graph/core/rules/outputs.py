"""The outputs of a new operation: their types by its declaration, their shapes by its rule."""

from __future__ import annotations

from ...types.dtypes import DType
from ..operation import Operation
from .refusals import described


def add_outputs(operation: Operation) -> None:
    """Give an operation the outputs that its inputs and attributes say, and their shapes.

    Raises:
      TypeError: a type is left open.
      ValueError: the shape rule refuses the inputs.
    """
    definition = operation.definition
    types: list[DType] = []
    for argument in definition.outputs:
        if argument.is_list:
            types.extend(operation.attributes[argument.type_attr or ""])
            continue
        kind = argument.dtype or operation.attributes.get(argument.type_attr or "")
        if kind is None:
            raise TypeError(f"{definition.type} needs the attribute {argument.type_attr!r}")
        count = 1 if argument.number_attr is None else operation.attributes[argument.number_attr]
        types.extend([kind._as_ref if argument.is_ref else kind] * count)
    # The shape rule may look at the operation, so the outputs are there before their shapes are.
    for kind in types:
        operation.add_output(kind, None)
    if not definition.shape:
        return
    try:
        shapes = definition.shape.function(operation)
    except ValueError as error:
        raise ValueError(f"{error} for {described(operation)}.") from error
    for tensor, shape in zip(operation.outputs, shapes if isinstance(shapes, list) else [shapes], strict=True):
        tensor.static_shape = shape
