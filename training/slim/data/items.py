"""Items of Examples: images, boxes, labels, and what makes them of parsed features."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.control_flow.cond import cond
from headrace.graph.control_flow.functional import map_fn
from headrace.graph.core.tensor import Tensor as GraphTensor
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor as SparseTensor_
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
        shape = self._shape
        if self._shape_keys:
            sizes = [_dense(keys_to_tensors[key], 0) for key in self._shape_keys]
            shape = ops.reshape(ops.stack(sizes), [-1])
        tensor = keys_to_tensors[self._tensor_key]
        if shape is not None:
            tensor = (ops.sparse_reshape if isinstance(tensor, SparseTensor_) else ops.reshape)(tensor, shape)
        return _dense(tensor, self._default_value)


def _dense(tensor: Any, default_value: Any) -> GraphTensor:
    return ops.sparse_tensor_to_dense(tensor, default_value=default_value) if isinstance(tensor, SparseTensor_) else tensor


@export("contrib.slim.tfexample_decoder.LookupTensor")
@documented_by(Tensor)
class LookupTensor(Tensor):
    """A feature whose values are looked up in a table.

    Args:
      table: such as `tf.contrib.lookup.index_table_from_tensor` gives; what initializes it is the program's, by
        `tf.tables_initializer`.
    """

    def __init__(
        self,
        tensor_key: str,
        table: Any,
        shape_keys: Any = None,
        shape: ShapeLike | None = None,
        default_value: TensorLike = "",
    ) -> None:
        self._table = table
        super().__init__(tensor_key, shape_keys, shape, default_value)

    def tensors_to_item(self, keys_to_tensors: Mapping[str, Any]) -> Any:
        return self._table.lookup(super().tensors_to_item(keys_to_tensors))


@export("contrib.slim.tfexample_decoder.SparseTensor")
class SparseTensor(ItemHandler):
    """A SparseTensor of features with its last indices and its values, one row for the Example.

    Args:
      indices_key: the feature with the indices, "indices" by default.
      values_key: the feature with the values, "values" by default.
      shape_key: a feature that holds the shape; or
      shape: the shape; neither: that of the feature with the indices.
      densify: whether the item is dense.
      default_value: of elements that the sparse one does not have.
    """

    def __init__(
        self,
        indices_key: str | None = None,
        values_key: str | None = None,
        shape_key: str | None = None,
        shape: ShapeLike | None = None,
        densify: bool = False,
        default_value: TensorLike = 0,
    ) -> None:
        self._indices_key = indices_key or "indices"
        self._values_key = values_key or "values"
        self._shape_key = shape_key
        self._shape = shape
        self._densify = densify
        self._default_value = default_value
        super().__init__([self._indices_key, self._values_key, *([shape_key] if shape_key else [])])

    def tensors_to_item(self, keys_to_tensors: Mapping[str, Any]) -> Any:
        indices, values = keys_to_tensors[self._indices_key], keys_to_tensors[self._values_key]
        shape: Any = self._shape or indices.dense_shape
        if self._shape_key:
            shape = _dense(keys_to_tensors[self._shape_key], 0)
        rank = ops.shape(indices.indices)[1]
        before = ops.slice(indices.indices, [0, 0], ops.stack([-1, rank - 1]))
        last = ops.reshape(ops.cast(indices.values, dtypes.int64), [-1, 1])
        tensor = SparseTensor_(ops.concat([before, last], 1), values.values, shape)
        return ops.sparse_tensor_to_dense(tensor, self._default_value) if self._densify else tensor


@export("contrib.slim.tfexample_decoder.ItemHandlerCallback")
class ItemHandlerCallback(ItemHandler):
    """An item that a function of the program makes.

    Args:
      keys: the features that it needs, a name or a list of them.
      func: a function from a dict of the parsed features by key to the item.
    """

    def __init__(self, keys: str | Sequence[str], func: Callable[[dict[str, Any]], Any]) -> None:
        super().__init__(keys)
        self._func = func

    def tensors_to_item(self, keys_to_tensors: Mapping[str, Any]) -> Any:
        return self._func(dict(keys_to_tensors))


@export("contrib.slim.tfexample_decoder.BackupHandler")
class BackupHandler(ItemHandler):
    """The item of one handler, or that of another where the first gives no elements.

    Args:
      handler: the first.
      backup: the other.

    Raises:
      ValueError: something else than ItemHandlers.
    """

    def __init__(self, handler: ItemHandler, backup: ItemHandler) -> None:
        if not isinstance(handler, ItemHandler):
            raise ValueError(f"Primary handler is of type {type(handler)} instead of ItemHandler")
        if not isinstance(backup, ItemHandler):
            raise ValueError(f"Backup handler is of type {type(backup)} instead of ItemHandler")
        self._handler = handler
        self._backup = backup
        super().__init__([*handler.keys, *backup.keys])

    def tensors_to_item(self, keys_to_tensors: Mapping[str, Any]) -> Any:
        item = self._handler.tensors_to_item(keys_to_tensors)
        empty = ops.equal(ops.reduce_prod(ops.shape(item)), 0)
        return cond(empty, lambda: self._backup.tensors_to_item(keys_to_tensors), lambda: item)


@export("contrib.slim.tfexample_decoder.Image")
class Image(ItemHandler):
    """An image: JPEG, PNG or raw bytes.

    Args:
      image_key: the feature with its bytes, "image/encoded" by default.
      format_key: the feature that says what they are, "image/format" by default; only "raw" and "RAW" matter, the others
        are told by the bytes themselves.
      shape: of the image; raw bytes are one row without one.
      channels: of the image; 0: as it is.
      dtype: of its elements.
      repeated: whether the feature holds several images, all of one size: the item is a batch of them.
      dct_method: how pixels of JPEG files are computed, see `tf.image.decode_jpeg`.
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
        self._image_key = image_key or "image/encoded"
        self._format_key = format_key or "image/format"
        self._shape = shape
        self._channels = channels
        self._dtype = dtypes.as_dtype(dtype)
        self._repeated = repeated
        self._dct_method = dct_method
        super().__init__([self._image_key, self._format_key])

    def tensors_to_item(self, keys_to_tensors: Mapping[str, Any]) -> Any:
        buffer, kind = keys_to_tensors[self._image_key], keys_to_tensors[self._format_key]
        if self._repeated:
            return map_fn(lambda one: self._decoded(one, kind), buffer, dtype=self._dtype)
        return self._decoded(buffer, kind)

    def _decoded(self, buffer: GraphTensor, kind: GraphTensor) -> GraphTensor:
        image = cond(
            ops.logical_or(ops.equal(kind, "raw"), ops.equal(kind, "RAW")),
            lambda: ops.decode_raw(buffer, self._dtype),
            lambda: ops.cast(self._decoded_file(buffer), self._dtype),
        )
        image.set_shape([None, None, self._channels or None])
        return image if self._shape is None else ops.reshape(image, self._shape)

    def _decoded_file(self, buffer: GraphTensor) -> GraphTensor:
        if not self._dct_method:
            return ops.decode_image(buffer, self._channels)
        return cond(
            ops.is_jpeg(buffer),
            lambda: ops.decode_jpeg(buffer, self._channels, dct_method=self._dct_method),
            lambda: ops.decode_image(buffer, self._channels),
        )


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
        rows = [ops.expand_dims(side.values if isinstance(side, SparseTensor_) else side, 0) for side in sides]
        return ops.transpose(ops.concat(rows, 0))
