"""What TensorFlow's queues do and say, call by call (tests/golden/queues.json), holds for the ops that a session runs."""

from __future__ import annotations

import pytest
from support import golden
from support.queues.cases import InAGraph, QueueCases, element
from support.queues.kinds import GOLDEN, KINDS_OF_TENSORFLOW, in_graph, kind_named
from support.threads import no_threads_left

import headrace as tf
from headrace.pipeline import queues

STRUCTURE = golden.load("rules/queue_structure.json")


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph, no_threads_left():
        yield graph


class TestQueuesInAGraph(InAGraph, QueueCases):
    def test_what_cannot_be_an_element_is_refused_when_the_graph_is_built(self, kind):
        queue = in_graph(kind, 10, [tf.int32], [()], name="q")
        golden = GOLDEN[f"{kind} argument errors"]["ok"]
        self.assert_raises(golden["enqueue wrong static shape"], lambda: queue.enqueue(element(kind, [1, 2])))
        # TensorFlow drops components that are too many; ours refuses the element.
        count = len(element(kind, 1))
        with pytest.raises(ValueError, match=f"queue 'q' has {count} components, but {count + 1} were given to enqueue"):
            queue.enqueue([*element(kind, 1), 2])
        assert self.session.run(queue.size()) == 0

    @pytest.mark.parametrize("name", ["FIFOQueue", "RandomShuffleQueue"])  # the others have words of their own
    def test_shapes_that_do_not_fit_the_types_are_refused_when_the_graph_is_built(self, name):
        self.assert_raises(
            GOLDEN["shapes count differs from dtypes"],
            lambda: in_graph(name, 10, [tf.int32, tf.int32], shapes=[()]),
        )


@pytest.mark.parametrize("kind", KINDS_OF_TENSORFLOW)
def test_the_classes_of_a_kind_are_public_under_its_name(kind):
    found = kind_named(kind)
    assert getattr(tf, kind) is found.graph_class
    assert getattr(queues, kind) is found.queue
    assert found.graph_class.__name__ == found.queue.__name__ == kind


# -- what ops are built --------------------------------------------------------------------------------------------------


def _queue(kind, **named):
    return in_graph(kind, 10, [tf.int32], [()], **named)


@pytest.mark.parametrize("kind", KINDS_OF_TENSORFLOW)
def test_each_call_builds_the_ops_of_tensorflow(kind, graph):
    queue = _queue(kind)
    queue.enqueue(element(kind, 1))
    queue.enqueue_many([[1], [1]] if kind == "PriorityQueue" else [[1]])
    queue.dequeue()
    queue.dequeue_many(2)
    queue.dequeue_up_to(2)
    queue.size()
    queue.close()
    queue.is_closed()
    queue.enqueue(element(kind, 1))
    assert {
        "ops": [[op.name, op.type] for op in graph.get_operations()],
        "q.name": queue.name,
        "q.names": queue.names,
        "dtypes": [dtype.name for dtype in queue.dtypes],
        "shapes": [str(shape) for shape in queue.shapes],
        "queue_ref": queue.queue_ref.dtype.name,
    } == STRUCTURE[kind]["each call"]


@pytest.mark.parametrize("kind", KINDS_OF_TENSORFLOW)
def test_default_names_are_those_of_tensorflow(kind, graph):
    for named in ({}, {}, {"name": "mine"}):
        _queue(kind, **named)
    assert [[op.name, op.type] for op in graph.get_operations()] == STRUCTURE[kind]["twice unnamed, once 'mine'"]


def test_a_range_of_python_is_a_component():
    queue = tf.FIFOQueue(10, [tf.int64], [()])
    fill = queue.enqueue_many([range(2, 9, 3)])
    assert [fill.inputs[1].op.type, fill.inputs[1].dtype.name] == ["Range", "int64"]
    with tf.Session() as session:
        session.run(fill)
        assert session.run(queue.dequeue_many(3)).tolist() == [2, 5, 8]


def test_one_component_is_a_tensor_and_two_are_a_list():
    one = tf.FIFOQueue(10, [tf.int32], [()])
    two = tf.FIFOQueue(10, [tf.int32, tf.int32], [(), ()])
    built = [isinstance(one.dequeue(), tf.Tensor), type(two.dequeue()).__name__]
    assert built == GOLDEN["one component: dequeue gives a tensor; two: a list"]["ok"]


@pytest.mark.parametrize(
    ("case", "build"),
    [
        ("shapes unknown: dequeue_many", lambda: tf.FIFOQueue(10, [tf.int32]).dequeue_many(2)),
        ("shapes unknown: dequeue_up_to", lambda: tf.FIFOQueue(10, [tf.int32]).dequeue_up_to(2)),
        ("RandomShuffleQueue without shapes", lambda: tf.RandomShuffleQueue(10, 0, [tf.int32]).dequeue_many(2)),
    ],
)
def test_several_elements_of_unknown_shape_have_an_unknown_shape(case, build):
    tensor = build()
    assert f"<SymbolicTensor {tensor.name} {tensor.shape}>" == GOLDEN[case]["ok"]


# -- a queue chosen in the run -------------------------------------------------------------------------------------------


def test_a_queue_is_chosen_from_a_list_in_the_run():
    golden = GOLDEN["QueueBase.from_list"]["ok"]
    queues = [tf.FIFOQueue(10, [tf.int32], [()]) for _ in range(2)]
    index = tf.placeholder(tf.int32, [])
    chosen = tf.QueueBase.from_list(index, queues).dequeue()
    with tf.Session() as session:
        session.run([queues[0].enqueue(1), queues[1].enqueue(2)])
        assert [session.run(chosen, {index: k}) for k in (1, 0)] == golden["out"]
        with pytest.raises(tf.errors.InvalidArgumentError) as caught:
            session.run(chosen, {index: 5})
        expected = golden["bad index"]["error"]
        assert caught.value.message.startswith(expected["message"])
        golden.names_node(caught.value, expected["node_suffix"])
    other = tf.FIFOQueue(10, [tf.float32], [()])
    with pytest.raises(TypeError) as refused:
        tf.QueueBase.from_list(index, [queues[0], other])
    assert str(refused.value) == golden["mixed dtypes"]["error"]["message"]


# -- random order --------------------------------------------------------------------------------------------------------


def test_a_seed_gives_one_order_in_each_session_though_not_tensorflows():
    (recorded,) = (found["ok"] for case, found in GOLDEN.items() if case.startswith("RandomShuffleQueue order"))
    queue = tf.RandomShuffleQueue(10, 0, [tf.int32], [()], seed=1)
    fill, close, take = queue.enqueue_many([range(10)]), queue.close(), queue.dequeue()
    orders = []
    for _ in range(2):
        with tf.Session() as session:
            session.run(fill)
            session.run(close)
            orders.append([session.run(take) for _ in recorded])
    assert orders[0] == orders[1] != sorted(recorded)
    assert sorted(orders[0]) == sorted(recorded)
