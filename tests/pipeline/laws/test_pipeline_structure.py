"""Producers and batching build what TensorFlow builds: operations, names, collections, runners, summary tags."""

from __future__ import annotations

import pytest
from support import golden

from headrace.graph.core.constants import constant
from headrace.graph.core.graph import Graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.ops.arrays.placeholders import placeholder
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor
from headrace.pipeline.inputs import batching, producers
from headrace.pipeline.queues.graph import FIFOQueue
from headrace.pipeline.readers.lines import TextLineReader

RULES = golden.load("rules/input_pipeline_structure.json")


def _two():
    return constant(1), constant("a")


BUILD = {
    "string_input_producer(num_epochs=2)": lambda: producers.string_input_producer(["a", "b"], num_epochs=2),
    "string_input_producer(shuffle=False)": lambda: producers.string_input_producer(["a", "b"], shuffle=False),
    "string_input_producer(name='files', shared_name='sh')": lambda: producers.string_input_producer(
        ["a", "b"], name="files", shared_name="sh"
    ),
    "two string_input_producers": lambda: [producers.string_input_producer(["a"]) for _ in range(2)],
    "range_input_producer(5)": lambda: producers.range_input_producer(5),
    "limit_epochs": lambda: producers.limit_epochs(constant([1, 2]), 3),
    "limit_epochs None": lambda: producers.limit_epochs(constant([1, 2])),
    "input_producer": lambda: producers.input_producer(constant([[1, 2], [3, 4]]), num_epochs=1),
    "batch": lambda: batching.batch(list(_two()), 4),
    "batch enqueue_many": lambda: batching.batch([constant([1, 2, 3])], 4, enqueue_many=True),
    "batch dynamic_pad": lambda: batching.batch([placeholder("int32", [None])], 4, dynamic_pad=True),
    "batch allow_smaller_final_batch": lambda: batching.batch([constant(1)], 4, allow_smaller_final_batch=True),
    "batch num_threads=3": lambda: batching.batch([constant(1)], 4, num_threads=3),
    "batch dict": lambda: batching.batch({"x": constant(1), "y": constant(2.0)}, 4),
    "batch sparse": lambda: batching.batch(SparseTensor([[0]], [1.0], [3]), 4),
    "batch_join": lambda: batching.batch_join([[constant(1)], [constant(2)]], 4),
    "shuffle_batch(capacity=50, min_after_dequeue=10)": lambda: batching.shuffle_batch([constant(1)], 4, 50, 10),
    "shuffle_batch name, seed, shapes": lambda: batching.shuffle_batch(
        [constant(1)], 4, 50, 10, seed=3, shapes=[[]], name="sb"
    ),
    "shuffle_batch_join": lambda: batching.shuffle_batch_join([[constant(1)], [constant(2)]], 4, 50, 10),
    "shuffle_batch allow_smaller_final_batch": lambda: batching.shuffle_batch(
        [constant(1)], 4, 50, 10, allow_smaller_final_batch=True
    ),
    "maybe_batch": lambda: _maybe(batching.maybe_batch, 4),
    "match_filenames_once": lambda: producers.match_filenames_once("*.csv"),
    "read_up_to": lambda: TextLineReader().read_up_to(producers.string_input_producer(["a"]), 5),
}


def _maybe(function, *sizes):
    return function([constant(1)], constant(True), *sizes)


@pytest.mark.parametrize("probe", sorted(BUILD))
def test_the_graph_is_the_one_that_tensorflow_builds(probe):
    expected = RULES[probe]["ok"]
    with Graph().as_default() as graph:
        BUILD[probe]()
        operations = [[op.name, op.type] for op in graph.get_operations()]
        runners = [
            {
                "queue": runner.name,
                "enqueue_ops": [op.name for op in runner.enqueue_ops],
                "close": runner.close_op.name,
                "cancel": runner.cancel_op.name,
                "queue_closed_exception_types": [kind.__name__ for kind in runner.queue_closed_exception_types],
            }
            for runner in graph.get_collection(GraphKeys.QUEUE_RUNNERS)
        ]
        if probe == "batch sparse":
            # TensorFlow adds three identities that lead nowhere.
            expected["ops"] = [op for op in expected["ops"] if "control_dependency" not in op[0]]
        assert operations == expected["ops"]
        assert runners == expected["queue_runners"]
        for name in ("summaries", "local_variables"):
            assert [item.name for item in graph.get_collection(name)] == expected["collections"].get(name, [])


ERRORS = golden.load("rules/input_pipeline_errors.json")

BUILD_ERRORS = {
    "string_input_producer([])": lambda: producers.string_input_producer([]),
    "num_epochs=0": lambda: producers.string_input_producer(["a"], num_epochs=0),
    "num_epochs=-1": lambda: producers.string_input_producer(["a"], num_epochs=-1),
    "scalar": lambda: producers.string_input_producer("a"),
    "slice_input_producer []": lambda: producers.slice_input_producer([]),
    "batch unknown shape": lambda: batching.batch([placeholder("int32")], 4),
    "batch partly unknown shape": lambda: batching.batch([placeholder("int32", [None])], 4),
    "batch []": lambda: batching.batch([], 4),
    "num_threads 0": lambda: batching.batch([constant(1)], 4, num_threads=0),
    "shuffle_batch capacity <= min_after_dequeue": lambda: batching.shuffle_batch([constant(1)], 4, 10, 10),
    "batch_join of different types": lambda: batching.batch_join([[constant(1)], [constant(1.0)]], 4),
    "batch_join []": lambda: batching.batch_join([], 4),
    "batch enqueue_many of a scalar": lambda: batching.batch([constant(1)], 4, enqueue_many=True),
}


@pytest.mark.parametrize("probe", sorted(BUILD_ERRORS))
def test_what_tensorflow_refuses_is_refused_in_its_words(probe):
    expected = ERRORS[probe]["error"]
    with Graph().as_default(), pytest.raises(Exception) as caught:
        BUILD_ERRORS[probe]()
    assert type(caught.value).__name__ == expected["class"]
    said, words = str(caught.value), expected["message"]
    assert said == words or said.startswith(f"{words}; ")  # behind which stands what helps


def test_a_queue_is_given_back():
    with Graph().as_default():
        assert isinstance(producers.string_input_producer(["a"]), FIFOQueue)
