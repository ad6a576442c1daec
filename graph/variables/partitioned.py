"""PartitionedVariable: one variable for the program, several in the session and in a checkpoint's list of parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from headrace.formats.exports import export

from .. import ops
from ..core.build import register_tensor_conversion_function
from ..core.defaults import get_default_graph
from ..core.tensor import Tensor
from ..types import dtypes
from ..types.likes import DTypeLike, ShapeLike, TensorLike
from ..types.shapes import TensorShape
from .variable import Variable


@export("python.ops.variables.PartitionedVariable")
class PartitionedVariable:
    """A variable whose parts are variables: iterate over it to get them, use it as a tensor to get them joined.

    Made by `get_variable` with a partitioner; `embedding_lookup` takes it as its list of parts.

    Args:
      shape, dtype: of the whole.
      variable_list: the parts.
      partitions: into how many parts it is cut in each dimension.

    Raises:
      TypeError, ValueError: the parts do not say of which tensor they are parts, or are not of this one.
    """

    def __init__(
        self, name: str, shape: ShapeLike, dtype: DTypeLike, variable_list: Sequence[Variable], partitions: Sequence[int]
    ) -> None:
        if not isinstance(variable_list, (list, tuple)):
            raise TypeError(f"variable_list is not a list or tuple: {variable_list}")
        if not isinstance(partitions, (list, tuple)):
            raise TypeError(f"partitions is not a list or tuple: {partitions}")
        if not all(count >= 1 for count in partitions):
            raise ValueError(f"partition values must be positive: {partitions}")
        if not variable_list:
            raise ValueError("variable_list may not be empty")
        shape = TensorShape(shape)
        infos = [variable._save_slice_info for variable in variable_list]
        if None in infos:
            names = [variable.name for variable in variable_list]
            raise ValueError(f"All variables must have a save_slice_info available: {names}")
        if len(shape.as_list()) != len(partitions):
            raise ValueError(f"len(shape) != len(partitions): {shape} vs. {partitions}")
        for info in infos:
            if list(info.full_shape) != shape.as_list():
                raise ValueError(
                    f"All variables' full shapes must match shape: {shape}; but full shapes were: {[info.full_shape]}"
                )
        self._variable_list = sorted(variable_list, key=lambda variable: list(variable._save_slice_info.var_offset))
        self._name = name
        self._shape = shape
        self._dtype = dtypes.as_dtype(dtype)
        self._partitions = partitions

    @property
    def name(self) -> str:
        """The name that `get_variable` was given, within its variable scope."""
        return self._name

    @property
    def dtype(self) -> dtypes.DType:
        """The type of its elements."""
        return self._dtype

    @property
    def shape(self) -> TensorShape:
        """The shape of the whole."""
        return self._shape

    def get_shape(self) -> TensorShape:
        """The attribute `shape`."""
        return self._shape

    def _get_variable_list(self) -> list[Variable]:
        return self._variable_list

    def _get_partitions(self) -> Sequence[int]:
        return self._partitions

    def __iter__(self) -> Iterator[Variable]:
        return iter(self._variable_list)

    def __len__(self) -> int:
        axes = self._partition_axes()
        if len(axes) > 1:
            raise ValueError(f"Cannot get a length for {len(axes)} > 1 partition axes")
        return len(self._variable_list)

    def _partition_axes(self) -> list[int]:
        return [axis for axis, count in enumerate(self._partitions) if count > 1] or [0]

    def as_tensor(self) -> Tensor:
        """The parts joined, as a new tensor called like the variable.

        Raises:
          NotImplementedError: it is cut in several dimensions.
        """

        graph = get_default_graph()
        with graph.control_dependencies(None):
            if len(self._variable_list) == 1:
                with graph.name_scope(None):
                    return ops.identity(self._variable_list[0], name=self._name)
            axes = self._partition_axes()
            if len(axes) > 1:
                raise NotImplementedError(
                    f"Cannot concatenate along more than one dimension: {axes}.  Multi-axis partition concat is not supported"
                )
            with graph.name_scope(f"{self._name}/ConcatPartitions/"):
                joined = ops.concat(self._variable_list, axes[0])
            with graph.name_scope(None):
                return ops.identity(joined, name=self._name)

    def assign(self, value: TensorLike, use_locking: bool = False, name: str | None = None, read_value: bool = True) -> list:
        """Give each part its part of `value`: a list of values, a partitioned variable, or a tensor to be cut.

        With `use_locking` no other change runs meanwhile.

        Returns:
          a list with the tensor of each part after that, or the operations if not `read_value`.
        """
        return self._change(lambda part, new: part.assign(new, use_locking, name, read_value), value)

    def assign_add(
        self, value: TensorLike, use_locking: bool = False, name: str | None = None, read_value: bool = True
    ) -> list:
        """Add to each part its part of `value`, with `use_locking` while no other change runs.

        Returns:
          a list with the tensor of each part after that, or the operations if not `read_value`.
        """
        return self._change(lambda part, new: part.assign_add(new, use_locking, name, read_value), value)

    def assign_sub(
        self, value: TensorLike, use_locking: bool = False, name: str | None = None, read_value: bool = True
    ) -> list:
        """Subtract from each part its part of `value`, with `use_locking` while no other change runs.

        Returns:
          a list with the tensor of each part after that, or the operations if not `read_value`.
        """
        return self._change(lambda part, new: part.assign_sub(new, use_locking, name, read_value), value)

    def _change(self, change: Callable[[Variable, Any], Any], value: Any) -> list:

        axes = self._partition_axes()
        if len(axes) > 1:
            raise NotImplementedError(
                f"Cannot do assign action along more than one dimension: {axes}.  Multi-axis partition assign action is "
                "not supported "
            )
        if isinstance(value, (list, PartitionedVariable)):
            values = list(value)
            if len(values) != len(self._variable_list):
                raise ValueError(f"{self._name} has {len(self._variable_list)} parts, not {len(values)}")
        else:
            values = ops.split(value, [part.shape.as_list()[axes[0]] for part in self._variable_list], axis=axes[0])
        return [change(part, new) for part, new in zip(self._variable_list, values, strict=True)]


def _convert(value: PartitionedVariable, dtype: dtypes.DType | None, name: str | None, as_ref: bool) -> Tensor:
    if dtype is not None and not dtype.is_compatible_with(value.dtype):
        raise ValueError(
            f"Incompatible type conversion requested to type '{dtype.name}' for variable of type '{value.dtype.name}'"
        )
    if as_ref:
        raise NotImplementedError("PartitionedVariable doesn't support being used as a reference.")
    return value.as_tensor()


register_tensor_conversion_function(PartitionedVariable, _convert)
