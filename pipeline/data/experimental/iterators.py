"""What is asked of datasets and iterators beside their elements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.formats.doors import door
from headrace.formats.exports import export
from headrace.graph.checkpoints.saveables import SaveableObject, SaveSpec
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor, TensorSpec
from headrace.graph.types import dtypes

from ..handle import DatasetBase, described
from ..iterator import Iterator
from ..ops import iterators, optionals, tables
from ..optional import Optional, optional_of
from ..readers import text_or
from ..structure import from_tensors


@export("data.experimental.get_single_element", "contrib.data.get_single_element")
@door
def get_single_element(dataset: Any) -> Any:
    """The only element of a dataset.

    Args:
      dataset: a Dataset.

    Returns:
      An element.

    Raises:
      TypeError: `dataset` is none.
      InvalidArgumentError: (when run) there is none, or there are more.
    """
    if not isinstance(dataset, DatasetBase):
        raise TypeError("`dataset` must be a `tf.data.Dataset` object.")
    tensors = iterators.TO_SINGLE_ELEMENT(dataset._variant_tensor, **dataset._flat_structure)
    return from_tensors(dataset.element_spec, tensors)


@export("data.experimental.cardinality")
@door
def cardinality(dataset: Any) -> Tensor:
    """How many elements a dataset has, as far as that is known without going through it.

    Args:
      dataset: a Dataset.

    Returns:
      An int64 scalar: a number, INFINITE_CARDINALITY or UNKNOWN_CARDINALITY.
    """
    return iterators.CARDINALITY(dataset._variant_tensor)


@export("data.experimental.get_next_as_optional", "contrib.data.get_next_as_optional")
@door
def get_next_as_optional(iterator: Iterator) -> Optional:
    """The next element of an iterator, or that there is none.

    Args:
      iterator: an Iterator.

    Returns:
      An Optional; at the end of the pass it has no value.
    """
    specs = iterator.element_spec
    return optional_of(optionals.NEXT_AS_OPTIONAL(iterator._iterator_resource, **described(specs)), specs)


@export("data.experimental.to_variant")
@door
def to_variant(dataset: Any) -> Tensor:
    """The tensor that stands for a dataset.

    Args:
      dataset: a Dataset.

    Returns:
      A variant scalar.
    """
    return dataset._variant_tensor


@export("data.experimental.from_variant")
@door
def from_variant(variant: Tensor, structure: Any) -> Any:
    """The dataset that a tensor stands for.

    Args:
      variant: a variant scalar of `to_variant`.
      structure: of its elements, as of `get_structure`.

    Returns:
      A Dataset.
    """
    return DatasetBase._adapter(variant, structure)


@export("data.experimental.TFRecordWriter", "contrib.data.TFRecordWriter")
class TFRecordWriter:
    """Writes the elements of a dataset to a file of TFRecords.

    Args:
      filename: a string scalar.
      compression_type: "" (by default), "ZLIB" or "GZIP".
    """

    def __init__(self, filename: Any, compression_type: Any = None) -> None:
        self._filename = convert_to_tensor(filename, dtypes.string, name="filename")
        self._compression_type = text_or(compression_type, "", dtypes.string, "compression_type")

    @door
    def write(self, dataset: Any) -> Operation:
        """The operation that writes all elements of `dataset`, records, to the file.

        Args:
          dataset: a Dataset of string scalars.

        Returns:
          An Operation.

        Raises:
          TypeError: it is none.
        """
        if not isinstance(dataset, DatasetBase):
            raise TypeError("`dataset` must be a `tf.data.Dataset` object.")
        specs = dataset.element_spec
        if not (isinstance(specs, TensorSpec) and specs.is_compatible_with(TensorSpec([], dtypes.string))):
            raise TypeError(
                "`dataset` must produce scalar `DT_STRING` tensors whereas it produces shape "
                f"{dataset.output_shapes} and types {dataset.output_types!s}"
            )
        return tables.TO_TFRECORD(dataset._variant_tensor, self._filename, self._compression_type)


@export("data.experimental.make_saveable_from_iterator", "contrib.data.make_saveable_from_iterator")
@door
def make_saveable_from_iterator(iterator: Iterator) -> SaveableObject:
    """What a Saver saves of an iterator: where it is in its pass.

    Where the iterator has an `initializer`, restoring runs it first.

    Args:
      iterator: an Iterator.

    Returns:
      A SaveableObject, for the collection SAVEABLE_OBJECTS or the variables of a Saver.
    """
    return _Saveable(iterator._iterator_resource, iterator._initializer)


def saveable_of(resource: Tensor) -> SaveableObject:
    """What a Saver saves of the iterator that a tensor stands for, which is begun before it is restored."""
    return _Saveable(resource, None)


class _Saveable(SaveableObject):
    def __init__(self, resource: Tensor, initializer: Operation | None) -> None:
        self._initializer = initializer
        spec = SaveSpec(iterators.SERIALIZE(resource), "", f"{resource.name}-state")
        super().__init__(resource, [spec], resource.name)

    def restore(self, restored_tensors: Sequence[Tensor], restored_shapes: Any) -> Operation:
        """The operation that brings the iterator to where it was saved."""
        with get_default_graph().control_dependencies([] if self._initializer is None else [self._initializer]):
            return iterators.DESERIALIZE(self.op, restored_tensors[0])
