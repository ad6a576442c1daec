"""VariableDef: what collections of an exported graph tell of variables."""

from __future__ import annotations

import pytest

import headrace as tf
from headrace.graph.graphdef.name_scopes import prepend_name_scope, strip_name_scope
from headrace.graph.variables.slots import zeros_slot


def test_a_variable_is_found_again_with_all_that_it_can_do(session):
    v = tf.Variable([1.0, 2.0], name="v", trainable=False, aggregation=tf.VariableAggregation.MEAN)
    found = tf.Variable.from_proto(v.to_proto())
    session.run(found.initializer)
    session.run(found.assign_add([1.0, 1.0]))
    assert session.run(v).tolist() == session.run(found.value()).tolist() == [2.0, 3.0]
    assert session.run(found.initialized_value()).tolist() == [2.0, 3.0]
    assert found.trainable is False
    assert found.aggregation is tf.VariableAggregation.MEAN
    assert repr(found) == repr(v)


def test_names_lose_the_scope_that_is_exported_and_get_the_one_imported_to():
    with tf.name_scope("q"):
        v = tf.get_variable("q/p", [4], partitioner=tf.fixed_size_partitioner(2))._get_variable_list()[1]
    inside = v.to_proto(export_scope="q")
    assert inside.variable_name == "p/part_1:0"
    assert inside.initial_value_name == "p/part_1/Initializer/random_uniform:0"
    found = tf.Variable.from_proto(inside, import_scope="q")
    assert found.name == v.name
    assert found._save_slice_info.full_name == "q/p"
    assert found._save_slice_info.spec == "4 2,2"
    assert v.to_proto(export_scope="other") is None


def test_a_definition_of_a_variable_that_is_not_there_is_refused():
    proto = tf.Variable(1.0, name="v").to_proto()
    with tf.Graph().as_default(), pytest.raises(KeyError, match="'v:0'"):
        tf.Variable.from_proto(proto)
    with pytest.raises(ValueError, match="variable_def and initial_value are mutually exclusive"):
        tf.Variable(1.0, variable_def=proto)


def test_a_variable_without_an_initial_value_in_its_definition():
    proto = tf.Variable(1.0, name="v").to_proto()
    proto.initial_value_name = ""
    assert tf.Variable.from_proto(proto).initial_value is None


@pytest.mark.parametrize(("outside", "inside"), [("s/a:0", "a:0"), ("^s/a", "^a"), ("loc:@s/a/b", "loc:@a/b"), ("s//a", "a")])
def test_names_outside_and_inside_a_scope(outside, inside):
    assert strip_name_scope(outside, "s") == strip_name_scope(outside, "s/") == inside
    assert prepend_name_scope(inside, "s/").replace("s/", "", 1) == inside
    assert strip_name_scope(prepend_name_scope(inside, "s"), "s") == inside


def test_names_of_other_scopes_stay():
    assert strip_name_scope("st/a", "s") == "st/a"
    assert strip_name_scope("s.t/a", "s.t") == "a"
    assert strip_name_scope("sxt/a", "s.t") == "sxt/a"
    assert strip_name_scope("a", None) == prepend_name_scope("a", None) == "a"


def test_what_belongs_to_a_variable_is_placed_with_it(graph):
    with tf.variable_scope("s", regularizer=lambda v: 2.0 * v):
        v = tf.get_variable("v", [1], initializer=tf.ones_initializer())
    slot = zeros_slot(v, "Momentum")
    w = tf.Variable([1.0], name="w")
    placed = {op.name: op.attributes.get("_class") for op in graph.get_operations()}
    assert {name for name, groups in placed.items() if groups == ("loc:@s/v",)} == {
        name for name in placed if name.startswith("s/v")
    }
    assert slot.op.name == "s/v/Momentum"
    assert placed["w/initial_value"] is placed[w.op.name] is None
    assert placed["w/Assign"] == placed["w/read"] == ("loc:@w",)
