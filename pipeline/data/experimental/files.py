"""Datasets of tables and Examples in files, and of databases."""

from __future__ import annotations

import csv
import math
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from headrace.formats.csv import read_records
from headrace.formats.doors import door
from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.formats.files import glob
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.static_values import constant_value
from headrace.graph.core.tensor import Tensor, TensorSpec
from headrace.graph.types import dtypes
from headrace.graph.types.dtypes import DType

from ..arguments import AUTOTUNE
from ..dataset import Dataset
from ..handle import described
from ..ops import tables
from ..readers import text_or
from .interleaving import parallel_interleave
from .ordering import ignore_errors as leaving_out_errors

_CSV_BUFFER = 4 << 20
_TYPES = [dtypes.int32, dtypes.int64, dtypes.float32, dtypes.float64, dtypes.string]


@export("data.experimental.CsvDataset", "contrib.data.CsvDataset")
class CsvDataset(Dataset):
    """The records of CSV files, a component for each column.

    Args:
      filenames: strings.
      record_defaults: for each column a DType (a field must not be missing) or a tensor [1] that stands for a missing field.
      compression_type: "" (by default), "ZLIB" or "GZIP".
      buffer_size: accepted, of no effect: bytes to read at once.
      header: whether each file begins with a line that is no record.
      field_delim: what stands between fields.
      use_quote_delim: whether fields may stand in double quotes.
      na_value: text that stands for a missing field.
      select_cols: the numbers of the columns that are read, ascending; by default all.

    Raises:
      InvalidArgumentError: (when run) a field that is none of its type, a record with too many or too few.
    """

    def __init__(
        self,
        filenames: Any,
        record_defaults: Sequence[Any],
        compression_type: Any = None,
        buffer_size: Any = None,
        header: Any = False,
        field_delim: Any = ",",
        use_quote_delim: Any = True,
        na_value: Any = "",
        select_cols: Any = None,
    ) -> None:
        names = convert_to_tensor(filenames, dtypes.string, name="filenames")
        compression = text_or(compression_type, "", dtypes.string, "compression_type")
        defaults = [
            constant([], one) if isinstance(one, DType) else convert_to_tensor(one, name=f"record_defaults_{index}")
            for index, one in enumerate(map(_as_type, record_defaults))
        ]
        specs = tuple(TensorSpec([], one.dtype) for one in defaults)
        inputs = [
            text_or(buffer_size, _CSV_BUFFER, dtypes.int64, "buffer_size"),
            convert_to_tensor(header, dtypes.bool_, name="header"),
            convert_to_tensor(field_delim, dtypes.string, name="field_delim"),
            convert_to_tensor(use_quote_delim, dtypes.bool_, name="use_quote_delim"),
            convert_to_tensor(na_value, dtypes.string, name="na_value"),
            constant([] if select_cols is None else list(select_cols), dtypes.int64, name="select_cols"),
        ]
        variant = tables.CSV(names, compression, *inputs, defaults, output_shapes=described(specs)["output_shapes"])
        super().__init__(variant, specs)


def _as_type(value: Any) -> Any:
    if isinstance(value, (DType, Tensor, list, tuple, np.ndarray)):
        return value
    try:
        return dtypes.as_dtype(value)
    except TypeError:
        return value


@export("data.experimental.SqlDataset", "contrib.data.SqlDataset")
class SqlDataset(Dataset):
    """The rows that a query of a database gives.

    Args:
      driver_name: "sqlite".
      data_source_name: the file of the database.
      query: in SQL.
      output_types: a tuple with the DType of each column.

    Raises:
      InvalidArgumentError: (when run) another driver, or not as many columns.
      UnknownError: (when run) the query cannot be run.
    """

    def __init__(self, driver_name: Any, data_source_name: Any, query: Any, output_types: Any) -> None:
        inputs = [
            convert_to_tensor(value, dtypes.string, name=name)
            for value, name in (
                (driver_name, "driver_name"),
                (data_source_name, "data_source_name"),
                (query, "query"),
            )
        ]
        specs = tuple(TensorSpec([], kind) for kind in output_types)
        super().__init__(tables.SQL(*inputs, **described(specs)), specs)


