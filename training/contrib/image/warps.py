"""Images bent by flows: dense ones, and those between points, by polyharmonic splines."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.default_graph_functions import control_dependencies
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.dtypes import int32
from headrace.graph.types.likes import TensorLike

_TINY = 1e-10


@export("contrib.image.dense_image_warp")
def dense_image_warp(image: TensorLike, flow: TensorLike, name: str = "dense_image_warp") -> Tensor:
    """Images bent by a flow: `output[b, y, x] = image[b, y - flow[b, y, x, 0], x - flow[b, y, x, 1]]`.

    Between elements it interpolates bilinearly; outside of the image is what is at its edge.

    Args:
      image: floating [batch, height, width, channels], at least two rows and columns.
      flow: floating [batch, height, width, 2], downwards and to the right.

    Returns:
      [batch, height, width, channels] of the type of `image`.

    Raises:
      ValueError: images of another rank.
      InvalidArgumentError: images of less than two rows or columns.
    """
    with name_scope(name):
        image, flow = convert_to_tensor(image), convert_to_tensor(flow)
        count, height, width, channels = (ops.shape(image)[axis] for axis in range(4))
        columns, rows = ops.meshgrid(ops.range(width), ops.range(height))
        places = ops.cast(ops.stack([rows, columns], axis=2), flow.dtype)[None] - flow
        read = _bilinear(image, ops.reshape(places, [count, height * width, 2]))
        return ops.reshape(read, [count, height, width, channels])


def _bilinear(image: Tensor, places: Tensor) -> Tensor:
    """Elements [batch, places, channels] of images at places [batch, places, 2], rows before columns."""
    with name_scope("interpolate_bilinear"):
        if len(image.shape) != 4:
            raise ValueError(f"Grid must be 4 dimensional. Received size: {image.shape}")
        count, height, width, channels = (ops.shape(image)[axis] for axis in range(4))
        sizes = [
            ops.assert_greater_equal(height, 2, message="Grid height must be at least 2."),
            ops.assert_greater_equal(width, 2, message="Grid width must be at least 2."),
        ]
        with control_dependencies(sizes):
            number, sides = ops.shape(places)[1], ops.unstack(places, axis=2)
        lower, beyond = [], []
        for side, size in zip(sides, (height, width), strict=True):
            floor = ops.minimum(ops.maximum(ops.zeros([], side.dtype), ops.floor(side)), ops.cast(size - 2, side.dtype))
            lower.append(ops.cast(floor, int32))
            share = ops.cast(side - floor, image.dtype)
            beyond.append(
                ops.expand_dims(ops.minimum(ops.maximum(ops.zeros([], share.dtype), share), ops.ones([], share.dtype)), 2)
            )
        flat = ops.reshape(image, [count * height * width, channels])
        first = ops.reshape(ops.range(count) * height * width, [count, 1])

        def read(row: Tensor, column: Tensor) -> Tensor:
            return ops.reshape(ops.gather(flat, first + row * width + column), [count, number, channels])

        (top, left), (down, right) = lower, beyond
        top_left, bottom_left = read(top, left), read(top + 1, left)
        above = right * (read(top, left + 1) - top_left) + top_left
        below = right * (read(top + 1, left + 1) - bottom_left) + bottom_left
        return down * (below - above) + above


@export("contrib.image.interpolate_spline")
def interpolate_spline(
    train_points: TensorLike,
    train_values: TensorLike,
    query_points: TensorLike,
    order: int,
    regularization_weight: float = 0.0,
    name: str = "interpolate_spline",
) -> Tensor:
    """Values at any points, from values at some: polyharmonic splines with a linear part.

    Source: https://en.wikipedia.org/wiki/Polyharmonic_spline. Gradients reach all but the order.

    Args:
      train_points: floating [batch, n, d], where values are known.
      train_values: of that type, [batch, n, k], the values.
      query_points: of that type, [batch, m, d].
      order: 1 for phi(r) = r, 2 for r^2 log(r), the thin-plate spline, 3 for r^3, and so on.
      regularization_weight: how much smoothness counts beside the values; 0: the values are met.

    Returns:
      [batch, m, k].

    Raises:
      ValueError: d or k is not known.
      InvalidArgumentError: (when run) points that determine no spline, as equal ones.
    """
    with name_scope(name):
        centers, values, places = map(convert_to_tensor, (train_points, train_values, query_points))
        with name_scope("solve"):
            weights, linear = _solved(centers, values, order, regularization_weight)
        with name_scope("predict"):
            squares = ops.reduce_sum(ops.square(places), 2)[:, :, None] - 2 * ops.matmul(places, centers, adjoint_b=True)
            distances = squares + ops.reduce_sum(ops.square(centers), 2)[:, None]
            ones = ops.ones_like(places[..., :1], centers.dtype)
            return ops.matmul(_phi(distances, order), weights) + ops.matmul(ops.concat([places, ones], 2), linear)


def _solved(centers: Tensor, values: Tensor, order: int, regularization_weight: float) -> tuple[Tensor, Tensor]:
    """The weights of the centers [batch, n, k] and of the linear part [batch, d + 1, k]."""
    count, number = (ops.shape(centers)[axis] for axis in (0, 1))
    dimensions, outputs = centers.shape.as_list()[-1], values.shape.as_list()[-1]
    if dimensions is None:
        raise ValueError("The dimensionality of the input points (d) must be statically-inferrable.")
    if outputs is None:
        raise ValueError("The dimensionality of the output values (k) must be statically-inferrable.")
    with name_scope("construct_linear_system"):
        products = ops.matmul(centers, centers, adjoint_b=True)
        squares = ops.expand_dims(ops.matrix_diag_part(products), 2)
        kernel = _phi(squares - 2 * products + ops.transpose(squares, [0, 2, 1]), order)
        if regularization_weight > 0:
            kernel += regularization_weight * ops.eye(number, dtype=centers.dtype)[None]
        linear = ops.concat([centers, ops.ones_like(centers[..., :1])], 2)
        side = dimensions + 1
        left = ops.concat([kernel, ops.transpose(linear, [0, 2, 1])], 1)
        right = ops.concat([linear, ops.zeros([count, side, side], centers.dtype)], 1)
        rhs = ops.concat([values, ops.zeros([count, side, outputs], centers.dtype)], 1)
    with name_scope("solve_linear_system"):
        found = ops.matrix_solve(ops.concat([left, right], 2), rhs)
        return found[:, :number], found[:, number:]


def _phi(squares: Tensor, order: int) -> Tensor:
    """The radial function of squared distances; where these are 0, it has gradients all the same."""
    with name_scope("phi"):
        above = ops.maximum(squares, _TINY)
        if order == 1:
            return ops.sqrt(above)
        if order == 2:
            return 0.5 * squares * ops.log(above)
        if order == 4:
            return 0.5 * ops.square(squares) * ops.log(above)
        power = ops.pow(above, 0.5 * order)
        return 0.5 * power * ops.log(above) if order % 2 == 0 else power


@export("contrib.image.sparse_image_warp")
def sparse_image_warp(
    image: TensorLike,
    source_control_point_locations: TensorLike,
    dest_control_point_locations: TensorLike,
    interpolation_order: int = 2,
    regularization_weight: float = 0.0,
    num_boundary_points: int = 0,
    name: str = "sparse_image_warp",
) -> tuple[Tensor, Tensor]:
    """Images bent so that some points come to other places; a spline says what becomes of the rest.

    Args:
      image: floating [batch, height, width, channels], of a known shape.
      source_control_point_locations: floating [batch, n, 2], rows before columns: points of the image.
      dest_control_point_locations: of that shape: where they come to.
      interpolation_order: `order` of `interpolate_spline`.
      regularization_weight: as of `interpolate_spline`.
      num_boundary_points: how many points of each edge stay where they are, one of the two corners not counted.

    Returns:
      (the images, the flow [batch, height, width, 2] as of `dense_image_warp`).
    """
    image, source, goal = map(convert_to_tensor, (image, source_control_point_locations, dest_control_point_locations))
    flows = goal - source
    with name_scope(name):
        count, height, width, _ = (int(size) for size in image.shape)
        grid = constant(_in_batch(_grid(height, width).reshape(-1, 2), count), dtype=image.dtype)
        if num_boundary_points > 0:
            edge = _in_batch(_edges(height, width, num_boundary_points - 1), goal.shape.as_list()[0])
            goal = ops.concat([goal, constant(edge, dtype=goal.dtype)], 1)
            flows = ops.concat([flows, constant(np.zeros_like(edge), dtype=goal.dtype)], 1)
        dense = interpolate_spline(goal, flows, grid, interpolation_order, regularization_weight)
        dense = ops.reshape(dense, [count, height, width, 2])
        return dense_image_warp(image, dense), dense


def _grid(height: int, width: int, rows: int | None = None, columns: int | None = None) -> np.ndarray:
    """Places [rows, columns, 2], from corner to corner; all elements by default."""
    y, x = np.linspace(0, height - 1, rows or height), np.linspace(0, width - 1, columns or width)
    return np.stack(np.meshgrid(y, x, indexing="ij"), -1)


def _edges(height: int, width: int, between: int) -> np.ndarray:
    """The corners, and so many places of each edge between them."""
    places = _grid(height, width, between + 2, between + 2)
    y, x = places[..., 0], places[..., 1]
    return places[(x == 0) | (x == width - 1) | (y == 0) | (y == height - 1)]


def _in_batch(places: np.ndarray, count: Any) -> np.ndarray:
    return np.tile(places[None], [count, 1, 1])
