"""Datasets of the records of files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.tensor import Tensor, TensorSpec
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike

from .arguments import AUTOTUNE, int64
from .dataset import Dataset, DatasetV1Adapter
from .handle import DatasetBase, described
from .ops import calling, files

_RECORD = TensorSpec([], dtypes.string)
DEFAULT_BUFFER = 256 * 1024
"""Bytes that TensorFlow reads at once."""


class _OfFiles(Dataset):
    """The records of files, one file after the other.

    Args:
      filenames: strings, or a Dataset of them.
      num_parallel_reads: how many files are read at once; None: one after the other.
    """

    def _read(self, filenames: Any, num_parallel_reads: Any, records: Callable[[Tensor], Tensor]) -> None:
        names = _names_of(filenames)

        def one_file(name: Any) -> Dataset:
            return DatasetV1Adapter(records(convert_to_tensor(name, dtypes.string, name="filename")), _RECORD)

        if num_parallel_reads is None:
            found = names.flat_map(one_file)
        elif num_parallel_reads == AUTOTUNE:
            found = names.interleave(one_file, num_parallel_calls=num_parallel_reads)
        else:
            found = in_parallel(names, one_file, num_parallel_reads)
        super().__init__(found._variant_tensor, _RECORD, [found])


def in_parallel(
    dataset: Any,
    map_func: Callable[..., Any],
    cycle_length: TensorLike,
    block_length: TensorLike = 1,
    sloppy: Any = False,
    buffer_output_elements: Any = None,
    prefetch_input_elements: Any = None,
) -> Any:
    """The elements of the datasets that a function makes of elements, several of which are read at once."""
    function, specs = dataset._dataset_function(map_func, "tf.data.experimental.parallel_interleave()")
    block = 1 if buffer_output_elements is None else buffer_output_elements
    sizes = (
        int64(cycle_length, "cycle_length"),
        length := int64(block_length, "block_length"),
        convert_to_tensor(sloppy, dtypes.bool_, name="sloppy"),
        int64(_twice(block_length) if buffer_output_elements is None else block, "buffer_output_elements"),
        int64(_twice(cycle_length) if prefetch_input_elements is None else prefetch_input_elements, "prefetch_input_elements"),
    )
    assert length is not None
    variant = calling.PARALLEL_INTERLEAVE(
        dataset._variant_tensor, function.captured, *sizes, f=function.graph, **described(specs)
    )
    return dataset._made(variant, specs)


def _twice(length: Any) -> Any:
    return 2 * length


def _names_of(filenames: Any) -> Any:
    """A dataset of names."""
    if isinstance(filenames, DatasetBase):
        if filenames.output_types != dtypes.string:
            raise TypeError("`filenames` must be a `tf.data.Dataset` of `tf.string` elements.")
        if not filenames.output_shapes.is_compatible_with([]):
            raise TypeError("`filenames` must be a `tf.data.Dataset` of scalar `tf.string` elements.")
        return filenames
    names = ops.reshape(convert_to_tensor(filenames, dtypes.string), [-1], name="flat_filenames")
    return Dataset.from_tensor_slices(names)


def text_or(value: Any, default: Any, dtype: dtypes.DType, name: str) -> Tensor:
    """An argument as a scalar tensor; `default` in place of None."""
    return convert_to_tensor(default if value is None else value, dtype, name=name)


def _compression(value: Any) -> Tensor:
    return text_or(value, "", dtypes.string, "compression_type")


@export("data.TextLineDataset")
class TextLineDataset(_OfFiles):
    """The lines of text files, without their ends.

    Args:
      filenames: strings, or a Dataset of them.
      compression_type: "" (by default), "ZLIB" or "GZIP".
      buffer_size: accepted, of no effect: bytes to read at once.
      num_parallel_reads: how many files are read at once, their lines in turn; by default one file after the other.

    Raises:
      TypeError: `filenames` are no strings.
      NotFoundError: (when run) there is no such file.
    """

    def __init__(
        self, filenames: Any, compression_type: Any = None, buffer_size: Any = None, num_parallel_reads: Any = None
    ) -> None:
        def lines(name: Tensor) -> Tensor:
            size = text_or(buffer_size, DEFAULT_BUFFER, dtypes.int64, "buffer_size")
            return files.TEXT_LINES(name, _compression(compression_type), size)

        self._read(filenames, num_parallel_reads, lines)


@export("data.TFRecordDataset")
class TFRecordDataset(_OfFiles):
    """The records of files of TFRecords.

    Args:
      filenames: strings, or a Dataset of them.
      compression_type: "" (by default), "ZLIB" or "GZIP".
      buffer_size: accepted, of no effect: bytes to read at once.
      num_parallel_reads: how many files are read at once, their records in turn; by default one file after the other.

    Raises:
      TypeError: `filenames` are no strings.
      DataLossError: (when run) a record is damaged.
    """

    def __init__(
        self, filenames: Any, compression_type: Any = None, buffer_size: Any = None, num_parallel_reads: Any = None
    ) -> None:
        def records(name: Tensor) -> Tensor:
            size = text_or(buffer_size, DEFAULT_BUFFER, dtypes.int64, "buffer_size")
            return files.TFRECORDS(name, _compression(compression_type), size)

        self._read(filenames, num_parallel_reads, records)


@export("data.FixedLengthRecordDataset")
class FixedLengthRecordDataset(_OfFiles):
    """Records of one length.

    Args:
      filenames: strings, or a Dataset of them.
      record_bytes: of a record.
      header_bytes, footer_bytes: at the beginning and the end of each file, which are left out; 0 by default.
      buffer_size: accepted, of no effect: bytes to read at once.
      compression_type: "" (by default), "ZLIB" or "GZIP".
      num_parallel_reads: how many files are read at once, their records in turn; by default one file after the other.

    Raises:
      TypeError: `filenames` are no strings.
      InvalidArgumentError: (when run) a file is not so many records long.
    """

    def __init__(
        self,
        filenames: Any,
        record_bytes: Any,
        header_bytes: Any = None,
        footer_bytes: Any = None,
        buffer_size: Any = None,
        compression_type: Any = None,
        num_parallel_reads: Any = None,
    ) -> None:
        def records(name: Tensor) -> Tensor:
            sizes = [
                text_or(header_bytes, 0, dtypes.int64, "header_bytes"),
                text_or(record_bytes, 0, dtypes.int64, "record_bytes"),
                text_or(footer_bytes, 0, dtypes.int64, "footer_bytes"),
                text_or(buffer_size, DEFAULT_BUFFER, dtypes.int64, "buffer_size"),
            ]
            return files.FIXED_LENGTH_V2(name, *sizes, _compression(compression_type))

        self._read(filenames, num_parallel_reads, records)
