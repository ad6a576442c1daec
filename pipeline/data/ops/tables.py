"""Ops whose datasets are records taken apart: CSV files, databases, Examples; and the one that writes records."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from headrace.formats import csv, tfrecord
from headrace.formats.example.specs import FixedLenFeature, FixedLenSequenceFeature, VarLenFeature
from headrace.formats.records import Records
from headrace.graph.core.op import stateful_op
from headrace.graph.core.operation import Operation
from headrace.graph.core.traits import BLOCKING
from headrace.graph.functions.bound import Body, BoundFunction
from headrace.graph.functions.func_graph import FuncGraph, function_name
from headrace.graph.ops.parsing.csv import decode_csv
from headrace.graph.ops.parsing.example import parse_example
from headrace.graph.ops.sparse.codecs import serialize_sparse
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types import dtypes
from headrace.graph.types.dtypes import DType
from headrace.graph.types.errors import OpError, OutOfRangeError, UnknownError, invalid

from ...readers.file_kind import FileKind
from ..anew import anew
from ..flow.files import Files
from ..flow.flow import DatasetValue
from ..flow.maps import Map
from ..flow.parallel_maps import ParallelMap
from ..flow.sources import Generator
from .declared import OUTPUTS, Make, dataset_op, python_value
from .files import compression_of, names_of


class _CsvRecords(FileKind):
    """Records of CSV files; one may go on in the next line within quotes."""

    def __init__(self, header: bool, delimiter: str, quotes: bool, compression: str) -> None:
        self._header, self._delimiter, self._quotes, self._compression = int(header), delimiter, quotes, compression

    def open(self, path: str) -> Iterator[Records]:
        return csv.read_records(
            path,
            skip_header_lines=self._header,
            field_delim=self._delimiter,
            use_quote_delim=self._quotes,
            compression=self._compression,
        )


class _Reworded(BoundFunction):
    """A function whose errors tell of a record without its number."""

    def one(self, run: RunContext, *values: Any) -> tuple:
        try:
            return super().one(run, *values)
        except OpError as error:
            found = error.restated(message=_unnumbered(error.message))
            if error.placeless is not None:
                found.placeless = _unnumbered(error.placeless[0]), error.placeless[1]
            raise found from error


def _unnumbered(message: str) -> str:
    return re.sub(r"\b(in record) 0\b", r"\1", message)


@dataset_op(
    "CSVDataset",
    "filenames: string, compression_type: string, buffer_size: int64, header: bool, field_delim: string, "
    "use_quote_delim: bool, na_value: string, select_cols: int64, record_defaults: list(output_types)",
    "output_types: list({float32, float64, int32, int64, string}) >= 1, output_shapes: list(shape) >= 1",
)
def CSV(op: Operation, session: Any) -> Make:
    kinds = op.get_attr("output_types")

    def make(
        names: Any,
        compression: Any,
        buffer_size: Any,
        header: Any,
        delimiter: Any,
        quotes: Any,
        na_value: Any,
        columns: Any,
        defaults: Sequence[Any],
    ) -> DatasetValue:
        delimiter, compression = python_value(delimiter), compression_of(python_value(compression))
        if len(delimiter) != 1:
            raise invalid("field_delim should be only 1 char")
        record = Files(op.name, names_of(names), _CsvRecords(bool(header), delimiter.decode(), bool(quotes), compression))
        body = FuncGraph(function_name("CSVDataset_decode"), op.graph)
        with body.as_default():
            fields = decode_csv(
                body.argument(dtypes.string, (), "record"),
                [np.asarray(value, kind.as_numpy_dtype) for value, kind in zip(defaults, kinds, strict=True)],
                delimiter.decode(),
                bool(quotes),
                na_value=python_value(na_value).decode(),
                select_cols=columns.tolist() or None,
            )
            body.end(fields)
        return Map(record, _Reworded(Body(body, session)))

    return make


@dataset_op("SqlDataset", "driver_name: string, data_source_name: string, query: string")
def SQL(op: Operation, session: Any) -> Make:
    kinds = op.get_attr("output_types")

    def make(driver: Any, source: Any, query: Any) -> Generator:
        names = [python_value(one).decode() for one in (driver, source, query)]
        if names[0] != "sqlite":
            raise invalid(f"The set of supported databases is: {{'sqlite'}}. '{names[0]}' is none of them.")
        return Generator(lambda run: _rows(names[1], names[2], kinds))

    return make


def _rows(source: str, query: str, kinds: Sequence[DType]) -> Iterator[tuple[Any, ...]]:
    with contextlib.closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as connection:
        try:
            rows = connection.execute(query)
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", 1)
            raise UnknownError(None, None, f"Prepare() failed: [{code}] {error}: {query}") from error
        if len(rows.description) != len(kinds):
            raise invalid(
                f"The number of columns in query ({len(rows.description)}) must match the number of elements in output_types "
                f"({len(kinds)})."
            )
        for row in rows:
            yield tuple(_field(value, kind) for value, kind in zip(row, kinds, strict=True))


def _field(value: Any, kind: DType) -> Any:
    if kind is dtypes.string:
        return value if isinstance(value, bytes) else b"" if value is None else str(value).encode()
    return kind.as_numpy_dtype(0 if value is None else value)


_EXAMPLES = "input_dataset: variant, num_parallel_calls: int64, dense_defaults: list(Tdense)"


@dataset_op(
    "ParseExampleDataset",
    _EXAMPLES,
    "sparse_keys: list(string) >= 0, dense_keys: list(string) >= 0, sparse_types: list({float32, int64, string}) >= 0, "
    "Tdense: list({float32, int64, string}) >= 0, "
    f"dense_shapes: list(shape) >= 0, {OUTPUTS}, sloppy: bool = false",
)
def PARSE_EXAMPLE(op: Operation, session: Any) -> Make:
    def make(dataset: DatasetValue, calls: Any, defaults: Sequence[Any]) -> DatasetValue:
        body = FuncGraph(function_name("ParseExampleDataset_parse"), op.graph)
        with body.as_default():
            serialized = body.argument(dtypes.string, (None,), "serialized")
            found = parse_example(serialized, _features(op, defaults))
            body.end(_flat(found))
        return ParallelMap(dataset, BoundFunction(Body(body, session)), int(calls), True)

    return make


def _features(op: Operation, defaults: Sequence[Any]) -> dict[str, Any]:
    """The features that a node parses, as `parse_example` takes them."""
    sparse = zip(op.get_attr("sparse_keys"), op.get_attr("sparse_types"), strict=True)
    features: dict[str, Any] = {key: VarLenFeature(kind) for key, kind in sparse}
    dense = zip(op.get_attr("dense_keys"), op.get_attr("Tdense"), op.get_attr("dense_shapes"), defaults, strict=True)
    for key, kind, shape, default in dense:
        value = np.asarray(default)
        if shape and shape[0] is None:
            features[key] = FixedLenSequenceFeature(shape[1:], kind, True, value.item() if value.size == 1 else None)
        else:
            features[key] = FixedLenFeature(shape, kind, value if value.size or 0 in shape else None)
    return features


def _flat(found: Mapping[str, Any]) -> list[Any]:
    return [_whole(found[key]) for key in sorted(found)]


def _whole(value: Any) -> Any:
    return serialize_sparse(value, out_type=dtypes.variant) if isinstance(value, SparseTensor) else value


TO_TFRECORD = stateful_op(
    "DatasetToTFRecord",
    "input_dataset: variant, filename: string, compression_type: string ->",
    traits=BLOCKING,
    shape=lambda op: [],
)


@TO_TFRECORD.bind
def _to_tfrecord(op: Operation, session: Any) -> Any:
    def write(run: RunContext, dataset: DatasetValue, filename: Any, compression: Any) -> None:
        path, kind = (python_value(one).decode() for one in (filename, compression))
        with contextlib.closing(anew(dataset).begin(session.context)) as flow, tfrecord.Writer(path, kind) as writer:
            while True:
                try:
                    block = flow.next(run, 1024 if flow.ahead else 1)
                except OutOfRangeError:
                    return
                writer.write_many([block.value(index)[0] for index in range(block.n)])

    return write
