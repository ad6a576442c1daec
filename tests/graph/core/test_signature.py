"""The language of op declarations, and what attributes refuse when a node is made."""

from __future__ import annotations

import numpy as np
import pytest

from headrace.graph.core.attributes import converted, function_name
from headrace.graph.core.graph import Graph
from headrace.graph.core.op import OPS, Op, stateful_op
from headrace.graph.core.rules.gradient import NO_GRADIENT
from headrace.graph.core.signature import REQUIRED, Attribute, parse_attributes
from headrace.graph.core.traits import BLOCKING
from headrace.graph.types import dtypes
from headrace.graph.types.shapes import TensorShape

TEXT = (
    "strides: list(int) >= 4, padding: {'SAME', 'VALID'}, data_format: {'NHWC', 'NCHW'} = 'NHWC', epsilon: float = 0.1, "
    "N: int >= 2 = 3, dilations: list(int) = [1, -1], kinds: list({int32, int64}) >= 0 = [], delim: string = ',', "
    "exact: bool = true, Tidx: {int32, int64} = int32, shape: shape = None, function: python, text: string = ''"
)


def test_each_attribute_has_its_kind_default_allowed_values_and_minimum():
    found = parse_attributes(TEXT)
    assert list(found.values()) == [
        Attribute("strides", "list(int)", minimum=4),
        Attribute("padding", "string", allowed=("SAME", "VALID")),
        Attribute("data_format", "string", "NHWC", ("NHWC", "NCHW")),
        Attribute("epsilon", "float", float(np.float32(0.1))),
        Attribute("N", "int", 3, minimum=2),
        Attribute("dilations", "list(int)", (1, -1)),
        Attribute("kinds", "list(type)", (), (dtypes.int32, dtypes.int64), 0),
        Attribute("delim", "string", ","),
        Attribute("exact", "bool", True),
        Attribute("Tidx", "type", dtypes.int32, (dtypes.int32, dtypes.int64)),
        Attribute("shape", "shape", None),
        Attribute("function", "python"),
        Attribute("text", "string", ""),
    ]
    assert found["strides"].default is REQUIRED


@pytest.mark.parametrize("text", ["strides", "a: number", "a int", "a: int = 1 b: int", "a: shape = 3"])
def test_what_is_not_of_the_language_is_refused(text):
    with pytest.raises(ValueError):
        parse_attributes(text)


@pytest.mark.parametrize(
    ("declared", "value", "held"),
    [
        ("a: int", np.int64(3), 3),
        ("a: int", 3.7, 3),
        ("a: float", 1, 1.0),
        ("a: float", 0.1, float(np.float32(0.1))),
        ("a: string", b"text", "text"),
        ("a: type", np.float32, dtypes.float32),
        ("a: type", dtypes.int32._as_ref, dtypes.int32),
        ("a: shape", [2, None], (2, None)),
        ("a: shape", TensorShape(None), None),
        ("a: list(shape)", [[2], TensorShape([])], ((2,), ())),
        ("a: list(string)", ["x", b"y"], ("x", "y")),
        ("a: bool", False, False),
        ("a: int >= 2", 2, 2),
        ("a: list(int) >= 2", [1, 2], (1, 2)),
    ],
)
def test_values_are_converted(declared, value, held):
    attribute = parse_attributes(declared)["a"]
    found = converted("MaxPool", attribute, value)
    assert found == held
    assert type(found) is type(held)


