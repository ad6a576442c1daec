"""Images turned by right angles, and with rows and columns exchanged."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel
from ...core.rules.export import Nodes
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, with_rank
from .adjust import check_image

ROT90 = Op("HeadraceRot90", "images: T, k: int32 -> output: T", traits=PURE)
"""Images turned counter-clockwise `k` times. TensorFlow's function has a branch for each k; as one op a block of images is
turned at once."""


@ROT90.shape
def _turned_shape(op: Operation) -> StaticShape:
    known = op.inputs[0].static_shape
    with_rank(op.inputs[1].static_shape, 0)
    if known is None:
        return None
    height, width = known[-3:-1]
    side = height if height == width else None
    return (*known[:-3], side, side, known[-1])


@ROT90.kernel
def _turned(images: np.ndarray, k: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(np.rot90(images, int(k) % 4, (-3, -2))) if int(k) % 4 else images.copy()


@ROT90.batch
def _turned_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    return None if batched[1] else lambda n, images, k: kernel(images, k)


@ROT90.gradient
def _turned_back(op: Operation, dy: Tensor) -> list:
    return [ROT90(dy, ops.negative(op.inputs[1])), None]


@ROT90.export
def _export_turned(op: Operation, nodes: Nodes) -> None:
    """Rows and columns exchanged where k is odd, then reversed: which of them, a table says."""
    images, k = nodes.inputs
    kind, number = op.get_attr("T"), dtypes.int32
    known = op.inputs[0].static_shape
    before = [] if known is None else list(range(len(known) - 3))
    first = len(before)

    def of_table(name: str, rows: list, type: dtypes.DType) -> str:
        table = nodes.constant(f"{name}/params", rows, type)
        axis = nodes.constant(f"{name}/axis", 0, number)
        return nodes.add(name, "GatherV2", table, turns, axis, Tparams=type, Tindices=number, Taxis=number, batch_dims=0)

    turns = nodes.add("FloorMod", "FloorMod", k, nodes.constant("four", 4, number), T=number)
    kept, exchanged = ([*before, first + i, first + 1 - i, first + 2] for i in (0, 1))
    order = of_table("perm", [kept, exchanged, kept, exchanged], number)
    turned = nodes.add("Transpose", "Transpose", images, order, T=kind, Tperm=number)
    flips = [[False] * first + [up, left, False] for up, left in ((False, False), (True, False), (True, True), (False, True))]
    nodes.add("", "Reverse", turned, of_table("dims", flips, dtypes.bool_), T=kind)


@export("image.rot90")
def rot90(image: TensorLike, k: TensorLike = 1, name: str | None = None) -> Tensor:
    """The image, or each of a batch, turned counter-clockwise by right angles.

    Args:
      image: [height, width, channels] or [n, height, width, channels], any type.
      k: int32 scalar: how many times it is turned by 90 degrees.

    Returns:
      dtype of `image`; height and width exchanged where k is odd.

    Raises:
      ValueError: a known rank other than 3 or 4, an empty image, or a `k` that is no scalar.

    Example:
      >>> tf.Session().run(tf.image.rot90([[[1], [2]], [[3], [4]]])[:, :, 0]).tolist()
      [[2, 4], [1, 3]]
    """
    with name_scope(name, "rot90", [image, k]) as scope:
        image = convert_to_tensor(image, name="image")
        rank = check_image(image)
        turns = convert_to_tensor(k, dtypes.int32, name="k")
        if turns.static_shape not in ((), None):
            raise ValueError(f"Shape {turns.shape} must have rank 0")
        if rank not in (None, 3, 4):
            raise ValueError("'image' must have either 3 or 4 dimensions.")
        turned = ROT90(image, turns, name=scope)
        turned.set_shape(turned.static_shape or [None] * 3)
        return turned


@export("image.transpose", "image.transpose_image")
def transpose_image(image: TensorLike, name: str | None = None) -> Tensor:
    """The image with rows and columns exchanged.

    Args:
      image: [height, width, channels] or [n, height, width, channels], any type.

    Returns:
      height and width exchanged, dtype of `image`.

    Raises:
      ValueError: a known rank below 3, or an empty image.
    """
    name = "transpose" if name is None else name
    with name_scope(name, None, [image]):
        image = convert_to_tensor(image, name="image")
        if check_image(image) == 4:
            return ops.transpose(image, [0, 2, 1, 3], name=name)
        return ops.transpose(image, [1, 0, 2], name=name)
