"""Images seen through projective transforms.

A transform is eight numbers [a0, a1, a2, b0, b1, b2, c0, c1]: the place (x, y) of the result shows what is at
((a0 x + a1 y + a2) / k, (b0 x + b1 y + b2) / k) in the image, where k = c0 x + c1 y + 1.
"""

from __future__ import annotations

from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.static_values import constant_value
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.image.projective import IMAGE_PROJECTIVE_TRANSFORM
from headrace.graph.types.dtypes import float16, float32, float64, int32, int64, uint8
from headrace.graph.types.likes import TensorLike

_IMAGES = (uint8, int32, int64, float16, float32, float64)


def _as_batch(images: Tensor) -> Tensor:
    """[batch, height, width, channels] of images that may have no batch and no channels."""
    if images.dtype.base_dtype not in _IMAGES:
        raise TypeError(f"Invalid dtype {images.dtype}.")
    rank = images.shape.ndims
    if rank is None:
        raise TypeError("image_or_images rank must be statically known")
    if rank not in (2, 3, 4):
        raise TypeError("Images should have rank between 2 and 4.")
    return images[None, :, :, None] if rank == 2 else images[None] if rank == 3 else images


def _as_given(batch: Tensor, images: Tensor) -> Tensor:
    """What became of a batch, in the rank of the images that it was made of."""
    rank = images.shape.ndims
    return batch[0, :, :, 0] if rank == 2 else batch[0] if rank == 3 else batch


@export("contrib.image.transform")
def transform(
    images: TensorLike,
    transforms: TensorLike,
    interpolation: str = "NEAREST",
    output_shape: Any = None,
    name: str | None = None,
) -> Tensor:
    """Images seen through projective transforms; what is outside of them is 0.

    A transform [a0, a1, a2, b0, b1, b2, c0, c1] shows at (x, y) what is at ((a0 x + a1 y + a2) / k, (b0 x + b1 y + b2) / k) in
    the image, where k = c0 x + c1 y + 1. Gradients reach images, not transforms.

    Args:
      images: uint8, int32, int64 or floating [batch, height, width, channels], [height, width, channels] or [height, width].
      transforms: float32 [8], or [batch, 8] with one for each image.
      interpolation: "NEAREST" or "BILINEAR".
      output_shape: int32 [height, width] of the result; as the images by default.

    Returns:
      images of that rank and type.

    Raises:
      TypeError: another type or rank.
      ValueError: `output_shape` is not of two elements, or the rank of `transforms` is not known.
      InvalidArgumentError: (when run) neither one transform nor one for each image, or an empty result.
    """
    with name_scope(name, "transform"):
        given = convert_to_tensor(images, name="images")
        found = convert_to_tensor(transforms, dtype=float32, name="transforms")
        batch = _as_batch(given)
        size = ops.shape(batch)[1:3] if output_shape is None else output_shape
        known = constant_value(size) if isinstance(size, Tensor) and output_shape is None else None
        size = convert_to_tensor(size if known is None else known, dtype=int32, name="output_shape")
        if not size.shape.is_compatible_with([2]):
            raise ValueError("output_shape must be a 1-D Tensor of 2 elements: new_height, new_width")
        if len(found.shape) not in (1, 2):
            raise TypeError("Transforms should have rank 1 or 2.")
        rows = found[None] if len(found.shape) == 1 else found
        return _as_given(IMAGE_PROJECTIVE_TRANSFORM(batch, rows, size, interpolation=interpolation.upper()), given)


@export("contrib.image.rotate")
@documented_by(transform)
def rotate(images: TensorLike, angles: TensorLike, interpolation: str = "NEAREST", name: str | None = None) -> Tensor:
    """Images turned around their centers, counterclockwise; what is outside of them is 0.

    Args:
      angles: in radians, a scalar or [batch] with one for each image.
    """
    with name_scope(name, "rotate"):
        given = convert_to_tensor(images)
        batch = _as_batch(given)
        height, width = (ops.cast(ops.shape(batch)[axis], float32)[None] for axis in (1, 2))
        turned = transform(batch, angles_to_projective_transforms(angles, height, width), interpolation=interpolation)
        return _as_given(turned, given)


@export("contrib.image.translate")
@documented_by(transform)
def translate(images: TensorLike, translations: TensorLike, interpolation: str = "NEAREST", name: str | None = None) -> Tensor:
    """Images moved; what is outside of them is 0.

    Args:
      translations: [dx, dy], to the right and downwards, or [batch, 2] with one for each image.
    """
    with name_scope(name, "translate"):
        return transform(images, translations_to_projective_transforms(translations), interpolation=interpolation)


