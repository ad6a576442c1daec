"""What tables of pandas hold, as arrays; without pandas, what is given is given back."""

from __future__ import annotations

import sys
from typing import Any

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
