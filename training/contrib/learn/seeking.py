"""Files one after the other, from a list that is kept in variables."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph.core.constants import constant
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.state.obtain_next import obtain_next
from headrace.graph.types import dtypes
from headrace.graph.variables.scope import get_variable, variable_scope
from headrace.pipeline.queues.kinds.fifo import GraphFIFOQueue
from headrace.pipeline.runners.queue_runner import QueueRunner, add_queue_runner


@export("contrib.input_pipeline.python.ops.input_pipeline_ops.seek_next")
def seek_next(
    string_list: Sequence[Any], shuffle: bool = False, seed: int | None = None, num_epochs: int | None = None
) -> Tensor:
    """The next of a list of texts, each time it runs; the list and the place in it are variables.

    Args:
      string_list: the texts.
      shuffle: whether they are shuffled, anew for each epoch.
      seed: of the shuffling; None: that of Python's `random`.
      num_epochs: how often all are given; None: without end.

    Returns:
      a scalar string tensor.

    Raises:
      OutOfRangeError: (when it is run) all have been given so often.
    """
    own: Any = random.Random(seed) if seed else random
    order, found = list(string_list), []
    for _ in range(num_epochs or 1):
        if shuffle:
            own.shuffle(order)
        found += order
    with variable_scope("obtain_next"):
        place = _kept("obtain_next_counter", constant(-1, dtypes.int64))
        texts = _kept("obtain_next_expanded_list", constant(found))
        if not num_epochs:
            return obtain_next(texts, place)
        count = _kept("obtain_next_filename_counter", constant(0, dtypes.int64)).count_up_to(len(found))
        with get_default_graph().control_dependencies([count]):
            return obtain_next(texts, place)


def _kept(name: str, value: Tensor) -> Any:
    return get_variable(name, initializer=value, dtype=value.dtype, trainable=False)


def shared_queue(names: Sequence[str], shuffle: bool, num_epochs: int | None, seed: int | None) -> GraphFIFOQueue:
    """A queue of one file, the next of a list whose place is a variable: who shares the variables shares the list."""
    queue = GraphFIFOQueue(1, [dtypes.string], shapes=[[]])
    add_queue_runner(QueueRunner(queue, [queue.enqueue(seek_next(names, shuffle, seed, num_epochs))]))
    return queue
