"""The elements of a list of texts one after the other, again and again, as tf.contrib.input_pipeline gives them."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export

from ...core.op import stateful_op
from ...core.operation import Operation
from ...core.tensor import Tensor
from ...runtime.variable_state import VariableState
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, with_rank

OBTAIN_NEXT = stateful_op("ObtainNext", "list: string, counter: Ref(int64) -> out_element: string")


@OBTAIN_NEXT.shape
def _obtained(op: Operation) -> StaticShape:
    with_rank(op.inputs[0].static_shape, 1)
    with_rank(op.inputs[1].static_shape, 0)
    return ()


@OBTAIN_NEXT.kernel
def _obtain(list: Any, counter: VariableState) -> Any:
    with counter.lock:
        place = (int(counter.read()[()]) + 1) % len(list)
        counter.value = np.asarray(place, np.int64)
    return list[place : place + 1].reshape(())


@export("contrib.input_pipeline.obtain_next")
def obtain_next(string_list_tensor: TensorLike, counter: Any) -> Tensor:
    """The next of a list of texts, each time it runs; after the last the first.

    Args:
      string_list_tensor: a vector of strings.
      counter: an int64 variable, the place of the text that was given last; -1 in the beginning.

    Returns:
      a scalar string tensor.

    Raises:
      TypeError: `counter` is no variable.
    """
    return OBTAIN_NEXT(string_list_tensor, counter)
