"""Scopes: names, inheritance, collections, regularizers, custom getters."""

from __future__ import annotations

from .programs import both, names, program


@program
def name_scopes_beside_variable_scopes(tf):
    seen = []
    with tf.variable_scope("sc") as sc:
        a = tf.get_variable("a", [2, 2])
        tf.get_variable("b", [2, 2], trainable=False)
        tf.get_variable("c", [1], collections=["local_variables"])
        tf.get_local_variable("d", [1])
        tf.Variable(1.0, name="e")
        tf.Variable(1.0, name="e")
        tf.constant(1, name="op")
    with tf.variable_scope(sc, reuse=True) as again:
        seen.append(tf.get_variable("a", [2, 2]) is a)
        tf.constant(1, name="op")
        tf.Variable(1.0, name="e")
        seen += [*both(again), again.reuse]
    with tf.variable_scope("sc", reuse=True) as third:
        tf.constant(1, name="op")
        seen += both(third)
    with tf.variable_scope(sc, auxiliary_name_scope=False) as bare:
        tf.constant(1, name="op")
        seen += both(bare)
    with tf.variable_scope("x"):
        with tf.variable_scope("y", auxiliary_name_scope=False) as y:
            tf.constant(1)
            tf.get_variable("q", [])
            seen += both(y)
        with tf.variable_scope(sc), tf.variable_scope("in") as inner:
            seen += both(inner)
            with tf.name_scope("n"):
                tf.get_variable("nn", [])
                tf.Variable(2)
                tf.constant(2)
        with tf.variable_scope("") as empty:
            seen += both(empty)
            tf.get_variable("z", [])
    with tf.name_scope("ns"), tf.variable_scope("a/b") as slashed:
        seen += both(slashed)
        tf.constant(1)
    return seen


@program
def the_root_scope(tf):
    seen = []
    with tf.variable_scope("") as empty:
        seen += both(empty)
        tf.get_variable("z", [])
    with tf.variable_scope("s"), tf.variable_scope(tf.VariableScope(False)) as root:
        seen += both(root)
        tf.get_variable("y", [])
    with tf.variable_scope(tf.get_variable_scope()) as current:
        seen += both(current)
        tf.get_variable("x", [])
    return [*seen, tf.get_variable_scope().reuse]


@program
def default_names(tf):
    seen = []
    for _ in range(2):
        with tf.variable_scope(None, "dflt") as scope:
            tf.get_variable("a", [1])
            seen += both(scope)
    with tf.variable_scope("x"):
        for _ in range(2):
            with tf.variable_scope(None, "dflt") as scope:
                seen += both(scope)
    with tf.variable_scope("x"), tf.variable_scope(None, "dflt") as scope:
        seen += both(scope)
    with tf.variable_op_scope([], None, "dflt") as scope:
        seen += both(scope)
    return seen


@program
def default_names_in_a_scope_gone_to(tf):
    seen = []
    with tf.variable_scope("x") as x:
        with tf.variable_scope(None, "dflt") as scope:
            seen += both(scope)
        for _ in range(2):
            with tf.variable_scope(x), tf.variable_scope(None, "dflt") as scope:
                seen += both(scope)
        with tf.variable_scope(None, "dflt") as scope:
            seen += both(scope)
    return seen


@program
def a_scope_object_entered_again(tf):
    seen = []
    for scope in (tf.variable_scope("again"), tf.variable_scope(None, "again")):
        for _ in range(2):
            with scope as entered:
                tf.constant(1)
                seen += both(entered)
    return seen


@program
def variables_of_both_kinds(tf):
    with tf.variable_scope("foo"), tf.name_scope("bar"):
        a = tf.get_variable("v", [1])
        b = tf.Variable(tf.zeros([1]), name="v")
        c = tf.Variable(lambda: tf.zeros([1]), name="w")
        d = tf.Variable(tf.zeros([1]))
        total = 1.0 + a
    tf.constant(1, name="taken")
    more = [tf.get_variable("taken", [1]), tf.get_variable("variable", [1]), tf.Variable(1), tf.Variable(1)]
    return names([a, b, c, d, total, *more])


@program
def collections(tf):
    with tf.variable_scope("sc") as sc:
        tf.get_variable("a", [2, 2])
        tf.get_variable("b", [2, 2], trainable=False)
        tf.get_local_variable("d", [1])
        tf.Variable(1.0)
    with tf.variable_scope("sc2") as sc2:
        tf.get_variable("a", [2, 2])
    lists = [sc.global_variables(), sc.trainable_variables(), sc.local_variables(), sc2.global_variables()]
    return [names(found) for found in [*lists, tf.global_variables(), tf.trainable_variables(), tf.local_variables()]]


@program
def what_inner_scopes_inherit(tf):
    seen = []
    settings = {"initializer": tf.zeros_initializer(), "dtype": tf.float64, "constraint": abs, "caching_device": "/cpu:0"}
    with tf.variable_scope("s", **settings) as s:
        v = tf.get_variable("v", [1])
        seen += [v.initial_value.name, repr(v), v.constraint is None]
        with tf.variable_scope("t", dtype=tf.float32):
            v = tf.get_variable("v", [1])
            seen += [v.initial_value.name, repr(v), v.constraint is None, v.value().device.lower()]
        s.reuse_variables()
        seen.append(s.reuse)
        for reuse in (None, False, tf.AUTO_REUSE):
            with tf.variable_scope("t", reuse=reuse) as t:
                seen.append(str(t.reuse))
    with tf.variable_scope(s) as copy:
        seen += [copy.reuse, copy.dtype.name]
    with tf.variable_scope(s, dtype=tf.int32) as changed:
        seen += [changed.reuse, changed.dtype.name, s.dtype.name]
    return seen


@program
def regularizers(tf):
    def loss(variable):
        return tf.reduce_sum(variable * 2.0, name="loss")

    with tf.variable_scope("s", regularizer=loss):
        tf.get_variable("v", [2])
        tf.get_variable("u", [2], regularizer=tf.no_regularizer)
        tf.get_variable("p", [4], partitioner=tf.fixed_size_partitioner(2))
    return names(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES))


@program
def custom_getters(tf):
    calls = []

    def outer(getter, name, *args, **kwargs):
        calls.append(["outer", name, sorted(kwargs)])
        return getter(f"{name}_outer", *args, **kwargs)

    def inner(getter, name, shape=None, **kwargs):
        calls.append(["inner", name, sorted(kwargs)])
        return getter(f"{name}_inner", shape=shape, **kwargs)

    def old(
        getter,
        name,
        shape,
        dtype,
        initializer,
        regularizer,
        reuse,
        trainable,
        collections,
        caching_device,
        partitioner,
        validate_shape,
        use_resource,
        synchronization,
        aggregation,
    ):
        calls.append(["old", reuse, trainable, dtype.name])
        return getter(name, shape=shape)

    with tf.variable_scope("s", custom_getter=outer) as s, tf.variable_scope("t", custom_getter=inner):
        tf.get_variable("v", [2])
    with tf.variable_scope(s, custom_getter=inner):
        tf.get_variable("w", [2])
    tf.get_variable("x", [2], custom_getter=old)
    return [calls, names(tf.global_variables())]
