"""What tables of pandas hold, as arrays; without pandas, what is given is given back."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from headrace.formats.exports import export

_KINDS = "biuf"
"""Whole numbers, floats and bools."""


def _frame_of(data: Any) -> bool:
    """Whether something is a DataFrame. Who has one has imported pandas."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(data, pandas.DataFrame)


def _bad(data: Any) -> list[Any]:
    return [column for column in data if data[column].dtype.kind not in _KINDS]


@export("contrib.learn.extract_pandas_data")
def extract_pandas_data(data: Any) -> Any:
    """The numbers of a table.

    Args:
      data: a DataFrame of numbers; everything else is given back.

    Returns:
      a float array [rows, columns].

    Raises:
      ValueError: a column of something else.
    """
    if not _frame_of(data):
        return data
    if bad := _bad(data):
        report = ", ".join(f"'{column}' type='{data[column].dtype.name}'" for column in bad)
        raise ValueError(f"Data types for extracting pandas data must be int, float, or bool. Found: {report}")
    return data.values.astype("float")


@export("contrib.learn.extract_pandas_matrix")
def extract_pandas_matrix(data: Any) -> Any:
    """The values of a table.

    Args:
      data: a DataFrame; everything else is given back.

    Returns:
      an array [rows, columns].
    """
    return data.values if _frame_of(data) else data


@export("contrib.learn.extract_pandas_labels")
def extract_pandas_labels(labels: Any) -> Any:
    """The numbers of a table of one column.

    Args:
      labels: a DataFrame; everything else is given back.

    Returns:
      an array [rows, 1].

    Raises:
      ValueError: several columns, or one of something else.
    """
    if not _frame_of(labels):
        return labels
    if len(labels.columns) > 1:
        raise ValueError("Only one column for labels is allowed.")
    if bad := _bad(labels):
        report = ", ".join(f"'{column}' type={labels[column].dtype.name}" for column in bad)
        raise ValueError(f"Data types for extracting labels must be int, float, or bool. Found: {report}")
    return labels.values


def _dask_of(data: Any, *kinds: str) -> Any:
    """`dask.dataframe`, where something is one of its tables; else None. Who has one has imported dask."""
    dask = sys.modules.get("dask.dataframe")
    return dask if dask is not None and isinstance(data, tuple(getattr(dask, kind) for kind in kinds)) else None


def _numbered(part: Any, start: int) -> Any:
    return part.set_axis(part.index + start, axis=0)


def _with_divisions(dask: Any, data: Any) -> Any:
    """The same table; the rows of each part are numbered on from those of the part before."""
    ends = np.cumsum(data.map_partitions(len).compute()).tolist()
    parts = [dask.utils.delayed(_numbered)(part, start) for part, start in zip(data.to_delayed(), [0, *ends[:-1]], strict=True)]
    return dask.from_delayed(parts, meta=data._meta, divisions=[0, *ends])


@export("contrib.learn.extract_dask_data")
def extract_dask_data(data: Any) -> Any:
    """A table of dask whose rows are numbered through.

    Args:
      data: a Series or a DataFrame of dask; everything else is given back.

    Returns:
      a table of the same kind.
    """
    dask = _dask_of(data, "Series", "DataFrame")
    return data if dask is None else _with_divisions(dask, data)


@export("contrib.learn.extract_dask_labels")
def extract_dask_labels(labels: Any) -> Any:
    """A table of dask of one column, whose rows are numbered through.

    Args:
      labels: a Series or a DataFrame of dask; everything else is given back.

    Returns:
      a table of the same kind.

    Raises:
      ValueError: several columns.
    """
    if _dask_of(labels, "DataFrame") is not None and len(labels.columns) > 1:
        raise ValueError("Only one column for labels is allowed.")
    return extract_dask_data(labels)
