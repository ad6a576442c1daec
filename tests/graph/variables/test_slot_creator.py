"""tensorflow.python.training.slot_creator: slots as TensorFlow 1.15 makes them."""

from __future__ import annotations

import headrace as tf
from headrace.python.training import slot_creator


def test_slots_have_tensorflows_names_types_and_places():
    with tf.Graph().as_default(), tf.Session() as session:
        variable = tf.Variable([1.0, 2.0], name="var")
        slots = [
            slot_creator.create_slot(variable, variable.initialized_value(), name="slot"),
            slot_creator.create_zeros_slot(variable, name="zeros", dtype=tf.float64),
            slot_creator.create_slot_with_initializer(variable, tf.constant_initializer(3.0), [2], tf.float32, "start"),
            slot_creator.create_slot(variable, [[5]], "slot", colocate_with_primary=False),
        ]
        session.run(tf.global_variables_initializer())
        told = [
            (slot.op.name, slot.dtype.base_dtype, session.run(slot).tolist(), slot.op.colocation_groups()) for slot in slots
        ]
        assert told == [
            ("var/slot", tf.float32, [1, 2], [b"loc:@var"]),
            ("var/zeros", tf.float64, [0, 0], [b"loc:@var"]),
            ("var/start", tf.float32, [3, 3], [b"loc:@var"]),
            ("var/slot_1", tf.int32, [[5]], [b"loc:@var/slot_1"]),
        ]
        assert tf.trainable_variables() == [variable]
