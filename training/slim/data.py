"""Data sets by queues: several readers of one set of files, providers of items, a queue of batches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.summaries.scalar import scalar
from headrace.graph.platform import gfile
from headrace.graph.types.dtypes import float32, string
from headrace.pipeline.inputs.producers import string_input_producer
from headrace.pipeline.queues.graph import FIFOQueue, PaddingFIFOQueue, RandomShuffleQueue
from headrace.pipeline.runners.queue_runner import QueueRunner, add_queue_runner


@export("contrib.slim.parallel_reader.get_data_files")
def get_data_files(data_sources: Any) -> list[str]:
    """The files that a name, a pattern or a list of them stands for.

    Args:
      data_sources: a path, a pattern with `*`, `?` or `[`, or a list of these.

    Returns:
      a list of paths.

    Raises:
      ValueError: there are none.
    """
    if isinstance(data_sources, (list, tuple)):
        found = [path for source in data_sources for path in get_data_files(source)]
    elif any(sign in str(data_sources) for sign in "*?["):
        found = list(gfile.Glob(data_sources))
    else:
        found = [data_sources]
    if not found:
        raise ValueError(f"No data files found in {data_sources}")
    return found


@export("contrib.slim.parallel_reader.parallel_read")
def parallel_read(
    data_sources: Any,
    reader_class: Any,
    num_epochs: int | None = None,
    num_readers: int = 4,
    reader_kwargs: Any = None,
    shuffle: bool = True,
    dtypes: Any = None,
    capacity: int = 256,
    min_after_dequeue: int = 128,
    seed: int | None = None,
    scope: str | None = None,
) -> tuple[Tensor, Tensor]:
    """Key and value of one record after the other, of files that several readers read at once.

    Args:
      data_sources: files, or patterns of names.
      reader_class: of the readers, made with `reader_kwargs`.
      num_epochs: how often each file is read; None: for ever.
      num_readers: how many readers there are, each with a thread.
      reader_kwargs: a dict of arguments of `reader_class`; None for none.
      shuffle: whether files and records come in random order.
      dtypes: of key and value, two strings by default.
      capacity: of the queue of records.
      min_after_dequeue: how many records stay in it at least, if it shuffles.
      seed: of the order, see `tf.set_random_seed`.
      scope: the name scope of the operations, "parallel_read" by default.

    Returns:
      key and value, two string scalars.

    Raises:
      ValueError: there are no files.
    """
    files = get_data_files(data_sources)
    with name_scope(scope, "parallel_read"):
        names = string_input_producer(files, num_epochs, shuffle, seed, name="filenames")
        kinds = dtypes or [string, string]
        if shuffle:
            queue: Any = RandomShuffleQueue(capacity, min_after_dequeue, kinds, seed=seed, name="common_queue")
        else:
            queue = FIFOQueue(capacity, kinds, name="common_queue")
        _show_fullness(queue, capacity)
        readers = [reader_class(**(reader_kwargs or {})) for _ in range(num_readers)]
        add_queue_runner(QueueRunner(queue, [queue.enqueue(reader.read(names)) for reader in readers]))
        key, value = queue.dequeue()
        return key, value


def _show_fullness(queue: Any, capacity: int) -> None:
    full: Any = ops.cast(queue.size(), float32)
    scalar(f"fraction_of_{capacity}_full", full * (1.0 / capacity))


@export("contrib.slim.prefetch_queue.prefetch_queue")
def prefetch_queue(
    tensors: Any,
    capacity: int = 8,
    num_threads: int = 1,
    dynamic_pad: bool = False,
    shared_name: str | None = None,
    name: str | None = None,
) -> Any:
    """A queue that threads keep full of `tensors`; `dequeue` gives the same.

    Args:
      tensors: a list or dict of tensors.
      capacity: how many elements it holds.
      num_threads: how many threads fill it.
      dynamic_pad: whether dimensions of different sizes are padded.
      shared_name: under which sessions share it; None: they do not.

    Returns:
      a FIFOQueue, or a PaddingFIFOQueue with `dynamic_pad`.
    """
    if isinstance(tensors, Mapping):
        names, values = zip(*sorted(tensors.items()), strict=True)
        given: Any = dict(zip(names, map(convert_to_tensor, values), strict=True))
        components = list(given.values())
    else:
        names, components = None, [convert_to_tensor(tensor) for tensor in tensors]
        given = components
    with name_scope(name, "prefetch_queue", components):
        make = PaddingFIFOQueue if dynamic_pad else FIFOQueue
        kinds, shapes = [tensor.dtype for tensor in components], [tensor.shape for tensor in components]
        queue = make(
            capacity=capacity,
            dtypes=kinds,
            shapes=shapes if dynamic_pad or _all_known(shapes) else None,
            names=None if names is None else list(names),
            shared_name=shared_name,
        )
        add_queue_runner(QueueRunner(queue, [queue.enqueue(given)] * num_threads))
        _show_fullness(queue, capacity)
        return queue


def _all_known(shapes: Sequence[Any]) -> bool:
    return all(shape.is_fully_defined() for shape in shapes)


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
          ValueError: an item that there is not.
        """
        valid = self.list_items()
        for item in items:
            if item not in valid:
                raise ValueError(f"Item [{item}] is invalid. Valid entries include: {valid}")
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
            raise ValueError(f"The item name used for `record_key` cannot also be used for a dataset item: {record_key}")
        found[record_key] = key
        super().__init__(found, dataset.num_samples)
