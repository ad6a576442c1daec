"""TensorShape. Expected values are TensorFlow's, asked of tf.compat.v1 in 2.21."""

from __future__ import annotations

import copy
import pickle

import numpy as np
import pytest

from headrace.formats.proto.tensor_pb2 import TensorShapeProto
from headrace.graph.types.shapes import Dimension, TensorShape, as_shape, unknown_shape

# ---- what it is made of


@pytest.mark.parametrize(
    ("dims", "static"),
    [
        (None, None),
        ([], ()),
        ([2, None], (2, None)),
        ((2, Dimension(None), Dimension(3)), (2, None, 3)),
        (2, (2,)),
        (0, (0,)),
        (Dimension(3), (3,)),
        (Dimension(None), (None,)),
        (np.int64(2), (2,)),
        (np.array(2), (2,)),
        (np.array([2, 3]), (2, 3)),
        (np.array([]), ()),
        (iter([1, 2]), (1, 2)),
        (TensorShape([2, None]), (2, None)),
        (TensorShape(None), None),
        ([2**63], (2**63,)),
    ],
)
def test_what_a_shape_is_made_of(dims, static):
    shape = TensorShape(dims)
    assert shape.static == static
    assert all(d is None or type(d) is int for d in shape.static or ())


@pytest.mark.parametrize("dims", ["ab", b"ab", [2, "a"], [2.0], 2.5, [[2]], np.array([2.0]), np.array([[1, 2]]), object()])
def test_what_is_no_shape_is_refused(dims):
    with pytest.raises(TypeError):
        TensorShape(dims)


@pytest.mark.parametrize("dims", [-1, [2, -1]])
def test_negative_dimensions_are_refused(dims):
    with pytest.raises(ValueError, match=r"^Dimension -1 must be >= 0$"):
        TensorShape(dims)


@pytest.mark.parametrize("dims", [None, [], [2, None], [0]])
def test_shapes_become_protos_and_come_back(dims):
    shape = TensorShape(dims)
    assert isinstance(shape.as_proto(), TensorShapeProto)
    assert TensorShape(shape.as_proto()) == shape


def test_in_a_proto_an_unknown_dimension_is_minus_one():
    proto = TensorShape([2, None]).as_proto()
    assert [d.size for d in proto.dim] == [2, -1]
    assert not proto.unknown_rank
    assert TensorShape(None).as_proto().unknown_rank
    with pytest.raises(ValueError, match="Dimension -2 must be >= 0"):
        TensorShape(TensorShapeProto(dim=[TensorShapeProto.Dim(size=-2)]))


def test_as_shape_keeps_what_it_is_given():
    shape = TensorShape([2])
    assert as_shape(shape) is shape
    assert as_shape([2]) == shape


def test_unknown_shape_with_and_without_rank():
    assert unknown_shape().static is None
    assert unknown_shape(2).static == unknown_shape(rank=2).static == unknown_shape(ndims=2).static == (None, None)
    assert unknown_shape(0).static == ()
    with pytest.raises(TypeError):
        unknown_shape(2, ndims=3)


# ---- what it tells


@pytest.mark.parametrize(
    ("dims", "text", "representation"),
    [
        (None, "<unknown>", "TensorShape(None)"),
        ([], "()", "TensorShape([])"),
        ([2], "(2,)", "TensorShape([Dimension(2)])"),
        ([None], "(?,)", "TensorShape([Dimension(None)])"),
        ([2, None], "(2, ?)", "TensorShape([Dimension(2), Dimension(None)])"),
    ],
)
def test_how_shapes_print(dims, text, representation):
    assert str(TensorShape(dims)) == text
    assert repr(TensorShape(dims)) == representation


@pytest.mark.parametrize(
    ("dims", "rank", "full", "elements"),
    [
        (None, None, False, None),
        ([], 0, True, 1),
        ([2, 3], 2, True, 6),
        ([2, 0], 2, True, 0),
        ([2, None], 2, False, None),
        ([0, None], 2, False, None),
    ],
)
def test_rank_fullness_and_number_of_elements(dims, rank, full, elements):
    shape = TensorShape(dims)
    assert shape.rank == shape.ndims == rank
    assert shape.is_fully_defined() is full
    assert shape.num_elements() == elements