@export("data.experimental.make_csv_dataset")
@door
def make_csv_dataset(
    file_pattern: Any,
    batch_size: Any,
    column_names: Sequence[str] | None = None,
    column_defaults: Sequence[Any] | None = None,
    label_name: str | None = None,
    select_columns: Sequence[Any] | None = None,
    field_delim: str = ",",
    use_quote_delim: bool = True,
    na_value: str = "",
    header: bool = True,
    num_epochs: int | None = None,
    shuffle: bool = True,
    shuffle_buffer_size: int = 10000,
    shuffle_seed: Any = None,
    prefetch_buffer_size: Any = None,
    num_parallel_reads: Any = None,
    sloppy: bool = False,
    num_rows_for_inference: int | None = 100,
    compression_type: Any = None,
    ignore_errors: bool = False,
) -> Dataset:
    """Batches of the records of CSV files: dicts with a tensor for each column, and a label.

    Args:
      file_pattern: paths or patterns.
      batch_size: records of a batch.
      column_names: by default the fields of the first line.
      column_defaults: as `record_defaults` of `CsvDataset`; by default what the first records look like.
      label_name: the column that is the label.
      select_columns: names or numbers of the columns that are read.
      field_delim, use_quote_delim, na_value, header, compression_type: as of `CsvDataset`.
      num_epochs: how often the files are read; for ever by default.
      shuffle: whether records come in random order, drawn from `shuffle_buffer_size`, with `shuffle_seed`.
      shuffle_buffer_size, shuffle_seed: see `shuffle`.
      prefetch_buffer_size: batches that wait; by default as many as serve.
      num_parallel_reads: how many files are read at once; 1 by default.
      sloppy: whether the order may be another one in each run.
      num_rows_for_inference: how many records are looked at for types; None: all.
      ignore_errors: whether records that cannot be read are left out.

    Returns:
      A Dataset of dicts, or of pairs of a dict and a label.

    Raises:
      ValueError: no file, columns that are not there, or twice.
    """
    files = _files(file_pattern)
    dataset = Dataset.from_tensor_slices(files)
    if shuffle:
        dataset = dataset.shuffle(len(files), shuffle_seed)
    reading = _Reading(compression_type, field_delim, use_quote_delim)
    if column_names is None:
        if not header:
            raise ValueError("Cannot infer column names without a header line.")
        column_names = reading.header(files)
    names = list(column_names)
    if len(names) != len(set(names)):
        raise ValueError("Cannot have duplicate column names.")
    chosen = None if select_columns is None else _numbers(select_columns, names)
    if column_defaults is not None:
        defaults = [constant([], one) if isinstance(one, DType) else one for one in map(_as_type, column_defaults)]
    else:
        defaults = reading.defaults(files, len(names), na_value, header, num_rows_for_inference, chosen)
    if chosen is not None and len(defaults) != len(chosen):
        raise ValueError("If specifying column_defaults and select_columns, must have same length")
    if chosen is not None and len(names) > len(chosen):
        names = [names[index] for index in chosen]
    if label_name is not None and label_name not in names:
        raise ValueError("`label_name` provided must be one of the columns.")

    def records(name: Tensor) -> CsvDataset:
        return CsvDataset(name, defaults, compression_type, None, header, field_delim, use_quote_delim, na_value, chosen)

    def features(*columns: Tensor) -> Any:
        found = OrderedDict(zip(names, columns, strict=True))
        if label_name is None:
            return found
        label = found.pop(label_name)
        return found, label

    dataset = dataset.apply(parallel_interleave(records, num_parallel_reads or 1, sloppy=sloppy))
    dataset = _shuffled(dataset, num_epochs, shuffle, shuffle_buffer_size, shuffle_seed)
    dataset = dataset.batch(batch_size, drop_remainder=num_epochs is None).map(features)
    dataset = dataset.prefetch(AUTOTUNE if prefetch_buffer_size is None else prefetch_buffer_size)
    return dataset.apply(leaving_out_errors()) if ignore_errors else dataset


@export("contrib.data.make_csv_dataset")
@documented_by(make_csv_dataset)
@door
def contrib_make_csv_dataset(
    file_pattern: Any,
    batch_size: Any,
    column_names: Sequence[str] | None = None,
    column_defaults: Sequence[Any] | None = None,
    label_name: str | None = None,
    select_columns: Sequence[Any] | None = None,
    field_delim: str = ",",
    use_quote_delim: bool = True,
    na_value: str = "",
    header: bool = True,
    num_epochs: int | None = None,
    shuffle: bool = True,
    shuffle_buffer_size: int = 10000,
    shuffle_seed: Any = None,
    prefetch_buffer_size: Any = None,
    num_parallel_reads: Any = None,
    sloppy: bool = False,
    num_rows_for_inference: int | None = 100,
    compression_type: Any = None,
) -> Dataset:
    """`tf.data.experimental.make_csv_dataset`; the errors of records are raised."""
    return make_csv_dataset(**locals())


