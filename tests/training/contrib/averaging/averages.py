"""Programs with optimizers that keep copies of variables: names, collections, values after each step, refusals."""

from __future__ import annotations

from support.compared import Programs, results
from support.compared.results import refusal

PROGRAMS = Programs(results)
COLLECTIONS = ("variables", "local_variables", "trainable_variables")


def collected(tf):
    return [[key, [variable.name for variable in tf.get_collection(key)]] for key in COLLECTIONS]


def everything(tf):
    found = {variable.name: variable for key in COLLECTIONS for variable in tf.get_collection(key)}
    return [[name, found[name]] for name in sorted(found)]


def trained(tf, getter, make, steps=6, starts=True):
    """All that a program with one worker sees: `make` makes the optimizer and says what gives variables their first values."""
    with tf.variable_scope("", custom_getter=getter):
        v = tf.get_variable("v", initializer=[1.0, -2.0])
        w = tf.get_variable("w", initializer=[[3.0], [0.5]])
        tf.get_variable("fixed", initializer=7.0, trainable=False, collections=[tf.GraphKeys.GLOBAL_VARIABLES])
    made = collected(tf)
    loss = tf.reduce_sum(tf.square(v)) + tf.reduce_sum(tf.matmul(v[tf.newaxis, :], w))
    step = tf.train.get_or_create_global_step()
    optimizer, start = make(step)
    pairs = optimizer.compute_gradients(loss)
    train = optimizer.apply_gradients(pairs, global_step=step)
    found = [made, collected(tf), [[variable.name, None if one is None else one.shape.as_list()] for one, variable in pairs]]
    values = []
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        session.run(tf.local_variables_initializer())
        if starts:
            session.run(start(optimizer))
        for _ in range(steps):
            session.run(train)
            values.append(session.run([variable for _, variable in everything(tf)]))
    return [*found, [name for name, _ in everything(tf)], values]


def agn(tf, inner, **options):
    getter = tf.contrib.opt.AGNCustomGetter("")

    def make(step):
        optimizer = tf.contrib.opt.AGNOptimizer(inner(), 1, getter, communication_period=3, **options)
        return optimizer, lambda one: one.get_init_op(0)

    return trained(tf, getter, make)


def elastic(tf, inner, **options):
    getter = tf.contrib.opt.ElasticAverageCustomGetter("")

    def make(step):
        optimizer = tf.contrib.opt.ElasticAverageOptimizer(inner(), 1, getter, communication_period=2, **options)
        return optimizer, lambda one: one.get_init_op(0)

    return trained(tf, getter, make)


def model(tf, inner, **options):
    getter = tf.contrib.opt.ModelAverageCustomGetter("")

    def make(step):
        optimizer = tf.contrib.opt.ModelAverageOptimizer(inner(), 1, True, getter, interval_steps=2, **options)
        return optimizer, lambda one: one.get_init_op()

    return trained(tf, getter, make)


def of_descent(function):
    return lambda tf: function(tf, lambda: tf.train.GradientDescentOptimizer(0.1))


def of_momentum(function):
    return lambda tf: function(tf, lambda: tf.train.MomentumOptimizer(0.1, 0.9), name="mine")


for kind, function in {"agn": agn, "elastic": elastic, "model": model}.items():
    PROGRAMS[kind + "_of_descent"] = of_descent(function)
    PROGRAMS[kind + "_of_momentum"] = of_momentum(function)


@PROGRAMS
def elastic_with_rates(tf):
    return elastic(tf, lambda: tf.train.AdamOptimizer(0.1), moving_rate=0.3, rho=0.2)


@PROGRAMS
def nothing_to_start(tf):
    opt = tf.contrib.opt
    sgd = tf.train.GradientDescentOptimizer(0.1)
    with tf.variable_scope("a"):
        first = opt.AGNOptimizer(sgd, 1, opt.AGNCustomGetter(""))
    with tf.variable_scope("b"):
        second = opt.ElasticAverageOptimizer(sgd, 1, opt.ElasticAverageCustomGetter(""))
    with tf.variable_scope("c"):
        third = opt.ModelAverageOptimizer(sgd, 1, True, opt.ModelAverageCustomGetter(""))
    calls = [
        lambda: first.get_init_op(0),
        lambda: second.get_init_op(0),
        third.get_init_op,
        second.swapping_saver,
        lambda: third.apply_gradients([]),
        lambda: third.apply_gradients([(None, None)]),
    ]
    return [refusal(call) for call in calls]


@PROGRAMS
def centers_are_saved(tf, session):
    getter = tf.contrib.opt.ElasticAverageCustomGetter("")
    with tf.variable_scope("", custom_getter=getter):
        v = tf.get_variable("v", initializer=[1.0, -2.0])
    optimizer = tf.contrib.opt.ElasticAverageOptimizer(tf.train.GradientDescentOptimizer(0.5), 1, getter)
    step = optimizer.minimize(tf.reduce_sum(v))
    session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
    session.run(step)
    path = optimizer.swapping_saver().save(session, "swapped")
    return [session.run(v), tf.train.list_variables(path), tf.train.load_checkpoint(path).get_tensor("v")]


@PROGRAMS
def variables_that_are_parts(tf):
    getter = tf.contrib.opt.AGNCustomGetter("")
    with tf.variable_scope("", custom_getter=getter, partitioner=tf.fixed_size_partitioner(2)):
        tf.get_variable("v", [2, 1], initializer=tf.ones_initializer())
    with tf.variable_scope("", custom_getter=getter, reuse=True, partitioner=tf.fixed_size_partitioner(2)):
        tf.get_variable("v", [2, 1])
    return [
        collected(tf),
        sorted([one.name, other.name] for one, other in getter._global_map.items()),
    ]


@PROGRAMS
def hooked(tf):
    getter = tf.contrib.opt.AGNCustomGetter("")
    with tf.variable_scope("", custom_getter=getter):
        v = tf.get_variable("v", initializer=[1.0, -2.0])
    step = tf.train.get_or_create_global_step()
    optimizer = tf.contrib.opt.AGNOptimizer(tf.train.GradientDescentOptimizer(0.1), 1, getter, 2)
    train = optimizer.minimize(tf.reduce_sum(v * v), global_step=step)
    hook = optimizer.make_session_run_hook(True, 0)
    with tf.train.MonitoredTrainingSession(hooks=[hook], log_step_count_steps=None, summary_dir=None) as session:
        for _ in range(3):
            session.run(train)
        return session.run([v, step])