def test_dims_and_as_list():
    assert [d.value for d in TensorShape([2, None]).dims] == [2, None]
    assert TensorShape(None).dims is None
    assert TensorShape([2, None]).as_list() == [2, None]
    with pytest.raises(ValueError, match=r"^as_list\(\) is not defined on an unknown TensorShape\.$"):
        TensorShape(None).as_list()


@pytest.mark.parametrize(("dims", "text"), [([None], r"\(\?,\)"), (None, "<unknown>")])
def test_a_shape_that_is_not_full_says_so(dims, text):
    with pytest.raises(ValueError, match=f"^Shape {text} is not fully defined$"):
        TensorShape(dims).assert_is_fully_defined()
    TensorShape([2]).assert_is_fully_defined()


def test_a_shape_is_a_sequence_of_dimensions():
    shape = TensorShape([2, None, 4])
    assert len(shape) == 3
    assert [d.value for d in shape] == [2, None, 4]
    assert [d.value for d in reversed(shape)] == [4, None, 2]
    assert isinstance(shape[0], Dimension)
    assert shape[-1].value == shape[Dimension(2)].value == 4
    assert shape[1].value is None
    assert 2 in shape
    assert np.zeros(TensorShape([2, 3])).shape == (2, 3)
    with pytest.raises(IndexError):
        shape[3]


def test_slices_of_a_shape_are_shapes():
    shape = TensorShape([2, 3, 4])
    assert shape[1:].static == (3, 4)
    assert shape[-2:].static == (3, 4)
    assert shape[::2].static == (2, 4)
    assert shape[5:].static == ()


@pytest.mark.parametrize(
    ("key", "static"),
    [
        (slice(0, 2), (None, None)),
        (slice(None, 1), (None,)),
        (slice(Dimension(1), Dimension(3)), (None, None)),
        (slice(None, 0), ()),
        (slice(3, 1), ()),
        (slice(1, None), None),
        (slice(None, None), None),
        (slice(-2, None), None),
        (slice(None, -1), None),
        (slice(-1, 2), None),
    ],
)
def test_slices_of_an_unknown_shape_have_the_rank_that_is_sure(key, static):
    assert TensorShape(None)[key].static == static


def test_an_unknown_shape_as_a_sequence():
    unknown = TensorShape(None)
    assert unknown[0].value is unknown[-1].value is None
    with pytest.raises(ValueError, match=r"^Steps are not yet handled$"):
        unknown[::2]
    with pytest.raises(ValueError, match=r"^Cannot take the length of shape with unknown rank\.$"):
        len(unknown)
    with pytest.raises(ValueError, match=r"^Cannot iterate over a shape with unknown rank\.$"):
        list(unknown)


def test_a_shape_is_true_when_its_rank_is_known():
    assert TensorShape([])
    assert TensorShape([None])
    assert not TensorShape(None)


@pytest.mark.parametrize(
    ("dims", "other", "equal"),
    [
        ([2], [2], True),
        ([2], (2,), True),
        ([2], 2, True),
        ([2], np.array([2]), True),
        ([2], TensorShape([2]), True),
        ([2], [3], False),
        ([2], [2, 3], False),
        ([2], None, False),
        ([2], "ab", False),
        ([2], 2.0, False),
        ([2], TensorShape(None), False),
        ([None], TensorShape([None]), True),
        ([None], [2], False),
        (None, None, True),
        (None, TensorShape(None), True),
        (None, [2], False),
    ],
)
def test_shapes_are_equal_when_the_same_is_known_of_both(dims, other, equal):
    shape = TensorShape(dims)
    assert (shape == other) is equal
    assert (shape != other) is not equal
    if isinstance(other, TensorShape) and equal:
        assert hash(shape) == hash(other)