@pytest.mark.parametrize(
    ("declared", "value", "error", "message"),
    [
        ("a: int", "3", TypeError, "Expected int for argument 'a' not '3'."),
        ("a: int", [3], TypeError, "Expected int for argument 'a' not [3]."),
        ("a: float", "3", TypeError, "Expected float for argument 'a' not '3'."),
        ("a: bool", 1, TypeError, "Expected bool for argument 'a' not 1."),
        ("a: string", 1, TypeError, "Expected string for argument 'a' not 1."),
        ("a: type", "BANANA", TypeError, "Expected DataType for argument 'a' not 'BANANA'."),
        ("a: list(int)", 3, TypeError, "Expected list for 'a' argument to 'max_pool' Op, not 3."),
        ("a: list(int) >= 4", [1, 2], ValueError, "Attr 'a' of 'MaxPool' Op passed list of length 2 less than minimum 4."),
        ("a: int >= 1", 0, ValueError, "Attr 'a' of 'MaxPool' Op passed 0 less than minimum 1."),
        ("a: {'X', 'Y'}", "Z", ValueError, "Attr 'a' of 'MaxPool' Op passed string 'Z' not in: \"X\", \"Y\"."),
        ("a: list({'X', 'Y'})", ["Z"], ValueError, "Attr 'a' of 'MaxPool' Op passed string 'Z' not in: \"X\", \"Y\"."),
        (
            "a: {int32, int64}",
            "float32",
            TypeError,
            "Value passed to parameter 'a' has DataType float32 not in list of allowed values: int32, int64",
        ),
    ],
)
def test_values_are_refused_in_tensorflows_words(declared, value, error, message):
    with pytest.raises(error) as raised:
        converted("MaxPool", parse_attributes(declared)["a"], value)
    assert str(raised.value) == message


def test_a_shape_is_refused():
    attribute = parse_attributes("shape: shape")["shape"]
    with pytest.raises(TypeError, match=r"^Error converting shape to a TensorShape: "):
        converted("Placeholder", attribute, "two")
    with pytest.raises(ValueError, match=r"^Error converting shape to a TensorShape: "):
        converted("Placeholder", attribute, [-2])


@pytest.mark.parametrize(
    ("op_type", "name"),
    [("MaxPool", "max_pool"), ("Conv2D", "conv2d"), ("Conv2DBackpropInput", "conv2d_backprop_input"), ("LRNGrad", "lrn_grad")],
)
def test_messages_name_tensorflows_functions(op_type, name):
    assert function_name(op_type) == name


@pytest.fixture
def declared():
    known = set(OPS)
    yield
    for name in set(OPS) - known:
        del OPS[name]


@pytest.mark.usefixtures("declared")
def test_none_is_the_default_and_inputs_decide_types_and_numbers():
    definition = Op("Joined", "xs: N * T -> y: T", "N: int >= 2, sep: string = '-'", T=dtypes.int32, shape=lambda op: None)
    with Graph().as_default():
        tensor = definition([1, 2, 3], sep=None)
        assert (tensor.op.get_attr("N"), tensor.op.get_attr("T"), tensor.op.get_attr("sep")) == (3, dtypes.int32, "-")
        with pytest.raises(ValueError) as raised:
            definition([1])
        assert str(raised.value) == "List argument 'xs' to 'Joined' Op with length 1 shorter than minimum length 2."
        with pytest.raises(TypeError, match="has no attribute 'separator'"):
            definition([1, 2], separator="-")


@pytest.mark.usefixtures("declared")
def test_lists_of_one_number_have_equal_lengths():
    definition = Op("Paired", "xs: N * T, ys: N * T -> z: T", T=dtypes.int32, shape=lambda op: None)
    with Graph().as_default(), pytest.raises(ValueError) as raised:
        definition([1, 2], [3])
    assert str(raised.value) == "List argument 'ys' to 'Paired' Op with length 1 must match length 2 of argument 'xs'."


@pytest.mark.usefixtures("declared")
def test_what_has_neither_value_nor_default_is_missed():
    definition = Op("Made", "-> y: dtype", "shape: shape", dtype=dtypes.float32, shape=lambda op: op.get_attr("shape"))
    with Graph().as_default():
        with pytest.raises(TypeError, match="Made needs the attribute 'shape'"):
            definition()
        assert definition(shape=[2, None]).get_shape().as_list() == [2, None]
        assert definition(shape=None).get_shape().ndims is None


@pytest.mark.usefixtures("declared")
def test_an_effect_has_no_traits_but_its_own_no_gradient_and_runs_on_no_block():
    definition = stateful_op("Noted", "x: T ->", traits=BLOCKING)
    assert definition.traits == BLOCKING
    assert definition.gradient.function is NO_GRADIENT
    assert definition.batch.function(None, [True], None) is None


@pytest.mark.usefixtures("declared")
def test_a_rule_given_as_keyword_is_not_given_again():
    definition = Op("Twice", "x: T -> y: T", gradient=NO_GRADIENT)
    with pytest.raises(ValueError, match="has a gradient rule already"):
        definition.gradient(NO_GRADIENT)
