"""numpy_input_fn: arrays as the input of a model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from headrace.formats.exports import export

from .feeding import batches_of, check_shuffle


@export("estimator.inputs.numpy_input_fn")
def numpy_input_fn(
    x: Any,
    y: Any = None,
    batch_size: int = 128,
    num_epochs: int | None = 1,
    shuffle: bool | None = None,
    queue_capacity: int = 1000,
    num_threads: int = 1,
) -> Callable[[], Any]:
    """A function that gives batches of rows of arrays, by a queue.

    Args:
      x: an array [n, ...] or a dict from names to such.
      y: the labels, an array [n, ...] or a dict from names to such; None for none.
      batch_size: how many rows to give at once; the last batch of all is smaller where `num_epochs` is given.
      num_epochs: how often to go through the rows; None: for ever.
      shuffle: give them in random order; it has to be said.
      queue_capacity: how many rows the queue holds.
      num_threads: how many threads put rows in.

    Returns:
      a function without arguments that gives features, or features and labels, as `x` and `y` are.

    Raises:
      ValueError: `shuffle` is not said; (when the function is called) arrays of different lengths, or a name twice.
      TypeError: (when the function is called) `x` is something else.

    Example:
      >>> input_fn = tf.estimator.inputs.numpy_input_fn({"x": np.arange(4)}, shuffle=False, batch_size=2)
      >>> with tf.Graph().as_default():
      ...     batch = input_fn()
      ...     with tf.train.MonitoredSession() as sess:
      ...         while not sess.should_stop():
      ...             print(sess.run(batch)["x"])
      [0 1]
      [2 3]
    """
    check_shuffle(shuffle)

    def input_fn() -> Any:
        features, targets = _features(x), _targets(y)
        if twice := set(features) & set(targets):
            raise ValueError(f"{len(twice)} duplicate keys are found in both x and y: {twice}")
        columns = {**features, **targets}
        lengths = {column.shape[0] for column in columns.values()}
        if len(lengths) != 1:
            shapes_of_x = {name: column.shape for name, column in features.items()}
            shapes_of_y = None if y is None else _shapes(y)
            raise ValueError(
                "Length of tensors in x and y is mismatched. All elements in x and y must have the same length.\n"
                f"Shapes in x: {shapes_of_x}\nShapes in y: {shapes_of_y}\n"
            )
        arrays = list(columns.values())
        batch = batches_of(
            columns,
            lambda numbers: [column[numbers] for column in arrays],
            lengths.pop(),
            capacity=queue_capacity,
            shuffle=bool(shuffle),
            min_after_dequeue=None,
            num_threads=num_threads,
            batch_size=batch_size,
            num_epochs=num_epochs,
        )
        named = dict(zip(columns, batch, strict=True))
        found = {name: named[name] for name in features} if isinstance(x, dict) else batch[0]
        if y is None:
            return found
        return found, {name: named[name] for name in targets} if isinstance(y, dict) else batch[-1]

    return input_fn


class _Unnamed:
    """The key of a column that has no name; equal to no other."""


def _features(x: Any) -> dict[Any, Any]:
    if isinstance(x, dict):
        if not x:
            raise ValueError("x cannot be an empty dict")
        return {name: x[name] for name in sorted(x)}
    if not isinstance(x, np.ndarray):
        raise TypeError(f"x must be a dict or array; got {type(x).__name__}")
    if x.size == 0:
        raise ValueError("x cannot be an empty array")
    return {_Unnamed(): x}


def _targets(y: Any) -> dict[Any, Any]:
    if y is None:
        return {}
    if not isinstance(y, dict):
        return {_Unnamed(): y}
    if not y:
        raise ValueError("y cannot be empty dict, use None instead.")
    return {name: y[name] for name in sorted(y)}


def _shapes(y: Any) -> Any:
    return {name: y[name].shape for name in sorted(y)} if isinstance(y, Mapping) else y.shape
