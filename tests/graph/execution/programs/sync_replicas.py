"""SyncReplicasOptimizer on one machine."""

from __future__ import annotations

import numpy as np
from support.compared import Programs, results
from support.compared.results import nodes, tried

PROGRAMS = Programs(results)


def _model(tf, **options):
    v = tf.get_variable("v", initializer=[1.0, 2.0])
    step = tf.train.get_or_create_global_step()
    optimizer = tf.train.SyncReplicasOptimizer(tf.train.GradientDescentOptimizer(0.1), **options)
    return v, step, optimizer


@PROGRAMS
def nodes_of_a_step(tf):
    v, step, optimizer = _model(tf, replicas_to_aggregate=2, total_num_replicas=2)
    rows = tf.get_variable("e", initializer=np.ones((4, 2), np.float32))
    loss = tf.reduce_sum(v * v) + tf.reduce_sum(tf.gather(rows, [1, 3]))
    gradients = tf.gradients(loss, [v, rows])
    graph = tf.get_default_graph()
    before = len(graph.get_operations())
    train = optimizer.apply_gradients([*zip(gradients, [v, rows]), (None, v)], global_step=step)  # noqa: B905
    hook = optimizer.make_session_run_hook(True)
    hook.begin()
    runner = optimizer.get_chief_queue_runner()
    keys = ("trainable_variables", "variables", "local_variables", "train_op", "queue_runners")
    made = [one for one in nodes(graph)[before:] if not one[0].startswith("report_uninitialized")]
    return [
        made,
        train.name,
        {key: [one.name for one in graph.get_collection(key)] for key in keys},
        [runner.name, [one.name for one in runner.enqueue_ops], runner.queue.name],
        [optimizer.get_slot_names(), optimizer.get_slot(v, "x"), optimizer.variables(), optimizer.get_name()],
        [op.get_attr("shared_name") for op in graph.get_operations() if "accumulator" in op.name and not op.inputs],
        [op.device for op in graph.get_operations() if op.name.startswith("sync")],
    ]


def _trained(tf, steps, num_tokens=-1, average=False, **options):
    v, step, optimizer = _model(tf, **options)
    train = optimizer.minimize(tf.reduce_sum(v * v), global_step=step)
    hook = optimizer.make_session_run_hook(True, num_tokens=num_tokens)
    with tf.train.MonitoredTrainingSession(hooks=[hook]) as session:
        found = [session.run(train) for _ in range(steps)]
        return found, session.run([v, step])


@PROGRAMS
def one_replica_waits_for_each_step(tf):
    return [_trained(tf, 1, 0, replicas_to_aggregate=1)]


@PROGRAMS
def two_gradients_of_one_replica_are_a_step(tf):
    return [_trained(tf, 4, replicas_to_aggregate=2, total_num_replicas=1)[1]]


@PROGRAMS
def averages(tf):
    v = tf.get_variable("v", initializer=[1.0, 2.0])
    step = tf.train.get_or_create_global_step()
    average = tf.train.ExponentialMovingAverage(0.5)
    optimizer = tf.train.SyncReplicasOptimizer(
        tf.train.GradientDescentOptimizer(0.1), 1, variable_averages=average, variables_to_average=[v]
    )
    train = optimizer.minimize(tf.reduce_sum(v * v), global_step=step)
    return train.name, [one.name for one in optimizer.get_chief_queue_runner().enqueue_ops], average.average_name(v)


@PROGRAMS
def refusals(tf):
    v, step, optimizer = _model(tf, replicas_to_aggregate=2, total_num_replicas=1)
    found = [
        tried(optimizer.get_chief_queue_runner),
        tried(optimizer.get_init_tokens_op),
        tried(lambda: optimizer.make_session_run_hook(True).begin()),
        tried(lambda: optimizer.apply_gradients([])),
        tried(lambda: optimizer.apply_gradients([(v, v)])),
        tried(lambda: optimizer.apply_gradients([(3, v)], step)),
    ]
    optimizer.minimize(tf.reduce_sum(v * v), global_step=step)
    found += [tried(lambda: optimizer.get_init_tokens_op(0)), tried(lambda: optimizer.get_init_tokens_op(1).name)]

    def not_ready():
        with tf.Session() as other:
            hook = optimizer.make_session_run_hook(True)
            hook.begin()
            hook.after_create_session(other, tf.train.Coordinator())

    return [*found, tried(not_ready)]
