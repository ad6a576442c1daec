"""Where a stage's elements go: batch and its kin, and queues of the program's own with a QueueRunner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

Copies = Sequence[Sequence[Any]]
"""The components of an element, once for each time that the stage was made."""

UNORDERED = ("shuffle_batch", "shuffle_batch_join", "maybe_shuffle_batch", "batch_join", "bucket")
JOINS = ("batch_join", "shuffle_batch_join")


def copies_of(sink: dict[str, Any]) -> int:
    """How many times the stage is made: once for each thread of a join."""
    return sink["threads"] if sink["kind"] in JOINS else 1


def is_ordered(sink: dict[str, Any]) -> bool:
    """Whether elements leave in the order in which records came."""
    if sink["threads"] > 1 or sink["kind"] in UNORDERED:
        return False
    return not (sink["kind"] == "queue" and sink["queue"] in ("RandomShuffleQueue", "PriorityQueue"))


def whole_order(spec: dict[str, Any]) -> bool:
    """Whether the order is determined from the source to the last sink."""
    return not spec["source"].get("shuffled") and all(is_ordered(stage["sink"]) for stage in spec["stages"])


def stacks(sink: dict[str, Any]) -> bool:
    """Whether what leaves is a batch of elements."""
    return sink["kind"] != "queue" or sink["take"] != "one"


def _batch(tf: Any, world: Any, copies: Copies, sink: dict[str, Any], keep: Any) -> list[Any]:
    kind = sink["kind"]
    options: dict[str, Any] = {
        "batch_size": sink["size"],
        "capacity": sink["capacity"],
        "enqueue_many": sink["many"],
        "allow_smaller_final_batch": sink["smaller"],
    }
    if "shuffle" in kind:
        options |= {"min_after_dequeue": min(sink["capacity"] - 1, sink["least"]), "seed": 5}
    else:
        options["dynamic_pad"] = sink["pad"]
    if kind not in JOINS:
        options["num_threads"] = sink["threads"]
    parts = [list(copy) for copy in copies]
    first = [parts] if kind in JOINS else [parts[0]]
    if "maybe" in kind:
        first.append(keep)
    made = getattr(tf.train, kind)(*first, **options)
    return list(made) if isinstance(made, (list, tuple)) and not hasattr(made, "dense_shape") else [made]


def _bucket(tf: Any, world: Any, copies: Copies, sink: dict[str, Any], keep: Any) -> list[Any]:
    length = tf.minimum(tf.cast(keep, tf.int32), 1000)  # the largest int32 fits into no bucket, in TensorFlow neither
    _, made = tf.contrib.training.bucket_by_sequence_length(
        length,
        list(copies[0]),
        sink["size"],
        sink["boundaries"],
        num_threads=sink["threads"],
        capacity=sink["capacity"],
        dynamic_pad=sink["pad"],
        allow_smaller_final_batch=sink["smaller"],
    )
    return list(made) if isinstance(made, (list, tuple)) else [made]


def _queue(tf: Any, world: Any, copies: Copies, sink: dict[str, Any], keep: Any) -> list[Any]:
    components = [tf.convert_to_tensor(component) for component in copies[0]]
    dtypes = [component.dtype.base_dtype for component in components]
    shapes = [component.shape[1:] if sink["many"] else component.shape for component in components]
    name, capacity = sink["queue"], sink["capacity"]
    if name == "RandomShuffleQueue":
        queue = tf.RandomShuffleQueue(capacity, min(capacity - 1, sink["least"]), dtypes, shapes, seed=5)
    elif name == "PriorityQueue":
        queue = tf.PriorityQueue(capacity, dtypes, shapes)
        components = [tf.cast(keep, tf.int64), *components]
    else:
        queue = getattr(tf, name)(capacity, dtypes, shapes)
    with tf.control_dependencies(world.effects):
        enqueue = queue.enqueue_many(components) if sink["many"] else queue.enqueue(components)
    tf.train.add_queue_runner(tf.train.QueueRunner(queue, [enqueue] * sink["threads"]))
    if sink["take"] == "one":
        taken = queue.dequeue()
    else:
        taken = (queue.dequeue_many if sink["take"] == "many" else queue.dequeue_up_to)(sink["size"])
    taken = list(taken) if isinstance(taken, (list, tuple)) else [taken]
    return taken[1:] if name == "PriorityQueue" else taken


def make_sink(tf: Any, world: Any, copies: Copies, sink: dict[str, Any], keep: Any) -> list[Any]:
    """Put a sink behind a stage; the tensors of what leaves it.

    Args:
      keep: what a `maybe_` sink keeps elements by, a bucket measures them by, a priority queue sorts them by.
    """
    makers: dict[str, Callable[..., list[Any]]] = {"queue": _queue, "bucket": _bucket}
    return makers.get(sink["kind"], _batch)(tf, world, copies, sink, keep)