def _files(file_pattern: Any) -> list[str]:
    patterns = file_pattern if isinstance(file_pattern, (list, tuple)) else [file_pattern]
    if not patterns:
        raise ValueError("File pattern is empty.")
    found = sorted(path for pattern in patterns for path in glob(pattern))
    if not found:
        raise ValueError(f"No files match {file_pattern}.")
    return found


def _numbers(chosen: Sequence[Any], names: Sequence[str]) -> list[int]:
    places = {name: index for index, name in enumerate(names)}
    found = []
    for one in chosen:
        if isinstance(one, int):
            if not 0 <= one < len(names):
                raise ValueError(f"Column index {one} specified in `select_columns` out of range of the columns.")
            found.append(one)
        elif one in places:
            found.append(places[one])
        else:
            raise ValueError(f"Value '{one}' specified in `select_columns` not a valid index or column name.")
    found.sort()
    if len(found) != len(set(found)):
        raise ValueError("`select_columns` contains duplicate columns")
    return found


def _shuffled(dataset: Any, num_epochs: int | None, shuffle: bool, size: int, seed: Any) -> Any:
    if shuffle:
        dataset = dataset.shuffle(size, seed)
    return dataset if num_epochs == 1 else dataset.repeat(num_epochs)


class _Reading:
    """How files are looked into for the names and types of columns."""

    def __init__(self, compression: Any, field_delim: str, use_quote_delim: bool) -> None:
        if isinstance(compression, Tensor):
            value = constant_value(compression)
            compression = None if value is None else np.asarray(value).item().decode()
        self._compression = compression or ""
        self._quotes = use_quote_delim
        self._delimiter = field_delim

    def _rows(self, path: str) -> Iterator[list[str]]:
        quoting: Any = csv.QUOTE_MINIMAL if self._quotes else csv.QUOTE_NONE
        for block in read_records(
            path, field_delim=self._delimiter, use_quote_delim=self._quotes, compression=self._compression
        ):
            for record in block:
                yield next(csv.reader([record.decode()], delimiter=self._delimiter, quoting=quoting), [])

    def header(self, files: Sequence[str]) -> list[str]:
        """The first line, which all files have to have."""
        first: list[str] | None = None
        for path in files:
            names = next(self._rows(path), None)
            if names is None:
                raise ValueError(f"Received StopIteration when reading the header line of {path}.  Empty file?")
            if first is None:
                first = names
            elif names != first:
                raise ValueError("Files have different column names in the header row.")
        assert first is not None
        return first

    def defaults(
        self, files: Sequence[str], count: int, na_value: str, header: bool, most: int | None, chosen: list[int] | None
    ) -> list[Tensor]:
        """What stands for missing fields: of the narrowest type that fits the first records."""
        columns = list(range(count)) if chosen is None else chosen
        types: list[DType | None] = [None] * len(columns)
        for number, row in enumerate(self._records(files, header)):
            if most is not None and number >= most:
                break
            if len(row) != count:
                raise ValueError("Problem inferring types: CSV row has different number of fields than expected.")
            types = [_type_of(row[column], na_value, known) for column, known in zip(columns, types, strict=True)]
        found = [kind or dtypes.string for kind in types]
        return [constant([""] if kind is dtypes.string else [0], kind) for kind in found]

    def _records(self, files: Sequence[str], header: bool) -> Iterator[list[str]]:
        for path in files:
            rows = self._rows(path)
            if header:
                next(rows, None)
            yield from rows


def _type_of(text: str, na_value: str, known: DType | None) -> DType | None:
    """The first type that fits a field, and what came before it."""
    if text in ("", na_value):
        return known
    for index, (kind, fits) in enumerate(zip(_TYPES, _FITS, strict=True)):
        if fits(text) and (known is None or known in _TYPES[: index + 1]):
            return kind
    return dtypes.string


def _is_int(kind: DType) -> Callable[[str], bool]:
    def fits(text: str) -> bool:
        try:
            return kind.min <= int(text) <= kind.max
        except ValueError:
            return False

    return fits


def _is_float(kind: DType) -> Callable[[str], bool]:
    def fits(text: str) -> bool:
        try:
            value = float(text)
        except ValueError:
            return False
        return not math.isnan(value) and kind.min <= value <= kind.max

    return fits


_FITS = [
    _is_int(dtypes.int32),
    _is_int(dtypes.int64),
    _is_float(dtypes.float32),
    _is_float(dtypes.float64),
    lambda text: True,
]
