"""Data sets, and what provides their items as tensors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from .reading import parallel_read


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


@export("contrib.slim.data_provider.DataProvider")
class DataProvider:
    """Tensors by the names of items.

    Args:
      items_to_tensors: the tensors.
      num_samples: the number of examples.
    """

    def __init__(self, items_to_tensors: Mapping[str, Any], num_samples: int) -> None:
        self._items_to_tensors = dict(items_to_tensors)
        self._num_samples = num_samples

    def get(self, items: Sequence[str]) -> list:
        """The tensors of items.

        Args:
          items: their names.

        Returns:
          a list of tensors.

        Raises:
          ValueError: no list, or an item that there is not.
        """
        if not isinstance(items, (list, tuple)):
            raise ValueError("items must be a list or tuple")
        for item in items:
            if item not in self._items_to_tensors:
                raise ValueError(f"Item [{item}] is invalid. Valid entries include: {self._items_to_tensors.keys()}")
        return [self._items_to_tensors[item] for item in items]

    def list_items(self) -> list:
        """The names of the items, a list."""
        return list(self._items_to_tensors)

    def num_samples(self) -> int:
        """The number of examples."""
        return self._num_samples


@export("contrib.slim.dataset_data_provider.DatasetDataProvider")
@documented_by(parallel_read)
class DatasetDataProvider(DataProvider):
    """The items of a data set, one example after the other.

    Args:
      dataset: a Dataset.
      common_queue_capacity: of the queue of records.
      common_queue_min: how many records stay in it at least, if it shuffles.
      record_key: the name of the item that says where an example comes from.

    Raises:
      ValueError: the data set has an item of that name, or there are no files.
    """

    def __init__(
        self,
        dataset: Any,
        num_readers: int = 1,
        reader_kwargs: Any = None,
        shuffle: bool = True,
        num_epochs: int | None = None,
        common_queue_capacity: int = 256,
        common_queue_min: int = 128,
        record_key: str = "record_key",
        seed: int | None = None,
        scope: str | None = None,
    ) -> None:
        key, data = parallel_read(
            dataset.data_sources,
            reader_class=dataset.reader,
            num_epochs=num_epochs,
            num_readers=num_readers,
            reader_kwargs=reader_kwargs,
            shuffle=shuffle,
            capacity=common_queue_capacity,
            min_after_dequeue=common_queue_min,
            seed=seed,
            scope=scope,
        )
        items = dataset.decoder.list_items()
        found = dict(zip(items, dataset.decoder.decode(data, items), strict=True))
        if record_key in found:
            raise ValueError("The item name used for `record_key` cannot also be used for a dataset item: %s", record_key)
        found[record_key] = key
        super().__init__(found, dataset.num_samples)
