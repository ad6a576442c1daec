"""deterministic: the same batches in every run, however many threads there are."""

from __future__ import annotations

from headrace.formats.doors import door
from headrace.formats.exports import export
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.runtime.random_seed import set_random_seed


@export("train.deterministic")
@door
def deterministic(seed: int) -> None:
    """Have the default graph's queue runners give the same elements in the same order in every run.

    The threads of a queue runner then leave what one of them alone would: they read one after the other, compute at once, and
    draw random numbers and put elements in in the order in which they have read. So `num_threads` changes the speed and
    nothing else. Runners of several programs (`batch_join`, `shuffle_batch_join`) take turns, 512 records each at most. A
    queue that shuffles draws from what is certain to have come: from the `min_after_dequeue + n` oldest elements for a
    batch of n. Programs that run record by record (`tf.train.statistics` says which) run by one thread at a time.

    It counts for sessions that are made after it. `ConfigProto(experimental={"executor_type": "DETERMINISTIC"})` does
    the same for one session and leaves seeds alone.

    What stays open: what the program's own threads do beside each other, `py_func`s that know of time, what a PriorityQueue
    holds when one is taken, and programs of one runner that take from several queues (`contrib.training.bucket`).

    Args:
      seed: of the graph, see `set_random_seed`; it counts for ops that are added later.
    """
    set_random_seed(seed)
    get_default_graph().is_deterministic = True
