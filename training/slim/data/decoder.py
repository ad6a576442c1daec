"""Decoders: from a record to items such as images, boxes, labels."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

from headrace.formats.example.specs import FixedLenFeature
from headrace.formats.exports import export
from headrace.graph import ops

from .items import ItemHandler


@export("contrib.slim.data_decoder.DataDecoder")
class DataDecoder(ABC):
    """Makes items of a record; a program's own decoder derives from it."""

    @abstractmethod
    def decode(self, data: Any, items: Sequence[str]) -> list:
        """The items of a record.

        Args:
          data: a string scalar.
          items: the names of the items.

        Returns:
          a list of tensors.
        """

    @abstractmethod
    def list_items(self) -> list:
        """The names of the items."""


@export("contrib.slim.tfexample_decoder.TFExampleDecoder")
class TFExampleDecoder(DataDecoder):
    """Parses an Example and makes items of it.

    Args:
      keys_to_features: a dict of the features to parse, as for `tf.parse_single_example`.
      items_to_handlers: a dict of the ItemHandler of each item.
    """

    def __init__(self, keys_to_features: Mapping[str, Any], items_to_handlers: Mapping[str, ItemHandler]) -> None:
        self._keys_to_features = dict(keys_to_features)
        self._items_to_handlers = dict(items_to_handlers)

    def list_items(self) -> list:
        return list(self._items_to_handlers)

    def decode(self, serialized_example: Any, items: Sequence[str] | None = None) -> list:
        """The items of a serialized Example.

        Args:
          serialized_example: a string scalar.
          items: the names of the items; None for all, in the order of the handlers.

        Returns:
          a list of tensors.

        Raises:
          KeyError: an item that has no handler.
        """
        example = ops.parse_single_example(serialized_example, self._keys_to_features)
        for key, feature in sorted(self._keys_to_features.items()):
            if isinstance(feature, FixedLenFeature):
                example[key] = ops.reshape(example[key], feature.shape)
        found = []
        for item in items or self.list_items():
            handler = self._items_to_handlers[item]
            found.append(handler.tensors_to_item({key: example[key] for key in handler.keys}))
        return found
