"""Images as sequences and back, rows of ids as sparse tensors, inner dimensions made one."""

from __future__ import annotations

from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import ScopeLike, TensorLike
from headrace.graph.variables.scope import variable_scope

from ..arg_scope import add_arg_scope
from .common import check_data_format
from .dense import fully_connected
from .utils import Names, add_outputs_to_collections


@export("contrib.layers.images_to_sequence", "contrib.slim.images_to_sequence")
@documented_by(fully_connected)
@add_arg_scope
def images_to_sequence(
    inputs: TensorLike, data_format: str = "NHWC", outputs_collections: Names = None, scope: str | None = None
) -> Tensor:
    """Columns of images one after the other: the width becomes time, rows become examples of the batch.

    Args:
      inputs: [batch, height, width, channels], or [batch, channels, height, width] with `data_format="NCHW"`; width and
        channels are known.
      data_format: "NHWC" or "NCHW".
      scope: the name scope of the operations; by default one of the function's name.

    Returns:
      [width, batch * height, channels], in the type of `inputs`.

    Raises:
      ValueError: another format.
    """
    check_data_format(data_format)
    with name_scope(scope, "ImagesToSequence", [inputs]) as sc:
        inputs = convert_to_tensor(inputs)
        if data_format == "NCHW":
            inputs = ops.transpose(inputs, [0, 2, 3, 1])
        _, _, width, channels = inputs.shape.as_list()
        sizes: Any = ops.shape(inputs)
        outputs = ops.reshape(ops.transpose(inputs, [2, 0, 1, 3]), [width, sizes[0] * sizes[1], channels])
        return add_outputs_to_collections(outputs_collections, sc, outputs)


@export("contrib.layers.sequence_to_images", "contrib.slim.sequence_to_images")
@documented_by(images_to_sequence)
@add_arg_scope
def sequence_to_images(
    inputs: TensorLike,
    height: int,
    output_data_format: str = "channels_last",
    outputs_collections: Names = None,
    scope: str | None = None,
) -> Tensor:
    """The images of which `images_to_sequence` made a sequence.

    Args:
      inputs: [width, batch * height, channels]; width and channels are known.
      height: of the images, an int.
      output_data_format: "channels_first"; anything else for channels last.

    Returns:
      [batch, height, width, channels] or [batch, channels, height, width], in the type of `inputs`.
    """
    with name_scope(scope, "SequenceToImages", [inputs]) as sc:
        inputs = convert_to_tensor(inputs)
        width, rows, channels = inputs.shape.as_list()
        batch = -1 if rows is None else rows // height
        reshaped = ops.reshape(inputs, [width, batch, height, channels])
        outputs = ops.transpose(reshaped, [1, 3, 2, 0] if output_data_format == "channels_first" else [1, 2, 0, 3])
        return add_outputs_to_collections(outputs_collections, sc, outputs)


@export("contrib.layers.dense_to_sparse", "contrib.slim.dense_to_sparse")
@documented_by(fully_connected)
@add_arg_scope
def dense_to_sparse(
    tensor: TensorLike, eos_token: Any = 0, outputs_collections: Names = None, scope: ScopeLike | None = None
) -> SparseTensor:
    """What is not `eos_token`, as a SparseTensor.

    Args:
      tensor: of any type and shape.
      eos_token: what is left out, in the type of the tensor.
      scope: the variable scope of the operations, "dense_to_sparse" by default.

    Returns:
      a SparseTensor of the same shape.
    """
    with variable_scope(scope, "dense_to_sparse", [tensor]) as sc:
        tensor = convert_to_tensor(tensor)
        indices = ops.where(ops.not_equal(tensor, constant(eos_token, tensor.dtype.base_dtype)))
        outputs = SparseTensor(indices, ops.gather_nd(tensor, indices), ops.shape(tensor, out_type=dtypes.int64))
        return add_outputs_to_collections(outputs_collections, sc.name, outputs)


@export("contrib.layers.python.layers.layers._inner_flatten")
@documented_by(fully_connected)
@add_arg_scope
def inner_flatten(
    inputs: Any, new_rank: int, output_collections: Names = None, scope: str | None = None
) -> Tensor | SparseTensor:
    """The last dimensions made one, so that `new_rank` are left.

    Args:
      inputs: a tensor or SparseTensor.
      new_rank: how many dimensions the outputs have.
      output_collections: a collection or a list of them that the output goes into, called there as the scope is.
      scope: the name scope of the operations, "InnerFlatten" by default.

    Returns:
      a tensor or SparseTensor in the type of `inputs`.

    Raises:
      ValueError: inputs of a lower rank. InvalidArgumentError: (when run) the same.
    """
    with name_scope(scope, "InnerFlatten", [inputs, new_rank]) as sc:
        if isinstance(inputs, SparseTensor):
            flattened: Any = _sparse_inner_flatten(inputs, new_rank)
        else:
            flattened = _dense_inner_flatten(convert_to_tensor(inputs), new_rank)
    return add_outputs_to_collections(output_collections, sc, flattened)


def _sparse_inner_flatten(inputs: SparseTensor, new_rank: int) -> SparseTensor:
    sizes: Any = inputs.dense_shape
    rank = sizes.shape.as_list()[0]
    if rank < new_rank:
        raise ValueError(
            f"Inputs has rank less than new_rank. {inputs} must have rank at least {new_rank}. Received rank {rank}, "
            f"shape {inputs.get_shape()}"
        )
    inner = ops.expand_dims(ops.reduce_prod(sizes[new_rank - 1 :]), 0)
    return ops.sparse_reshape(inputs, ops.concat([sizes[: new_rank - 1], inner], 0))


def _dense_inner_flatten(inputs: Tensor, new_rank: int) -> Tensor:
    is_enough = ops.assert_rank_at_least(inputs, new_rank, message="inputs has rank less than new_rank")
    with get_default_graph().control_dependencies([is_enough]):
        sizes: Any = ops.shape(inputs)
        flattened = ops.reshape(inputs, ops.concat([sizes[: new_rank - 1], [-1]], 0))
    known = inputs.static_shape
    if known is not None:
        inner: int | None = 1
        for size in known[new_rank - 1 :]:
            inner = None if inner is None or size is None else inner * size
        flattened.set_shape([*known[: new_rank - 1], inner])
    return flattened
