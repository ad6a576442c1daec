"""What is known of the elements of datasets and iterators, asked of either."""

from __future__ import annotations

from typing import Any

from headrace.formats.doors import door
from headrace.formats.exports import export, export_value

INFINITE_CARDINALITY = -1
UNKNOWN_CARDINALITY = -2
export_value(INFINITE_CARDINALITY, "data.experimental.INFINITE_CARDINALITY")
export_value(UNKNOWN_CARDINALITY, "data.experimental.UNKNOWN_CARDINALITY")


def _known(dataset_or_iterator: Any) -> Any:
    if not hasattr(dataset_or_iterator, "element_spec"):
        raise TypeError(
            f"`dataset_or_iterator` must be a tf.data.Dataset or tf.data.Iterator object, but got {type(dataset_or_iterator)}."
        )
    return dataset_or_iterator


@export("data.get_output_types")
@door
def get_output_types(dataset_or_iterator: Any) -> Any:
    """The structure of elements, with the type of each component.

    Args:
      dataset_or_iterator: a Dataset or an Iterator.

    Returns:
      A structure of DTypes.

    Raises:
      TypeError: it is neither.
    """
    return _known(dataset_or_iterator).output_types


@export("data.get_output_shapes")
@door
def get_output_shapes(dataset_or_iterator: Any) -> Any:
    """The structure of elements, with the shape of each component.

    Args:
      dataset_or_iterator: a Dataset or an Iterator.

    Returns:
      A structure of TensorShapes.

    Raises:
      TypeError: it is neither.
    """
    return _known(dataset_or_iterator).output_shapes


@export("data.get_output_classes")
@door
def get_output_classes(dataset_or_iterator: Any) -> Any:
    """The structure of elements, with the class of each component.

    Args:
      dataset_or_iterator: a Dataset or an Iterator.

    Returns:
      A structure of classes: Tensor, SparseTensor.

    Raises:
      TypeError: it is neither.
    """
    return _known(dataset_or_iterator).output_classes


@export("data.experimental.get_structure")
@door
def get_structure(dataset_or_iterator: Any) -> Any:
    """The structure of elements, with what is known of each component.

    Args:
      dataset_or_iterator: a Dataset or an Iterator.

    Returns:
      A structure of TensorSpecs and the like.

    Raises:
      TypeError: it is neither.
    """
    return _known(dataset_or_iterator).element_spec
