"""Decoders of Examples into the items that a data set has: images, boxes, labels."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

from headrace.formats.example.specs import FixedLenFeature, FixedLenSequenceFeature
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.control_flow.cond import cond
from headrace.graph.core.tensor import Tensor as GraphTensor
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import DTypeLike, ShapeLike, TensorLike


@export("contrib.slim.tfexample_decoder.ItemHandler")
class ItemHandler(ABC):
    """Makes an item of the features of an Example.

    Args:
      keys: the features that it needs, a name or a list of them.
    """

    def __init__(self, keys: str | Sequence[str]) -> None:
        self._keys = list(keys) if isinstance(keys, (list, tuple)) else [keys]

    @property
    def keys(self) -> list:
        """The names of the features that it needs."""
        return self._keys

    @abstractmethod
    def tensors_to_item(self, keys_to_tensors: Mapping[str, Any]) -> Any:
        """The item, made of parsed features.

        Args:
          keys_to_tensors: the features by key, tensors or SparseTensors.

        Returns:
          a tensor.
        """


@export("contrib.slim.tfexample_decoder.Tensor")
class Tensor(ItemHandler):
    """A feature as it is, in another shape where one is given.

    Args:
      tensor_key: the name of the feature.
      shape_keys: features that hold the shape, a name or a list of them; or
      shape: the shape.
      default_value: of elements that a sparse feature does not have.

    Raises:
      ValueError: both shapes are given.
    """

    def __init__(
        self, tensor_key: str, shape_keys: Any = None, shape: ShapeLike | None = None, default_value: TensorLike = 0
    ) -> None:
        if shape_keys and shape is not None:
            raise ValueError("Cannot specify both shape_keys and shape parameters.")
        if shape_keys and not isinstance(shape_keys, (list, tuple)):
            shape_keys = [shape_keys]
        self._tensor_key = tensor_key
        self._shape_keys = list(shape_keys or ())
        self._shape = shape
        self._default_value = default_value
        super().__init__([tensor_key, *self._shape_keys])

    def tensors_to_item(self, keys_to_tensors: Mapping[str, Any]) -> Any:
        tensor = keys_to_tensors[self._tensor_key]
        shape = self._shape
        if self._shape_keys:
            sizes = [_dense(keys_to_tensors[key], 0) for key in self._shape_keys]
            shape = ops.reshape(ops.concat([ops.reshape(ops.to_int32(size), [-1]) for size in sizes], 0), [-1])
        tensor = _dense(tensor, self._default_value)
        return tensor if shape is None else ops.reshape(tensor, shape)


def _dense(tensor: Any, default_value: Any) -> GraphTensor:
    return ops.sparse_tensor_to_dense(tensor, default_value=default_value) if isinstance(tensor, SparseTensor) else tensor


@export("contrib.slim.tfexample_decoder.Image")
class Image(ItemHandler):
    """An image: JPEG, PNG or raw bytes.

    Args:
      image_key: the feature with its bytes, "image/encoded" by default.
      format_key: the feature that says what they are, "image/format" by default; only "raw" and "RAW" matter, the others
        are told by the bytes themselves.
      shape: of the image; raw bytes need one.
      channels: of the image; 0: as it is.
      dtype: of its elements.
      repeated: not supported: refused unless False.
      dct_method: accepted, has no effect.

    Raises:
      NotImplementedError: `repeated`.
    """

    def __init__(
        self,
        image_key: str | None = None,
        format_key: str | None = None,
        shape: ShapeLike | None = None,
        channels: int = 3,
        dtype: DTypeLike = dtypes.uint8,
        repeated: bool = False,
        dct_method: str = "",
    ) -> None:
        if repeated:
            raise NotImplementedError("tfexample_decoder.Image has no repeated images here")
        self._image_key = image_key or "image/encoded"
        self._format_key = format_key or "image/format"
        self._shape = shape
        self._channels = channels
        self._dtype = dtypes.as_dtype(dtype)
        super().__init__([self._image_key, self._format_key])

    def tensors_to_item(self, keys_to_tensors: Mapping[str, Any]) -> Any:
        buffer, kind = keys_to_tensors[self._image_key], keys_to_tensors[self._format_key]
        if self._shape is None:
            image = self._decoded(buffer)
            image.set_shape([None, None, self._channels or None])
            return image
        shape = self._shape
        image = cond(
            ops.logical_or(ops.equal(kind, "raw"), ops.equal(kind, "RAW")),
            lambda: ops.reshape(ops.decode_raw(buffer, self._dtype), shape),
            lambda: ops.reshape(self._decoded(buffer), shape),
        )
        image.set_shape(self._shape)
        return image

    def _decoded(self, buffer: GraphTensor) -> GraphTensor:
        if self._dtype is dtypes.uint16:
            return ops.decode_png(buffer, self._channels, dtype=dtypes.uint16)
        return ops.cast(ops.decode_jpeg(buffer, self._channels), self._dtype)


@export("contrib.slim.tfexample_decoder.BoundingBox")
class BoundingBox(ItemHandler):
    """Boxes float32 [number of boxes, 4], of features with one side each.

    Args:
      keys: the sides, ["ymin", "xmin", "ymax", "xmax"] by default.
      prefix: before each key.

    Raises:
      ValueError: not four keys.
    """

    def __init__(self, keys: Sequence[str] | None = None, prefix: str = "") -> None:
        keys = ["ymin", "xmin", "ymax", "xmax"] if keys is None else list(keys)
        if len(keys) != 4:
            raise ValueError(f"BoundingBox expects 4 keys but got {len(keys)}")
        self._full_keys = [prefix + key for key in keys]
        super().__init__(self._full_keys)

    def tensors_to_item(self, keys_to_tensors: Mapping[str, Any]) -> Any:
        sides = [keys_to_tensors[key] for key in self._full_keys]
        rows = [ops.expand_dims(side.values if isinstance(side, SparseTensor) else side, 0) for side in sides]
        return ops.transpose(ops.concat(rows, 0))


@export("contrib.slim.tfexample_decoder.TFExampleDecoder")
class TFExampleDecoder:
    """Parses an Example and makes items of it.

    Args:
      keys_to_features: a dict of the features to parse, as for `tf.parse_single_example`.
      items_to_handlers: a dict of the ItemHandler of each item.
    """

    def __init__(self, keys_to_features: Mapping[str, Any], items_to_handlers: Mapping[str, ItemHandler]) -> None:
        self._keys_to_features = dict(keys_to_features)
        self._items_to_handlers = dict(items_to_handlers)

    def list_items(self) -> list:
        """The names of the items."""
        return list(self._items_to_handlers)

    def decode(self, serialized_example: Any, items: Sequence[str] | None = None) -> list:
        """The items of a serialized Example.

        Args:
          serialized_example: a string scalar.
          items: the names of the items; None for all, in the order of the handlers.

        Returns:
          a list of tensors.
        """
        example = ops.parse_single_example(serialized_example, self._keys_to_features)
        for key, feature in self._keys_to_features.items():
            if isinstance(feature, (FixedLenFeature, FixedLenSequenceFeature)):
                example[key] = ops.reshape(example[key], feature.shape)
        found = []
        for item in self.list_items() if items is None else items:
            handler = self._items_to_handlers[item]
            found.append(handler.tensors_to_item({key: example[key] for key in handler.keys}))
        return found


@export("contrib.slim.dataset.Dataset")
class Dataset:
    """What a data set is made of: files, and how they are read and decoded.

    Args:
      data_sources: files, or patterns of names.
      reader: a class of readers, such as `tf.TFRecordReader`.
      decoder: a TFExampleDecoder, or what has its methods.
      num_samples: the number of examples.
      items_to_descriptions: a dict of texts for people.
      kwargs: anything else, which becomes an attribute too.
    """

    def __init__(
        self, data_sources: Any, reader: Any, decoder: Any, num_samples: int, items_to_descriptions: Any, **kwargs: Any
    ) -> None:
        kwargs.update(
            data_sources=data_sources,
            reader=reader,
            decoder=decoder,
            num_samples=num_samples,
            items_to_descriptions=items_to_descriptions,
        )
        self.__dict__.update(kwargs)