def test_shapes_copy_and_pickle():
    for shape in (TensorShape([2, None]), TensorShape(None)):
        assert pickle.loads(pickle.dumps(shape)) == copy.copy(shape) == copy.deepcopy(shape) == shape


# ---- with another


@pytest.mark.parametrize(
    ("dims", "other", "merged"),
    [
        ([2, None], [None, 3], (2, 3)),
        ([2], None, (2,)),
        (None, [2], (2,)),
        (None, None, None),
        ([2], [3], "Shapes (2,) and (3,) are not compatible"),
        ([2], [], "Shapes (2,) and () are not compatible"),
    ],
)
def test_merging(dims, other, merged):
    if isinstance(merged, str):
        assert not TensorShape(dims).is_compatible_with(other)
        with pytest.raises(ValueError) as raised:
            TensorShape(dims).merge_with(other)
        assert str(raised.value) == merged
    else:
        assert TensorShape(dims).is_compatible_with(other)
        assert TensorShape(dims).merge_with(other).static == merged


def test_incompatible_shapes_are_named():
    TensorShape([2, None]).assert_is_compatible_with([None, 3])
    with pytest.raises(ValueError, match=r"^Shapes \(2,\) and \(\) are incompatible$"):
        TensorShape([2]).assert_is_compatible_with(TensorShape([]))
    with pytest.raises(TypeError):
        TensorShape([2]).is_compatible_with("ab")


@pytest.mark.parametrize(
    ("dims", "other", "common"),
    [
        ([2, 3], [2, 4], (2, None)),
        ([2, None], [2, 4], (2, None)),
        ([2], [2], (2,)),
        ([2, 3], [2], None),
        (None, [2], None),
        ([2], None, None),
    ],
)
def test_the_most_specific_shape_that_fits_both(dims, other, common):
    assert TensorShape(dims).most_specific_compatible_shape(other).static == common


@pytest.mark.parametrize(
    ("other", "static"),
    [([3], (2, 3)), (TensorShape([None]), (2, None)), (Dimension(4), (2, 4)), (5, (2, 5)), ([], (2,)), (None, None)],
)
def test_concatenation(other, static):
    shape = TensorShape([2])
    assert shape.concatenate(other).static == shape.__concat__(other).static == (shape + other).static == static
    assert TensorShape(None).concatenate(other).static is None


def test_concatenation_to_the_right_of_something_else():
    assert ([3] + TensorShape([2])).static == ((3,) + TensorShape([2])).static == (3 + TensorShape([2])).static == (3, 2)
    assert (None + TensorShape([2])).static is None


def test_ranks_are_asserted():
    TensorShape([2]).assert_has_rank(1)
    TensorShape(None).assert_has_rank(7)
    TensorShape([2]).assert_same_rank([3])
    TensorShape([2]).assert_same_rank(None)
    with pytest.raises(ValueError, match=r"^Shape \(2,\) must have rank 2$"):
        TensorShape([2]).assert_has_rank(2)
    with pytest.raises(ValueError, match=r"^Shapes \(2,\) and \(2, 3\) must have the same rank$"):
        TensorShape([2]).assert_same_rank([2, 3])


def test_with_rank_adds_or_checks_the_rank():
    assert TensorShape(None).with_rank(2).static == (None, None)
    assert TensorShape([2]).with_rank(1).static == (2,)
    assert TensorShape([2]).with_rank(None).static == (2,)
    assert TensorShape(None).with_rank_at_least(2).static is TensorShape(None).with_rank_at_most(2).static is None
    assert TensorShape([2]).with_rank_at_least(1).static == TensorShape([2]).with_rank_at_most(1).static == (2,)
    with pytest.raises(ValueError, match=r"^Shape \(2,\) must have rank 2$"):
        TensorShape([2]).with_rank(2)
    with pytest.raises(ValueError, match=r"^Shape \(\) must have rank at least 1$"):
        TensorShape([]).with_rank_at_least(1)
    with pytest.raises(ValueError, match=r"^Shape \(2, 3\) must have rank at most 1$"):
        TensorShape([2, 3]).with_rank_at_most(1)
