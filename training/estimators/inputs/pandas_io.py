"""pandas_input_fn: a table of pandas as the input of a model."""

from __future__ import annotations

import importlib
import uuid
from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.exports import export

from .feeding import batches_of, check_shuffle


@export("estimator.inputs.pandas_input_fn")
def pandas_input_fn(
    x: Any,
    y: Any = None,
    batch_size: int = 128,
    num_epochs: int | None = 1,
    shuffle: bool | None = None,
    queue_capacity: int | None = 1000,
    num_threads: int = 1,
    target_column: str = "target",
) -> Callable[[], Any]:
    """A function that gives batches of rows of a DataFrame, by a queue.

    Args:
      x: the DataFrame; its columns are the features.
      y: the labels, a Series or a DataFrame with the same index; None for none.
      batch_size: how many rows to give at once; the last batch of all is smaller where `num_epochs` is given.
      num_epochs: how often to go through the rows; None: for ever.
      shuffle: give them in random order; it has to be said.
      queue_capacity: how many rows the queue holds; None: as many as there are, four times as many where they are shuffled.
      num_threads: how many threads put rows in.
      target_column: a name that no feature has, accepted where `y` is a Series.

    Returns:
      a function without arguments that gives a dict of features, or such a dict and the labels.

    Raises:
      ValueError: `shuffle` is not said, the indexes differ, or a feature is called as the labels.
      TypeError: pandas is not installed, or `target_column` is no text.
    """
    try:
        pandas = importlib.import_module("pandas")
    except ImportError as error:
        raise TypeError("pandas_input_fn should not be called without pandas installed") from error
    check_shuffle(shuffle)
    if not isinstance(target_column, str):
        raise TypeError("target_column must be a string type")
    table, targets = x.copy(), {}
    if y is not None:
        if target_column in table:
            raise ValueError(
                f"Cannot use name {target_column} for target column: DataFrame already has a column with that name: "
                f"{table.columns}"
            )
        if not np.array_equal(table.index, y.index):
            raise ValueError(f"Index for x and y are mismatched.\nIndex for x: {table.index}\nIndex for y: {y.index}\n")
        if isinstance(y, pandas.DataFrame):
            targets = {name: f"{name}_{uuid.uuid4()}" if name in table else name for name in y}
            for name, key in targets.items():
                table[key] = y[name]
        else:
            targets = {None: target_column}
            table[target_column] = y
    capacity = queue_capacity
    if capacity is None:
        capacity = 4 * len(table) if shuffle else len(table)

    def input_fn() -> Any:
        columns = {name: table[name] for name in table.columns}
        batch = batches_of(
            columns,
            lambda numbers: [table[name].values[numbers] for name in columns],
            len(table),
            capacity=capacity,
            shuffle=bool(shuffle),
            min_after_dequeue=int(max(capacity / 4, 1)),
            num_threads=num_threads,
            batch_size=batch_size,
            num_epochs=num_epochs,
        )
        features = dict(zip(columns, batch, strict=True))
        labels = {name: features.pop(key) for name, key in targets.items()}
        if y is None:
            return features
        return features, labels.get(None, labels)

    return input_fn
