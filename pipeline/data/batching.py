"""What puts elements together, and takes them apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.doors import door
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.static_values import constant_value_as_shape
from headrace.graph.core.tensor import Tensor, TensorSpec
from headrace.graph.types import dtypes
from headrace.graph.types.dtypes import DType
from headrace.graph.types.likes import TensorLike
from headrace.graph.types.shapes import TensorShape

from . import nest
from .arguments import int64, known_size
from .handle import DatasetBase, DatasetSpec, described
from .ops import calling, stages
from .structure import batched, flat_shapes, unbatched


class Batching(DatasetBase):
    """The methods that put elements together, and take them apart."""

    map: Callable[..., Any]

    @door
    def batch(self, batch_size: TensorLike, drop_remainder: Any = False) -> Any:
        """Elements that are `batch_size` elements each, along a new first dimension.

        Args:
          batch_size: an int64 scalar, at least 1.
          drop_remainder: whether a last batch that is smaller is left out; then the size is known before anything runs.

        Returns:
          A Dataset.

        Raises:
          InvalidArgumentError: (when run) elements of different shapes.
        """
        size = int64(batch_size, "batch_size")
        drops = convert_to_tensor(drop_remainder, dtypes.bool_, name="drop_remainder")
        specs = batched(self._specs, known_size(size, drops))
        return self._made(stages.BATCH_V2(self._variant_tensor, size, drops, **described(specs)), specs)

    @door
    def padded_batch(
        self, batch_size: TensorLike, padded_shapes: Any, padding_values: Any = None, drop_remainder: Any = False
    ) -> Any:
        """Batches of elements of different shapes, each padded at its end.

        Args:
          batch_size: an int64 scalar, at least 1.
          padded_shapes: in the structure of elements, a shape for each component; None or -1 for a dimension: the largest in
            each batch.
          padding_values: in the structure of elements, a scalar for each component; by default 0 and "".
          drop_remainder: as of `batch`.

        Returns:
          A Dataset.

        Raises:
          TypeError: sparse components, or values of other types.
          ValueError: shapes that do not fit those of the elements.
          DataLossError: (when run) an element is larger than the shape.
        """
        if any(not isinstance(spec, TensorSpec) for spec in nest.flatten(self._specs)):
            raise TypeError("Batching of padded sparse tensors is not currently supported")
        size = int64(batch_size, "batch_size")
        parts = nest.map_up_to(self.output_types, lambda shape: shape, padded_shapes)
        kinds, known = nest.flatten(self.output_types), nest.flatten(self.output_shapes)
        shapes = [_padded_shape(part, shape) for part, shape in zip(parts, known, strict=True)]
        if padding_values is None:
            padding_values = nest.pack(self._specs, [_nothing_of(kind) for kind in kinds])
        given = self._padding(padding_values)
        drops = convert_to_tensor(drop_remainder, dtypes.bool_, name="drop_remainder")
        first = known_size(size, drops)
        found = [TensorShape([first]).concatenate(constant_value_as_shape(shape)) for shape in shapes]
        specs = nest.pack(self._specs, [TensorSpec(shape, kind) for shape, kind in zip(found, kinds, strict=True)])
        variant = stages.PADDED_BATCH_V2(self._variant_tensor, size, shapes, given, drops, output_shapes=flat_shapes(specs))
        return self._made(variant, specs)

    def _padding(self, values: Any) -> list[Tensor]:
        found = nest.map_up_to(self.output_types, lambda value: value, values)
        kinds = nest.flatten(self.output_types)
        return [_padding_value(value, kind) for value, kind in zip(found, kinds, strict=True)]

    @door
    def unbatch(self) -> Any:
        """The slices of elements along their first dimension.

        Returns:
          A Dataset.

        Raises:
          ValueError: components that are known to have not as many slices, or are scalars.
        """
        sizes = {shape[0].value for shape in nest.flatten(self.output_shapes) if shape.ndims} - {None}
        if len(sizes) > 1:
            raise ValueError("Cannot unbatch an input whose components have different batch sizes.")
        whole = self.map(lambda *element: element if len(element) > 1 or type(self._specs) is tuple else element[0])
        specs = unbatched(self._specs)
        return whole._made(stages.UNBATCH(whole._variant_tensor, **described(specs)), specs)

    @door
    def window(self, size: TensorLike, shift: Any = None, stride: TensorLike = 1, drop_remainder: Any = False) -> Any:
        """Datasets of `size` elements each.

        Args:
          size: an int64 scalar, at least 1.
          shift: how many elements each begins behind the one before; by default `size`.
          stride: how far elements of one stand apart.
          drop_remainder: whether smaller ones at the end are left out.

        Returns:
          A Dataset, whose elements have a Dataset in place of each component.
        """
        number = int64(size, "size")
        moved = int64(size if shift is None else shift, "shift")
        apart = int64(stride, "stride")
        drops = convert_to_tensor(drop_remainder, dtypes.bool_, name="drop_remainder")
        specs = nest.map_structure(DatasetSpec, self._specs)
        return self._made(calling.WINDOW(self._variant_tensor, number, moved, apart, drops, **described(specs)), specs)


def _nothing_of(kind: DType) -> Any:
    return "" if kind is dtypes.string else np.zeros((), kind.as_numpy_dtype)


def _padding_value(value: Any, kind: DType) -> Tensor:
    tensor = convert_to_tensor(value, name="padding_value")
    if not tensor.shape.is_compatible_with(TensorShape([])):
        raise ValueError(f"Padding value should be a scalar, but is not: {tensor}")
    if tensor.dtype is not kind:
        raise TypeError(f"Padding value tensor ({tensor}) does not match output type: {kind}")
    return tensor


def _padded_shape(given: Any, known: TensorShape) -> Tensor:
    try:
        wanted = TensorShape(None if isinstance(given, Tensor) else given)
        tensor = constant([-1 if size is None or size < 0 else size for size in wanted.as_list()], dtypes.int64)
    except (TypeError, ValueError):
        tensor = convert_to_tensor(given, preferred_dtype=dtypes.int64)
        if tensor.shape.ndims is not None and tensor.shape.ndims != 1:
            raise ValueError(
                f"Padded shape {given} must be a 1-D tensor of tf.int64 values, but its shape was {tensor.shape}."
            ) from None
        if tensor.dtype is not dtypes.int64:
            raise TypeError(
                f"Padded shape {given} must be a 1-D tensor of tf.int64 values, but its element type was {tensor.dtype.name}."
            ) from None
        wanted = TensorShape(constant_value_as_shape(tensor))
    fits = (
        wanted.ndims is None
        or known.ndims is None
        or (
            wanted.ndims == known.ndims
            and all(a is None or b is None or a >= b for a, b in zip(wanted.as_list(), known.as_list(), strict=True))
        )
    )
    if not fits:
        raise ValueError(
            f"The padded shape {_as_tuple(wanted)} is not compatible with the corresponding input component shape "
            f"{_as_tuple(known)}."
        )
    return tensor


def _as_tuple(shape: TensorShape) -> str:
    return str(shape).replace("?", "None")
