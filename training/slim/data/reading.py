"""Several readers of one set of files."""

from __future__ import annotations

from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.platform import gfile
from headrace.graph.types.dtypes import string
from headrace.pipeline.inputs.producers import string_input_producer
from headrace.pipeline.queues.graph import FIFOQueue, RandomShuffleQueue
from headrace.pipeline.readers.graph import ReaderBase
from headrace.pipeline.runners.queue_runner import QueueRunner, add_queue_runner

from .prefetching import show_fullness


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


@export("contrib.slim.parallel_reader.ParallelReader")
class ParallelReader(ReaderBase):
    """Several readers of one set of files, whose records meet in a queue.

    Args:
      reader_class: of the readers, made with `reader_kwargs`.
      common_queue: a queue of two strings, key and value.
      num_readers: how many readers there are, each with a thread.
      reader_kwargs: a dict of arguments of `reader_class`; None for none.

    Raises:
      TypeError: a queue of something else.
    """

    def __init__(self, reader_class: Any, common_queue: Any, num_readers: int = 4, reader_kwargs: Any = None) -> None:
        if len(common_queue.dtypes) != 2 or not all(kind.is_compatible_with(string) for kind in common_queue.dtypes):
            raise TypeError("common_queue.dtypes must be [tf.string, tf.string]")
        self._readers = [reader_class(**(reader_kwargs or {})) for _ in range(num_readers)]
        self._common_queue = common_queue

    @property
    def num_readers(self) -> int:
        """How many readers there are."""
        return len(self._readers)

    @property
    def common_queue(self) -> Any:
        """The queue in which their records meet."""
        return self._common_queue

    def read(self, queue: Any, name: str | None = None) -> tuple[Tensor, Tensor]:
        """The next record in the common queue, which a queue runner fills from here on.

        Args:
          queue: a queue of file names.

        Returns:
          (key, value), string scalars.
        """
        self._fill(queue)
        key, value = self._common_queue.dequeue(name=name)
        return key, value

    def read_up_to(self, queue: Any, num_records: Any, name: str | None = None) -> tuple[Tensor, Tensor]:
        """Up to `num_records` records, fewer at the end only; otherwise as `read`.

        Args:
          queue: a queue of file names.
          num_records: an int.

        Returns:
          (keys, values), string vectors.

        Raises:
          InvalidArgumentError: (when run) the common queue does not know the shapes of its elements.
        """
        self._fill(queue)
        keys, values = self._common_queue.dequeue_up_to(num_records, name)
        return keys, values

    def _fill(self, names: Any) -> None:
        queue = self._common_queue
        add_queue_runner(QueueRunner(queue, [queue.enqueue(reader.read(names)) for reader in self._readers]))

    def num_records_produced(self, name: str | None = None) -> Tensor:
        """int64 scalar: how many records the readers have given in this session."""
        return ops.add_n([reader.num_records_produced() for reader in self._readers], name=name)

    def num_work_units_completed(self, name: str | None = None) -> Tensor:
        """int64 scalar: how many files they have read through."""
        return ops.add_n([reader.num_work_units_completed() for reader in self._readers], name=name)


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
        show_fullness(queue, capacity)
        return ParallelReader(reader_class, queue, num_readers, reader_kwargs).read(names)


@export("contrib.slim.parallel_reader.single_pass_read")
@documented_by(parallel_read)
def single_pass_read(
    data_sources: Any, reader_class: Any, reader_kwargs: Any = None, scope: str | None = None
) -> tuple[Tensor, Tensor]:
    """Key and value of one record after the other, of each file once, in order.

    Args:
      scope: the name scope of the operations, "single_pass_read" by default.
    """
    files = get_data_files(data_sources)
    with name_scope(scope, "single_pass_read"):
        names = string_input_producer(files, num_epochs=1, shuffle=False, capacity=1, name="filenames")
        key, value = reader_class(**(reader_kwargs or {})).read(names)
        return key, value
