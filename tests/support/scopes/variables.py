"""Variables: in parts, from values, in templates, for other variables, in definitions."""

from __future__ import annotations

from typing import Any

from .programs import names, program


@program
def variables_in_parts(tf):
    seen = []
    with tf.variable_scope("s", partitioner=tf.fixed_size_partitioner(3)):
        v = tf.get_variable("v", [7, 2])
        scalar = tf.get_variable("scalar", [])
    seen += [v.name, str(v.shape), v.dtype.name, len(v), scalar.name]
    for part in v:
        info = part._save_slice_info
        seen += [repr(part), info.full_name, list(info.full_shape), list(info.var_offset), list(info.var_shape), info.spec]
        for scope in (None, "s", "s/", "t"):
            proto = info.to_proto(scope)
            seen.append(proto and str(proto))
    with tf.variable_scope("s", reuse=True):
        seen.append(tf.get_variable("v", [7, 2]) is v)
    seen += [tf.convert_to_tensor(v).name, tf.add(v, 1.0).name, v.as_tensor().name]
    seen += names(v.assign(tf.ones([7, 2]))) + names(v.assign_add([tf.ones([3, 2]), tf.ones([2, 2]), tf.ones([2, 2])]))
    return seen + names(tf.global_variables())


@program
def one_part(tf):
    v = tf.get_variable("v", [3], partitioner=tf.fixed_size_partitioner(1))
    return [names(v), tf.convert_to_tensor(v).name]


@program
def values_in_parts(tf):
    cut = tf.fixed_size_partitioner(2)
    of_tensor = tf.get_variable("v", initializer=tf.zeros([5], tf.float64), partitioner=cut)
    of_list = tf.get_variable("w", [2], initializer=[1.0, 2.0], partitioner=cut)
    return [repr(part) for part in [*of_tensor, *of_list]]


@program
def partitioners(tf):
    shape, floats = tf.TensorShape([4, 1000]), tf.float32
    found = [
        tf.variable_axis_size_partitioner(64 << 10)(shape, floats),
        tf.variable_axis_size_partitioner(3000, axis=1)(shape, floats),
        tf.variable_axis_size_partitioner(100, max_shards=3)(shape, floats),
        tf.variable_axis_size_partitioner(20000, bytes_per_string_element=8)(shape, tf.string),
        tf.min_max_variable_partitioner(10, min_slice_size=5000)(shape=shape, dtype=floats),
        tf.min_max_variable_partitioner(10, axis=1, min_slice_size=5000)(shape=shape, dtype=floats),
        tf.min_max_variable_partitioner()(shape=shape, dtype=tf.string),
        tf.fixed_size_partitioner(9)(shape=shape, dtype=floats),
    ]
    return [list(parts) for parts in found]


@program
def definitions_of_variables(tf):
    with tf.name_scope("q"):
        v = tf.Variable([1.0, 2.0], name="v", trainable=False)
    found = tf.Variable.from_proto(v.to_proto())
    about = [found.name, found.trainable, found.initial_value.name, found.initializer.name, found.value().name]
    return [str(v.to_proto()), str(v.to_proto("q")), str(v.to_proto("zz")), *about]


@program
def values_as_initializers(tf):
    made = [
        tf.get_variable("a", initializer=[1.0, 2.0]),
        tf.get_variable("b", initializer=[1, 2]),
        tf.get_variable("c", initializer=[1.0, 2.0], dtype=tf.float32),
        tf.get_variable("d", initializer=tf.zeros([3])),
        tf.get_variable("e", initializer=lambda: tf.zeros([2], tf.int32)),
        tf.get_variable("f", [2], initializer=lambda shape, dtype, partition_info: tf.ones(shape, dtype)),
        tf.get_variable("g", [2], initializer=tf.ones_initializer),
    ]
    return [repr(variable) for variable in made]


@program
def the_global_step(tf):
    return [repr(tf.train.get_or_create_global_step()), tf.get_collection("global_step")[0].name]


@program
def synchronization(tf):
    read = tf.get_variable("v", [2], synchronization=tf.VariableSynchronization.ON_READ)
    added = tf.Variable(1.0, aggregation=tf.VariableAggregation.SUM)
    kinds = [read.synchronization, read.aggregation, added.synchronization, added.aggregation]
    return [read.trainable, added.trainable, *(kind.name for kind in kinds)]


