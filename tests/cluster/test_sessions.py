"""Sessions whose operations are on several tasks give what one process gives."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from support.clusters.in_one_process import cluster

import headrace as tf
from headrace.cluster.tasks import remote
from headrace.cluster.tasks.names import TaskName
from headrace.graph.runtime.run_context import FOREVER

_WORKERS = ("/job:worker/replica:0/task:0", "/job:worker/replica:0/task:1")

PS, W0, W1 = "/job:ps/task:0", "/job:worker/task:0", "/job:worker/task:1"


@pytest.mark.parametrize("is_client", [False, True])
def test_variables_live_in_the_task_that_has_them_and_outlive_sessions(is_client):
    with cluster(ps=1, worker=2) as made:
        with tf.device(PS):
            v = tf.Variable([1.0, 2.0])
        with tf.device(W1):
            doubled = v * 2.0
        changed = v.assign_add(doubled)
        with made.session("worker", is_client=is_client) as session:
            session.run(v.initializer)
            np.testing.assert_array_equal(session.run(changed), [3.0, 6.0])
        with made.session("worker", 1) as session:
            np.testing.assert_array_equal(session.run([v, doubled]), [[3.0, 6.0], [6.0, 12.0]])


def test_what_is_fetched_is_the_callers_own():
    with cluster(ps=1) as made, tf.device(PS):
        v = tf.Variable(tf.zeros([3]))
        with made.session("ps", is_client=True) as session:
            session.run(v.initializer)
            value = session.run(v)
            value += 1.0
            np.testing.assert_array_equal(session.run(v), np.zeros(3))


def test_an_error_says_from_which_task_and_names_the_operation_of_the_program():
    with cluster(ps=1, worker=1) as made:
        with tf.device(PS):
            v = tf.Variable(1.0, name="weight")
            checked = tf.check_numerics(tf.log(v - 2.0), "bad", name="checked")
        with made.session("worker") as session:
            with pytest.raises(
                tf.errors.FailedPreconditionError, match="From /job:ps/replica:0/task:0:\nAttempting to use uninit"
            ):
                session.run(v)
            session.run(v.initializer)
            with pytest.raises(
                tf.errors.InvalidArgumentError, match="From /job:ps/replica:0/task:0:\nbad : Tensor had NaN"
            ) as caught:
                session.run(checked)
            assert caught.value.op is checked.op


@pytest.mark.parametrize("is_client", [False, True])
def test_a_variable_of_another_task_without_a_value_is_told_of_as_one_of_this_process(is_client):
    with cluster(ps=1, worker=1) as made:
        with tf.device(PS):
            one = tf.Variable(1.0, name="one")
            other = tf.get_variable("other", [], use_resource=True)
            local = tf.Variable(1.0, collections=[tf.GraphKeys.LOCAL_VARIABLES], name="local")
            alone = tf.Variable(1.0, collections=[], name="alone")
        found = []
        for v in (one, other, local, alone):
            for wanted in (v, v + 1.0, tf.cond(tf.constant(True), lambda v=v: tf.identity(v), lambda: tf.constant(0.0))):
                with made.session("worker", is_client=is_client) as session:
                    with pytest.raises(tf.errors.FailedPreconditionError) as caught:
                        session.run(wanted)
                    found.append(caught.value.message.removeprefix("From /job:ps/replica:0/task:0:\n"))
        to_run = "(run tf.global_variables_initializer() first)"
        locally = "(a local variable, as num_epochs makes one: run tf.local_variables_initializer() first)"
        words = {"one": f"one {to_run}", "other": f"other {to_run}", "local": f"local {locally}", "alone": "alone"}
        assert found == [f"Attempting to use uninitialized value {words[v]}" for v in words for _ in range(3)]


def test_a_dequeue_waits_for_another_session_and_ends_with_its_own():
    with cluster(ps=1, worker=2) as made:
        with tf.device(PS):
            queue = tf.FIFOQueue(10, tf.int32, shapes=[()], shared_name="shared")
        x = tf.placeholder(tf.int32, [])
        put, taken, closed = queue.enqueue(x), queue.dequeue(), queue.close()
        with made.session("worker") as one, made.session("worker", 1) as two:
            found: list = []
            thread = threading.Thread(target=lambda: found.append(one.run(taken)))
            thread.start()
            two.run(put, {x: 7})
            thread.join()
            assert found == [7]
            with pytest.raises(tf.errors.DeadlineExceededError):
                one.run(taken, options=tf.RunOptions(timeout_in_ms=50))
            two.run(put, {x: 8})  # nobody takes it any more who had given up
            assert one.run(taken) == 8
            two.run(closed)
            with pytest.raises(tf.errors.OutOfRangeError, match="is closed and has insufficient elements"):
                one.run(taken)


def test_closing_a_session_ends_what_waits_for_it_elsewhere():
    with cluster(ps=1, worker=1) as made:
        with tf.device(PS):
            queue = tf.FIFOQueue(1, tf.int32, shapes=[()])
            put, taken = queue.enqueue(1), queue.dequeue()
        session = made.session("worker")
        caught: list = []

        def run() -> None:
            try:
                session.run(taken)
            except tf.errors.OpError as error:
                caught.append(error)

        thread = threading.Thread(target=run)
        thread.start()
        while not made.actors[next(iter(made.actors))]._task._calls:
            pass
        session.close()
        thread.join()
        assert isinstance(caught[0], tf.errors.CancelledError)
        with made.session("worker") as other:
            other.run(put)
            assert other.run(queue.size()) == 1


def test_one_wait_does_not_keep_another_operation_of_the_task_from_running():
    with cluster(ps=1, worker=1) as made:
        with tf.device(PS):
            queue = tf.FIFOQueue(10, tf.float32, shapes=[()])
            taken = queue.dequeue()
            start = tf.Variable(3.0)
        with tf.device(W0):
            doubled = start * 2.0
        put = queue.enqueue(doubled)
        with made.session("worker") as session:
            session.run(start.initializer)
            assert session.run([taken, put])[0] == 6.0


def test_a_branch_on_one_task_and_a_branch_on_two():
    with cluster(ps=1, worker=1) as made:
        with tf.device(PS):
            v = tf.Variable(1.0)
        which = tf.placeholder(tf.bool, [])
        with tf.device(W0):
            x = tf.constant(5.0)
            local = tf.cond(which, lambda: x + 1.0, lambda: x - 1.0)

        def changed():
            with tf.device(PS):
                return v.assign_add(local)

        def same():
            return tf.identity(v)

        both = tf.cond(which, changed, same)
        with made.session("worker") as session:
            session.run(v.initializer)
            assert session.run([local, both], {which: False}) == [4.0, 1.0]
            assert session.run([local, both], {which: True}) == [6.0, 7.0]
            assert session.run(v) == 7.0


def test_a_loop_whose_body_is_on_another_task():
    with cluster(ps=1, worker=1) as made:
        with tf.device(PS):
            v = tf.Variable(2.0)

        def body(i, x):
            with tf.device(PS):
                return i + 1, x * v

        with tf.device(W0):
            result = tf.while_loop(lambda i, x: i < 5, body, [0, 1.0])
        with made.session("worker") as session:
            session.run(v.initializer)
            assert session.run(result) == (5, 32.0)


def test_a_task_that_was_started_anew_ends_sessions_and_serves_new_ones():
    with cluster(ps=1, worker=1) as made:
        with tf.device(PS):
            v = tf.Variable(1.0)
        session = made.session("worker")
        session.run(v.initializer)
        made.start_anew("ps", 0)
        session.master._tasks.clear()
        with pytest.raises(tf.errors.AbortedError, match=r"Session .* is not found"):
            session.run(v.initializer)
        session.close()
        with made.session("worker") as another:
            another.run(v.initializer)
            assert another.run(v) == 1.0


def test_reset_clears_the_containers_that_are_named():
    with cluster(ps=1, worker=1) as made:
        with tf.device(PS):
            with tf.container("kept"):
                kept = tf.Variable(1.0)
            lost = tf.Variable(2.0)
        with made.session("worker") as session:
            session.run(tf.global_variables_initializer())
            session.master.reset([""])
        with made.session("worker") as session:
            assert session.run(kept) == 1.0
            with pytest.raises(tf.errors.FailedPreconditionError):
                session.run(lost)


def test_a_reference_cannot_travel():
    with cluster(ps=1, worker=1) as made:
        with tf.device(PS):
            table = tf.contrib.lookup.MutableHashTable(tf.string, tf.int64, -1)
        with made.session("worker") as session:
            session.run(table.insert(tf.constant(["a"]), tf.constant([3], tf.int64)))
            assert session.run(table.lookup(tf.constant(["a", "b"]))).tolist() == [3, -1]


def test_an_unknown_device_is_refused_with_those_there_are():
    with cluster(ps=1, worker=1) as made:
        with tf.device("/job:ps/task:3"):
            v = tf.constant(1.0) + 1.0
        with (
            made.session("worker") as session,
            pytest.raises(tf.errors.InvalidArgumentError, match=r"Cannot assign a device.*ps/replica:0/task:0"),
        ):
            session.run(v)


def test_a_task_that_filters_leave_out_is_neither_used_nor_waited_for():
    with cluster(ps=2, worker=1) as made:
        made.hide("ps", 1)
        with tf.device(PS):
            v = tf.Variable(1.0)
        filters = tf.ConfigProto(device_filters=["/job:ps/task:0"])
        with made.session("worker", config=filters) as session:
            names = [one.name.removesuffix("/device:CPU:0") for one in session.list_devices()]
            assert names == ["/job:worker/replica:0/task:0", "/job:ps/replica:0/task:0"]
            session.run(v.initializer)
            with tf.device("/job:ps/task:1"):
                there = tf.Variable(2.0)
            with pytest.raises(
                tf.errors.InvalidArgumentError, match=r"Cannot assign a device.*ps/task:1 but available devices are"
            ):
                session.run(there.initializer)
            session.master.reset([], filters.device_filters)


def test_a_partial_run_goes_on_where_each_operation_belongs():
    with cluster(ps=1, worker=1) as made:
        x, y = tf.placeholder(tf.float32, []), tf.placeholder(tf.float32, [])
        with tf.device(PS):
            v = tf.Variable(2.0)
            first = v.assign_add(x)
        with tf.device(W0):
            second = first * y
        with made.session("worker") as session:
            session.run(v.initializer)
            handle = session.partial_run_setup([first, second], [x, y])
            assert session.partial_run(handle, first, {x: 3.0}) == 5.0
            assert session.partial_run(handle, second, {y: 10.0}) == 50.0
            assert session.run(v) == 5.0


@pytest.mark.parametrize("is_client", [False, True])
def test_a_traced_step_tells_what_all_tasks_did(is_client):
    with cluster(ps=1, worker=2) as made:
        with tf.device(PS):
            v = tf.Variable([1.0, 2.0], name="v")
            queue = tf.FIFOQueue(3, tf.float32, shapes=[()])
            put, taken = queue.enqueue(3.0), queue.dequeue(name="taken")
        with tf.device(W1):
            product = tf.multiply(taken, 3.0, name="product")
        with tf.device(W0):
            total = tf.reduce_sum(product, name="total")
        which = tf.placeholder(tf.bool, [])

        def changed():
            with tf.device(PS):
                return v.assign_add([1.0, 1.0], name="changed")

        with tf.device(W0):
            branch = tf.cond(which, changed, lambda: tf.identity(v), name="branch")
        with made.session("worker", is_client=is_client) as session:
            session.run(v.initializer)
            for _ in range(2):  # what is told of the second step is of that alone
                session.run(put)
                metadata = tf.RunMetadata()
                options = tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE, output_partition_graphs=True)
                assert session.run([total, branch], {which: True}, options, metadata)[0] == 9.0
                told = {one.device: [node.node_name for node in one.node_stats] for one in metadata.step_stats.dev_stats}
                ps, first, second = (f"{one}/device:CPU:0" for one in ("/job:ps/replica:0/task:0", *_WORKERS))
                assert set(told) - {"/host:CPU"} == {ps, first, second}
                assert told[second] == ["product/y", "product"]
                assert {"total", "branch/Merge"} <= set(told[first])
                assert {"taken", "branch/changed"} <= set(told[ps])
                assert [told[device].count(name) for device, name in ((ps, "taken"), (first, "total"))] == [1, 1]
                starts = [[node.all_start_nanos for node in one.node_stats] for one in metadata.step_stats.dev_stats]
                assert all(each == sorted(each) and each[0] > 0 for each in starts)
                nodes = {graph.node[0].device: {node.name for node in graph.node} for graph in metadata.partition_graphs}
                assert nodes[second] >= {"product"}
                assert "taken" in nodes[ps]
            assert session.run(v).tolist() == [3.0, 4.0]


def test_a_step_that_is_traced_often_leaves_no_more_in_the_tasks():
    with cluster(ps=1, worker=1) as made:
        with tf.device(PS):
            v = tf.Variable(1.0)

        def body(i):
            with tf.device(PS):
                return i + v * 2.0

        with tf.device(W0):
            total = tf.while_loop(lambda i: i < 3.0, body, [0.0])
        options = tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE)
        with made.session("worker") as session:
            session.run(v.initializer)
            (there,) = made.actors[TaskName("ps", 0)]._task._sessions.values()
            found = []
            for _ in range(3):
                assert session.run(total, options=options, run_metadata=tf.RunMetadata()) == 4.0
                found.append(len(there.parts))
            assert len(set(found)) == 1


def test_a_task_of_another_version_and_one_that_is_not_the_wanted_one_are_refused(monkeypatch):
    with cluster(ps=1, worker=1) as made:
        address, ps = made.spec.task_address("ps", 0), TaskName("ps", 0)
        with pytest.raises(
            tf.errors.InvalidArgumentError, match=f"worker/replica:0/task:0 should be at {address}, but there is"
        ):
            remote.find(address, TaskName("worker", 0), FOREVER)
        other = remote.RemoteTask(address, None, {**remote.described(ps, made.spec), "version": "0.0.1"})
        made.hide("ps", 0)
        monkeypatch.setattr(remote, "_waited_for", lambda *_: other)
        with pytest.raises(tf.errors.FailedPreconditionError, match=f"task:0 at {address} runs headrace 0.0.1, this process "):
            remote.find(address, ps, FOREVER)
