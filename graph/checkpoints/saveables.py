"""What a Saver saves: variables, their parts, and what programs define themselves; under which names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from headrace.formats.exports import export

from .. import ops
from ..core.build import convert_to_tensor
from ..core.operation import Operation
from ..core.tensor import Tensor
from ..core.traits import REF_VARIABLE
from ..ops.state import variable as state
from ..types.dtypes import DType, as_dtype
from ..types.static_shapes import is_full
from ..variables.variable import Variable


@export("python.training.saveable_object.SaveSpec", "python.training.saving.saveable_object.SaveSpec")
class SaveSpec:
    """A tensor to save, or a part of one.

    Args:
      tensor: the value, or a function that gives it.
      slice_spec: which part of the tensor `name` it is (`7 3 0,2:-`); "" for all of it.
      name: in the checkpoint.
      dtype: of the value; needed where `tensor` is a function.
      device: where the value is; that of `tensor` by default.
    """

    def __init__(self, tensor: Any, slice_spec: str, name: str, dtype: Any = None, device: str | None = None) -> None:
        if dtype is None and callable(tensor):
            raise AssertionError("When passing a callable `tensor` to a SaveSpec, an explicit dtype must be provided.")
        self._tensor = tensor
        self.slice_spec = slice_spec
        self.name = name
        self.dtype: DType = as_dtype(tensor.dtype if dtype is None else dtype).base_dtype
        self.device = tensor.device if device is None and not callable(tensor) else device or ""

    @property
    def tensor(self) -> Tensor:
        return self._tensor() if callable(self._tensor) else self._tensor


@export("python.training.saveable_object.SaveableObject", "python.training.saving.saveable_object.SaveableObject")
class SaveableObject:
    """What can be saved and restored. Subclasses say how it is restored.

    Args:
      op: what is saved; only one Saveable of a Saver may have it.
      specs: the tensors in which it is saved.
      name: under which it is saved.
    """

    def __init__(self, op: Any, specs: Sequence[SaveSpec], name: str) -> None:
        self.op = op
        self.specs = list(specs)
        self.name = name

    @property
    def device(self) -> str:
        return self.specs[0].device

    def restore(self, restored_tensors: Sequence[Tensor], restored_shapes: Any) -> Any:
        """The operation that gives it the values of `restored_tensors`.

        Args:
          restored_tensors: one for each of its specs.
          restored_shapes: the shapes to give them, or None to leave them as they are in the checkpoint.
        """
        raise ValueError("Calling an abstract method.")


class VariableSaveable(SaveableObject):
    """A variable, or a part of a partitioned one."""

    def __init__(self, variable: Any, slice_spec: str, name: str) -> None:
        ref = _ref_of(variable)
        super().__init__(ref, [SaveSpec(ref, slice_spec, name)], name)

    def restore(self, restored_tensors: Sequence[Tensor], restored_shapes: Any) -> Operation:
        value = restored_tensors[0]
        if restored_shapes is not None:
            value = ops.reshape(value, restored_shapes[0])
        validate = restored_shapes is None and is_full(self.op.static_shape)
        return state.ASSIGN(self.op, value, validate_shape=validate).op


def saveables_of(var_list: Any) -> list[SaveableObject]:
    """The saveables of what a Saver was given, sorted by name.

    Args:
      var_list: a list of variables, or a dict from the names in the checkpoint to variables.

    Raises:
      TypeError: something in it cannot be saved.
      ValueError: two have the same name, or one stands there twice.
    """
    named = var_list if isinstance(var_list, dict) else by_name(var_list)
    found: list[SaveableObject] = []
    seen: set[int] = set()
    for name, value in sorted(named.items(), key=lambda item: str(item[0])):
        for saveable in _saveables(name, value):
            if id(saveable.op) in seen:
                raise ValueError(f"The same saveable will be restored with two names: {saveable.name}")
            seen.add(id(saveable.op))
            found.append(saveable)
    return found


def by_name(var_list: Any) -> dict[str, Any]:
    """The variables of a list by the names under which they are saved; parts of one tensor in a list."""
    if not isinstance(var_list, (list, tuple, set)):
        raise TypeError(f"Variables to save should be passed in a dict or a list: {var_list}")
    named: dict[str, Any] = {}
    for value in sorted(var_list, key=lambda item: item.name):
        part = getattr(value, "_save_slice_info", None)
        if part is not None:
            parts = named.setdefault(part.full_name, [])
            if not isinstance(parts, list):
                raise ValueError(f"Mixing slices and non-slices with the same name: {part.full_name}")
            parts.append(value)
            continue
        if isinstance(value, SaveableObject) or _is_partitioned(value):
            name, whole = value.name, value
        else:
            whole = _ref_of(value)
            if not _is_variable(whole):
                raise TypeError(f"Variable to save is not a Variable: {whole}")
            name = whole.op.name
        if name in named:
            raise ValueError(f"At least two variables have the same name: {name}")
        named[name] = whole
    return named


def _saveables(name: Any, value: Any) -> Iterator[SaveableObject]:
    if not isinstance(name, str):
        raise TypeError(
            f"names_to_saveables must be a dict mapping string names to trackable operations. Name is not a string: {name}"
        )
    if isinstance(value, SaveableObject):
        yield value
    elif isinstance(value, (list, tuple)) or _is_partitioned(value):
        yield from _parts(name, value)
    else:
        ref = _ref_of(value)
        if not _is_variable(ref):
            raise TypeError(
                f"names_to_saveables must be a dict mapping string names to Tensors/Variables. Not a variable: {ref}"
            )
        yield VariableSaveable(ref, "", name)


def _parts(name: str, variables: Iterable[Any]) -> Iterator[SaveableObject]:
    full_name = None
    for variable in variables:
        if not isinstance(variable, Variable):
            raise ValueError(f"Slices must all be Variables: {variable}")
        part = getattr(variable, "_save_slice_info", None)
        if part is None:
            raise ValueError(f"Slices must all be slices: {variable}")
        if full_name is None:
            full_name = part.full_name
        elif full_name != part.full_name:
            raise ValueError(f"Slices must all be from the same tensor: {full_name} != {part.full_name}")
        yield VariableSaveable(variable, part.spec, name)


def _is_partitioned(value: Any) -> bool:
    return hasattr(value, "_get_variable_list")


def _ref_of(value: Any) -> Tensor:
    return convert_to_tensor(value, as_ref=True)


def _is_variable(tensor: Tensor) -> bool:
    return REF_VARIABLE in tensor.op.definition.traits and tensor.dtype._is_ref_dtype


def shape_to_restore(tensor: Tensor) -> Any:
    """The shape that a restored value is given: that of the variable."""
    return tensor.shape if is_full(tensor.static_shape) else ops.shape(tensor)