@program
def parts_by_their_old_function(tf):
    with tf.variable_scope("s", regularizer=lambda v: tf.reduce_sum(2.0 * v, name="loss")):
        made = tf.create_partitioned_variables([5, 2], [2, 1], tf.ones_initializer(), name="p", trainable=False)
        made += tf.create_partitioned_variables([2], [1], tf.constant([1.0, 2.0]))
        made += tf.create_partitioned_variables([5, 2], [2, 1], None, name="p", reuse=True)
    return names(made) + names(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES))


@program
def templates(tf):
    def scaled(x, by=1.0, name="w"):
        w = tf.get_variable(name, [1], initializer=tf.ones_initializer())
        return w * x * by

    seen = []
    early = tf.make_template("t", scaled, create_scope_now_=True)
    late = tf.make_template("t", scaled, by=3.0)
    unique = tf.make_template("t", scaled, unique_name_="u")
    seen += [early.variable_scope_name, late.variable_scope_name, names(early.variables), late.name]
    for template in (late, early, unique, late, early):
        seen += [template(2.0).name, template.variable_scope.name, names(template.trainable_variables)]
    with tf.variable_scope("outer"):
        seen += [late(1.0).name, tf.make_template("t", scaled)(1.0).name, names(tf.global_variables())]
    return seen


@program
def what_templates_inherit(tf):
    def function():
        return tf.get_variable("v", [2])

    with tf.variable_scope("s", dtype=tf.float64, initializer=tf.zeros_initializer()):
        early, late = tf.make_template("early", function, create_scope_now_=True), tf.make_template("late", function)
        late()
    return [repr(early()), repr(late())]


@program
def regularizers_of_contrib(tf):
    made = regularizers_of(tf)
    v = tf.get_variable("v", [2, 2])
    losses = [
        made.l1_regularizer(0.5)(v),
        made.l2_regularizer(0.5)(v),
        made.l2_regularizer(0.5, scope="mine")(v),
        made.l1_l2_regularizer(0.5, 0.25)(v),
        made.l1_l2_regularizer(0.0, 0.25)(v),
        made.sum_regularizer([made.l1_regularizer(0.5), None, made.l2_regularizer(0.0)])(v),
        made.apply_regularization(made.l2_regularizer(0.5), [v, v]),
        made.apply_regularization(lambda weights: None, [v, v]),
    ]
    seen = [made.l1_regularizer(0.0)(v), made.sum_regularizer([None]), made.sum_regularizer([lambda w: None])(v)]
    tf.get_variable("w", [2], tf.float64, regularizer=made.l2_regularizer(0.1))
    return [*seen, *names(losses), *names(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES))]


def regularizers_of(tf: Any) -> Any:
    """The module of regularizers: in TensorFlow a part of contrib.layers."""
    if tf.__name__ == "headrace":
        from headrace.training import regularizers

        return regularizers
    from tensorflow.contrib.layers.python.layers import regularizers

    return regularizers


@program
def slots(tf):
    zeros, of_value, of_initializer = slot_makers(tf)
    w = tf.get_variable("w", [2], tf.float64)
    seen = [zeros(w, "Adam"), zeros(w, "Adam"), of_value(w, tf.constant(2.0), "a/b")]
    with tf.variable_scope("train"), tf.name_scope("n"):
        parts = tf.get_variable("p", [3, 2], partitioner=tf.fixed_size_partitioner(2))
        seen += [zeros(w, "Adam"), zeros(parts._get_variable_list()[1], "m")]
        seen.append(of_initializer(w, tf.ones_initializer(), tf.TensorShape([3]), tf.int32, "Adam"))
    with tf.variable_scope("cut", partitioner=tf.fixed_size_partitioner(2)):
        parts = tf.get_variable("p", [3, 2])
        seen.append(zeros(w, "whole"))
    for part in parts:
        seen.append(zeros(part, "Momentum"))
    infos = [slot._save_slice_info for slot in seen]
    specs = [info and [info.full_name, info.spec] for info in infos[-2:]]
    return [[repr(slot) for slot in seen], specs, names(tf.trainable_variables()), len(tf.global_variables())]


def slot_makers(tf: Any) -> tuple[Any, Any, Any]:
    """Functions that make slots: of zeros, of a value, of an initializer."""
    if tf.__name__ == "headrace":
        from headrace.graph.variables.slots import slot_variable, zeros_slot

        def of_initializer(primary, initializer, shape, dtype, name):
            return slot_variable(primary, name, initializer, shape, dtype)

        return zeros_slot, lambda primary, value, name: slot_variable(primary, name, value), of_initializer
    from tensorflow.python.training import slot_creator

    return slot_creator.create_zeros_slot, slot_creator.create_slot, slot_creator.create_slot_with_initializer