@export("contrib.image.angles_to_projective_transforms")
def angles_to_projective_transforms(angles: TensorLike, image_height: Any, image_width: Any, name: str | None = None) -> Tensor:
    """The transforms that turn images around their centers.

    Args:
      angles: in radians, a scalar or a vector.
      image_height, image_width: of the images, float32 scalars or [1].

    Returns:
      float32 [1 or number of angles, 8].

    Raises:
      TypeError: angles of another rank.
    """
    with name_scope(name, "angles_to_projective_transforms"):
        given = convert_to_tensor(angles, dtype=float32, name="angles")
        if len(given.shape) > 1:
            raise TypeError("Angles should have rank 0 or 1.")
        angles = given[None] if len(given.shape) == 0 else given
        cosine, sine = ops.cos(angles), ops.sin(angles)
        right, bottom = image_width - 1, image_height - 1
        x = (right - (cosine * right - sine * bottom)) / 2.0
        y = (bottom - (sine * right + cosine * bottom)) / 2.0
        columns = [cosine, -sine, x, sine, cosine, y]
        zeros = ops.zeros((ops.shape(angles)[0], 2), float32)
        return ops.concat([*(column[:, None] for column in columns), zeros], axis=1)


@export("contrib.image.translations_to_projective_transforms")
def translations_to_projective_transforms(translations: TensorLike, name: str | None = None) -> Tensor:
    """The transforms that move images.

    Args:
      translations: [dx, dy], to the right and downwards, or [number, 2].

    Returns:
      float32 [1 or number, 8].

    Raises:
      TypeError: another rank.
    """
    with name_scope(name, "translations_to_projective_transforms"):
        given = convert_to_tensor(translations, dtype=float32, name="translations")
        if given.shape.ndims is None:
            raise TypeError("translation_or_translations rank must be statically known")
        if given.shape.ndims not in (1, 2):
            raise TypeError("Translations should have rank 1 or 2.")
        moves = given[None] if given.shape.ndims == 1 else given
        number = ops.shape(moves)[0]
        ones, zeros = (ops.fill([number, 1], value) for value in (1.0, 0.0))
        return ops.concat([ones, zeros, -moves[:, 0, None], zeros, ones, -moves[:, 1, None], zeros, zeros], axis=1)


@export("contrib.image.compose_transforms")
def compose_transforms(*transforms: TensorLike) -> Tensor:
    """The transform that does what several do one after the other.

    Args:
      transforms: each [8] or [number, 8], of one shape; the first is applied first.

    Returns:
      [1 or number, 8].

    Raises:
      ValueError: another rank.
    """
    assert transforms, "transforms cannot be empty"
    with name_scope("compose_transforms"):
        composed = flat_transforms_to_matrices(transforms[0])
        for one in transforms[1:]:
            composed = ops.matmul(composed, flat_transforms_to_matrices(one))
        return matrices_to_flat_transforms(composed)


@export("contrib.image.flat_transforms_to_matrices")
def flat_transforms_to_matrices(transforms: TensorLike) -> Tensor:
    """Transforms as matrices, from places in the result to places in the image, in homogeneous coordinates.

    Args:
      transforms: [8] or [number, 8].

    Returns:
      [1 or number, 3, 3].

    Raises:
      ValueError: another rank.
    """
    with name_scope("flat_transforms_to_matrices"):
        given = convert_to_tensor(transforms, name="transforms")
        if given.shape.ndims not in (1, 2):
            raise ValueError(f"Transforms should be 1D or 2D, got: {given}")
        rows = ops.reshape(given, [-1, 8])
        return ops.reshape(ops.concat([rows, ops.ones([ops.shape(rows)[0], 1])], axis=1), [-1, 3, 3])


@export("contrib.image.matrices_to_flat_transforms")
def matrices_to_flat_transforms(transform_matrices: TensorLike) -> Tensor:
    """Matrices, from places in the result to places in the image, as transforms.

    Args:
      transform_matrices: [3, 3] or [number, 3, 3].

    Returns:
      [1 or number, 8].

    Raises:
      ValueError: another rank.
    """
    with name_scope("matrices_to_flat_transforms"):
        given = convert_to_tensor(transform_matrices, name="transform_matrices")
        if given.shape.ndims not in (2, 3):
            raise ValueError(f"Matrices should be 2D or 3D, got: {given}")
        rows = ops.reshape(given, [-1, 9])
        return (rows / rows[:, 8:9])[:, :8]
