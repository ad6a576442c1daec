"""Slot variables: those that are kept for other variables, such as momenta and moving averages.

A slot is called after its variable, `w/Momentum`, below the variable scope that is current when it is made, and is a part
of a larger tensor where its variable is one: so they stand in checkpoints.
"""

from __future__ import annotations

import contextlib
from typing import Any

from headrace.formats.exports import export

from .. import ops
from ..core.build import convert_to_tensor
from ..core.defaults import get_default_graph
from ..core.tensor import Tensor
from ..types.likes import DTypeLike, Initializer, ShapeLike
from ..types.shapes import TensorShape
from .initializers.plain import Zeros
from .scope import get_variable, variable_scope
from .variable import Variable


def slot_variable(primary: Any, name: str, start: Any, shape: Any = None, dtype: Any = None, colocate: bool = True) -> Variable:
    """A new slot of a variable, not trainable; `<variable>/<name>`, with a number where that name is taken.

    Args:
      primary: the variable (or tensor) that it is kept for.
      start: a tensor, or an initializer for `shape` and `dtype`. The slot may change its shape where that of `start` is
        not fully known.
      colocate: on the device of its variable.

    Raises:
      ValueError: the current variable scope has `reuse=True`: nothing is made in it.
    """
    known = TensorShape(shape) if callable(start) else start.shape
    place = get_default_graph().colocate_with(primary.op) if colocate else contextlib.nullcontext()
    with variable_scope(None, f"{primary.op.name}/{name}") as scope, place:
        scope.set_partitioner(None)  # the slot of a part is whole
        slot = get_variable(
            "", known if callable(start) else None, dtype, start, trainable=False, validate_shape=known.is_fully_defined()
        )
    part = primary._save_slice_info if isinstance(primary, Variable) else None
    if part is not None:
        own_name = slot.op.name[len(primary.op.name) + 1 :]
        slot._set_save_slice_info(
            Variable.SaveSliceInfo(f"{part.full_name}/{own_name}", part.full_shape, part.var_offset, part.var_shape)
        )
    return slot


def zeros_slot(primary: Any, name: str, dtype: Any = None, colocate: bool = True) -> Variable:
    """A slot that starts with zeros in the shape of its variable, and of its type by default."""

    dtype = primary.dtype.base_dtype if dtype is None else dtype
    if primary.shape.is_fully_defined():
        return slot_variable(primary, name, Zeros(), primary.shape, dtype, colocate)
    now: Tensor = primary.initialized_value() if isinstance(primary, Variable) else primary
    return slot_variable(primary, name, ops.zeros(ops.shape(now), dtype), colocate=colocate)


@export("python.training.slot_creator.create_slot")
def create_slot(primary: Any, val: Any, name: str, colocate_with_primary: bool = True) -> Variable:
    """A slot of the variable `primary` that starts as the tensor `val`, not trainable.

    It is on the device of `primary`, unless `colocate_with_primary` is false.

    Source: tensorflow.python.training.slot_creator.create_slot.
    """
    return slot_variable(primary, name, convert_to_tensor(val), colocate=colocate_with_primary)


@export("python.training.slot_creator.create_slot_with_initializer")
def create_slot_with_initializer(
    primary: Any, initializer: Initializer, shape: ShapeLike, dtype: DTypeLike, name: str, colocate_with_primary: bool = True
) -> Variable:
    """A slot of the variable `primary` that starts with what `initializer(shape, dtype)` gives, not trainable.

    It is on the device of `primary`, unless `colocate_with_primary` is false.

    Source: tensorflow.python.training.slot_creator.create_slot_with_initializer.
    """
    return slot_variable(primary, name, initializer, shape, dtype, colocate_with_primary)


@export("python.training.slot_creator.create_zeros_slot")
def create_zeros_slot(primary: Any, name: str, dtype: DTypeLike | None = None, colocate_with_primary: bool = True) -> Variable:
    """A slot of the variable `primary` that starts with zeros in its shape, of `dtype` or its own type; not trainable.

    It is on the device of `primary`, unless `colocate_with_primary` is false.

    Source: tensorflow.python.training.slot_creator.create_zeros_slot.
    """
    return zeros_slot(primary, name, dtype, colocate_with_primary)
