"""SparseTensors: fetched, fed, made dense, sorted, merged, kept for a queue."""

from __future__ import annotations

import numpy as np
import pytest

from headrace.graph.core.constants import constant
from headrace.graph.core.graph import Graph
from headrace.graph.execution.session import Session
from headrace.graph.ops.arrays.placeholders import placeholder
from headrace.graph.ops.sparse.sparse import (
    ADD_MANY_SPARSE,
    ADD_SPARSE,
    TAKE_MANY_SPARSE,
    sparse_merge,
    sparse_reorder,
    sparse_tensor_to_dense,
    sparse_to_indicator,
)
from headrace.graph.ops.sparse.sparse_tensor import (
    SparseTensor,
    SparseTensorValue,
    convert_to_tensor_or_sparse_tensor,
    sparse_placeholder,
)
from headrace.graph.types import dtypes, errors


@pytest.fixture(autouse=True)
def graph():
    with Graph().as_default() as graph:
        yield graph


def run(fetches, feeds=None):
    with Session() as session:
        return session.run(fetches, feeds)


def sparse(order=1):
    return SparseTensor([[0, 1], [2, 0]][::order], constant([5, 6][::order], "int64"), [3, 3])


# -- the tensor itself -------------------------------------------------------------------------------------------------


def test_parts_types_and_names():
    tensor = sparse()
    assert [part.name for part in (tensor.indices, tensor.values, tensor.dense_shape)] == [
        "SparseTensor/indices:0",
        "Const:0",
        "SparseTensor/dense_shape:0",
    ]
    assert tensor.dtype is dtypes.int64
    assert tensor.shape.as_list() == tensor.get_shape().as_list() == [3, 3]
    assert tensor.op is tensor.values.op
    assert str(tensor).startswith('SparseTensor(indices=Tensor("SparseTensor/indices:0", shape=(2, 2), dtype=int64)')


@pytest.mark.parametrize(
    ("indices", "values", "shape"),
    [([0, 1], [1], [2, 2]), ([[0, 1]], 1, [2, 2]), ([[0, 1]], [1], [[2]]), ([[0]], [1, 2], [2]), ([[0, 0]], [1], [2])],
)
def test_parts_that_contradict_each_other(indices, values, shape):
    with pytest.raises(ValueError, match=r"compatible|must have rank"):
        SparseTensor(indices, values, shape)


def test_it_is_fetched_as_a_value_alone_or_in_a_structure():
    found = run({"a": [sparse()]})["a"][0]
    assert isinstance(found, SparseTensorValue)
    assert found.indices.tolist() == [[0, 1], [2, 0]]
    with Session() as session:
        assert sparse().eval(session=session).values.tolist() == [5, 6]


@pytest.mark.parametrize("shape", [None, [3, 3], [None, 3]])
def test_it_is_fed_as_a_value_or_its_parts(shape):
    fed = sparse_placeholder("float32", shape)
    dense = sparse_tensor_to_dense(fed)
    value = SparseTensorValue([[0, 1]], [2.0], [3, 3])
    for given in (value, tuple(value), run(SparseTensor(*value))):
        assert run(dense, {fed: given}).tolist() == [[0, 2, 0], [0, 0, 0], [0, 0, 0]]


def test_a_placeholder_knows_what_it_was_told():
    assert sparse_placeholder("float32").shape.ndims is None
    assert sparse_placeholder("float32", [None, 3]).shape.as_list() == [None, 3]
    named = sparse_placeholder("float32", [2, 3], name="q")
    names = [part.name for part in (named.indices, named.values, named.dense_shape)]
    assert names == ["q/indices:0", "q/values:0", "q/shape:0"]
    assert named.indices.shape.as_list() == [None, 2]


def test_values_become_sparse_tensors_and_all_else_tensors():
    value = SparseTensorValue(np.array([[0]], np.int64), np.array([1.5], np.float32), np.array([2], np.int64))
    converted = convert_to_tensor_or_sparse_tensor(value)
    assert isinstance(converted, SparseTensor)
    assert convert_to_tensor_or_sparse_tensor(converted) is converted
    assert run(convert_to_tensor_or_sparse_tensor([1, 2])).tolist() == [1, 2]
    with pytest.raises(RuntimeError, match="Sparse dtype: requested = int32, actual = float32"):
        convert_to_tensor_or_sparse_tensor(value, "int32")
    with pytest.raises(TypeError, match="Neither a SparseTensor nor SparseTensorValue: 3"):
        SparseTensor.from_value(3)


# -- ops ---------------------------------------------------------------------------------------------------------------


