"""decode_csv: lines to typed columns."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats import csv
from headrace.formats.exports import export
from headrace.formats.old_forms import once_named_at
from headrace.formats.records import Records

from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel, takes_records
from ...core.rules.gradient import NO_GRADIENT
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...core.traits import PARSES
from ...types.dtypes import DType, string
from ...types.errors import InvalidArgumentError
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, with_rank_at_most

DECODE_CSV = Op(
    "DecodeCSV",
    "records: string, record_defaults: list(OUT_TYPE) -> output: list(OUT_TYPE)",
    "OUT_TYPE: list({float32, float64, int32, int64, string}) >= 1, field_delim: string = ',', "
    "use_quote_delim: bool = true, na_value: string = '', select_cols: list(int) = []",
    traits=PARSES,
    gradient=NO_GRADIENT,
)


@DECODE_CSV.shape
def _decode_csv_shape(op: Operation) -> list[StaticShape]:
    for tensor in op.inputs[1:]:
        shape = with_rank_at_most(tensor.static_shape, 1)
        if shape and shape[0] not in (None, 0, 1):
            raise ValueError("Shape of a default must be a length-0 or length-1 vector, or a scalar.")
    return [op.inputs[0].static_shape] * len(op.outputs)


def _decoder(op: Operation, defaults: Sequence[Any]) -> csv.Decoder:
    for field, default in enumerate(defaults):
        if np.size(default) > 1:
            raise InvalidArgumentError(
                None, op, f"There should only be 1 default per field but field {field} has {np.size(default)}"
            )
    made: dict[tuple[str, bytes | str], csv.Column] = {}  # most of thousands of columns are alike
    columns = []
    for dtype, default in zip(op.get_attr("OUT_TYPE"), defaults, strict=True):
        array = np.asarray(default)
        key = (dtype.name, repr(array.tolist()) if dtype is string else array.tobytes())
        if key not in made:
            made[key] = csv.Column(dtype.name, None if array.size == 0 else array.ravel()[0])
        columns.append(made[key])
    return csv.Decoder(
        columns,
        field_delim=op.get_attr("field_delim"),
        use_quote_delim=op.get_attr("use_quote_delim"),
        na_value=op.get_attr("na_value"),
        select_cols=list(op.get_attr("select_cols")) or None,
    )


class _Decoders:
    """The decoder of an op: made once where the defaults are constants, for each call otherwise."""

    def __init__(self, op: Operation) -> None:
        self._op = op
        known = [constant_value(tensor) for tensor in op.inputs[1:]]
        self._fixed = None if any(default is None for default in known) else _decoder(op, known)

    def __call__(self, defaults: Sequence[Any]) -> csv.Decoder:
        return self._fixed or _decoder(self._op, defaults)


@DECODE_CSV.bind
def _decode_csv(op: Operation, session: Any) -> Kernel:
    decoder = _Decoders(op)

    def decode(records: Any, record_defaults: Sequence[Any]) -> list:
        array = np.asarray(records, object)
        columns = decoder(record_defaults)(Records.from_list(array.reshape(-1).tolist()))
        return columns if array.ndim == 1 else [column.reshape(array.shape) for column in columns]

    return decode


@DECODE_CSV.batch
@takes_records
def _decode_csv_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if any(batched[1:]):
        return None
    decoder = _Decoders(op)

    def run(n: int, records: Any, *defaults: Any) -> Any:
        if isinstance(records, Records):
            return decoder(defaults)(records)
        return kernel(records, *defaults)

    return run


def _refuse_types(record_defaults: Sequence[Any]) -> None:
    are_types = [isinstance(default, (DType, type)) for default in record_defaults]
    if any(are_types):
        told = ["<NOT CONVERTIBLE TO TENSOR>" if is_type else "a value" for is_type in are_types]
        raise TypeError(
            f"Tensors in list passed to 'record_defaults' of 'DecodeCSV' Op have types [{', '.join(told)}] that are invalid. "
            f"Tensors: {[*record_defaults]}; a default is a value of the column's type: [0], [0.0], ['']; [] of a type for none"
        )


@export("decode_csv", "io.decode_csv")
@once_named_at("use_quote_delim", "1.3")
def decode_csv(
    records: TensorLike,
    record_defaults: Sequence[Any],
    field_delim: str = ",",
    use_quote_delim: bool = True,
    name: str | None = None,
    na_value: str = "",
    select_cols: Sequence[int] | None = None,
) -> list[Tensor]:
    """The fields of CSV records, a tensor per column.

    Args:
      records: strings of any shape; each is one record, without a line end.
      record_defaults: per column a vector of one default value, or of none where the field is required; its type is the
        column's: float32, float64, int32, int64 or string.
      field_delim: what stands between fields, one character.
      use_quote_delim: whether a field in double quotes may hold delimiters and line ends; otherwise quotes are part of the
        text.
      na_value: a field of this text takes the default, as an empty one does.
      select_cols: the columns to return, in ascending order; all if None.

    Returns:
      a list of one tensor per column, each of the shape of `records`.

    Raises:
      ValueError: `select_cols` is out of order or of another length than `record_defaults`; a default has more than one value.
      TypeError: a column of another type.
      InvalidArgumentError: (when run) wrong number of fields, or a field that is not of its type.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.decode_csv("7,1.5", [[0], [0.0]]))[0].item()
      7
    """
    if select_cols is not None:
        if any(x >= y for x, y in itertools.pairwise(select_cols)):
            raise ValueError("select_cols is not strictly increasing.")
        if select_cols and select_cols[0] < 0:
            raise ValueError("select_cols contains negative values.")
        if len(select_cols) != len(record_defaults):
            raise ValueError("Length of select_cols and record_defaults do not match.")
    if isinstance(record_defaults, (list, tuple)):
        if not record_defaults:
            raise ValueError("Attr 'OUT_TYPE' of 'DecodeCSV' Op passed list of length 0 less than minimum 1.")
        _refuse_types(record_defaults)
    return DECODE_CSV(
        records,
        record_defaults,
        field_delim=field_delim,
        use_quote_delim=use_quote_delim,
        na_value=na_value,
        select_cols=tuple(select_cols or ()),
        name=name,
    )