def test_made_dense():
    dense = sparse_tensor_to_dense(sparse())
    assert dense.name == "SparseToDense:0"
    assert dense.op.inputs[3].name == "zeros:0"
    assert dense.shape.as_list() == [3, 3]
    assert run(dense).tolist() == [[0, 5, 0], [0, 0, 0], [6, 0, 0]]
    assert run(sparse_tensor_to_dense(sparse(), default_value=-1))[1].tolist() == [-1, -1, -1]
    assert run(sparse_tensor_to_dense(SparseTensor([[0]], ["a"], [2]))).tolist() == [b"a", b""]
    with pytest.raises(TypeError, match="Input must be a SparseTensor"):
        sparse_tensor_to_dense(constant([1]))


def test_made_dense_where_indices_are_out_of_order():
    with pytest.raises(errors.InvalidArgumentError, match=r"indices\[1\] = \[0,1\] is out of order"):
        run(sparse_tensor_to_dense(sparse(-1)))
    assert run(sparse_tensor_to_dense(sparse(-1), validate_indices=False))[0].tolist() == [0, 5, 0]


def test_sorted():
    found = sparse_reorder(sparse(-1))
    assert found.shape.as_list() == [3, 3]
    assert found.indices.name == "SparseReorder:0"
    value = run(found)
    assert value.indices.tolist() == [[0, 1], [2, 0]]
    assert value.values.tolist() == [5, 6]
    with pytest.raises(errors.InvalidArgumentError, match="there are 1 indices and 2 values"):
        run(sparse_reorder(SparseTensor([[0]], placeholder("int32", [None], name="v"), [2])), {"v:0": [1, 2]})


def test_merged_with_ids():
    scores = SparseTensor([[0, 0], [1, 0], [1, 1]], [0.5, 1.5, 2.5], [2, 2])
    ids = SparseTensor([[0, 0], [1, 0], [1, 1]], constant([3, 2, 0], "int64"), [2, 2])
    merged = sparse_merge(ids, scores, 4)
    assert merged.shape.as_list() == [2, 4]
    assert run(sparse_tensor_to_dense(merged)).tolist() == [[0, 0, 0, 0.5], [2.5, 0, 1.5, 0]]
    unsorted = run(sparse_merge(ids, scores, 4, already_sorted=True))
    assert unsorted.indices.tolist() == [[0, 3], [1, 2], [1, 0]]
    with pytest.raises(ValueError, match="equal lengths"):
        sparse_merge([ids], scores, [4, 4])


def test_which_ids_are_there():
    found = sparse_to_indicator(sparse(), 8)
    assert found.name == "SparseToIndicator:0"
    assert found.shape.as_list() == [3, 8]
    assert np.argwhere(run(found)).tolist() == [[0, 5], [2, 6]]
    with pytest.raises(errors.InvalidArgumentError) as caught:
        run(sparse_to_indicator(sparse(), 6))
    assert caught.value.message == "Indices are not valid (out of bounds).  Shape: [3,6]"


# -- kept for a queue --------------------------------------------------------------------------------------------------


def _parts(tensor):
    return tensor.indices, tensor.values, tensor.dense_shape


def test_handles_bring_back_what_was_kept_once():
    vectors = [SparseTensor([[k]], constant([10 * k], "int64"), [k + 1]) for k in range(3)]
    first = ADD_SPARSE(*_parts(vectors[0]))
    others = [ADD_SPARSE(*_parts(vector), shared_name=first.op.name) for vector in vectors[1:]]
    handles = placeholder("int64", [None])
    taken = TAKE_MANY_SPARSE(handles, dtype="int64", shared_name=first.op.name)
    with Session() as session:
        kept = [session.run(handle) for handle in (first, *others)]
        indices, values, shape = session.run(taken, {handles: [kept[2], kept[0]]})
        assert indices.tolist() == [[0, 2], [1, 0]]
        assert values.tolist() == [20, 0]
        assert shape.tolist() == [2, 3]
        with pytest.raises(errors.InvalidArgumentError) as caught:
            session.run(taken, {handles: [kept[0]]})
        assert caught.value.message == f"Unable to find SparseTensor: {kept[0]} in map: AddSparseToTensorsMap"


def test_rows_of_a_batch_are_kept_one_by_one():
    handles = ADD_MANY_SPARSE(*_parts(sparse()))
    taken = TAKE_MANY_SPARSE(handles, dtype="int64", shared_name=handles.op.name)
    indices, values, shape = run(taken)
    assert indices.tolist() == [[0, 1], [2, 0]]
    assert values.tolist() == [5, 6]
    assert shape.tolist() == [3, 3]


def test_tensors_of_other_ranks_do_not_make_a_batch():
    vector = ADD_SPARSE([[0]], [1], [2])
    matrix = ADD_SPARSE([[0, 0]], [1], [2, 2], shared_name=vector.op.name)
    handles = placeholder("int64", [None])
    taken = TAKE_MANY_SPARSE(handles, dtype="int32", shared_name=vector.op.name)
    with Session() as session, pytest.raises(errors.InvalidArgumentError) as caught:
        session.run(taken, {handles: session.run([vector, matrix])})
    assert caught.value.message.startswith("Inconsistent rank across SparseTensors: rank prior to SparseTensor[1] was: 1")
