"""tf.contrib.image: images turned, moved and bent. Made by `make names`."""

from headrace.training.contrib.image.transforms import angles_to_projective_transforms as angles_to_projective_transforms
from headrace.graph.ops.image.matching import bipartite_match as bipartite_match
from headrace.training.contrib.image.transforms import compose_transforms as compose_transforms
from headrace.graph.ops.image.matching import connected_components as connected_components
from headrace.training.contrib.image.warps import dense_image_warp as dense_image_warp
from headrace.training.contrib.image.transforms import flat_transforms_to_matrices as flat_transforms_to_matrices
from headrace.training.contrib.image.warps import interpolate_spline as interpolate_spline
from headrace.training.contrib.image.transforms import matrices_to_flat_transforms as matrices_to_flat_transforms
from headrace.contrib.image import python as python
from headrace.graph.ops.image.stereograms import single_image_random_dot_stereograms as single_image_random_dot_stereograms
from headrace.training.contrib.image.warps import sparse_image_warp as sparse_image_warp
from headrace.training.contrib.image.transforms import transform as transform
from headrace.training.contrib.image.transforms import translations_to_projective_transforms as translations_to_projective_transforms
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import TensorLike as _TensorLike

def rotate(
    images: _TensorLike,
    angles: _TensorLike,
    interpolation: str = 'NEAREST',
    name: str | None = None,
) -> _Tensor:
    """Images turned around their centers, counterclockwise; what is outside of them is 0.

    Args:
      images: uint8, int32, int64 or floating [batch, height, width, channels], [height, width, channels] or [height, width].
      angles: in radians, a scalar or [batch] with one for each image.
      interpolation: "NEAREST" or "BILINEAR".

    Returns:
      images of that rank and type.

    Raises:
      TypeError: another type or rank.
      ValueError: `output_shape` is not of two elements, or the rank of `transforms` is not known.
      InvalidArgumentError: (when run) neither one transform nor one for each image, or an empty result.
    """

def translate(
    images: _TensorLike,
    translations: _TensorLike,
    interpolation: str = 'NEAREST',
    name: str | None = None,
) -> _Tensor:
    """Images moved; what is outside of them is 0.

    Args:
      images: uint8, int32, int64 or floating [batch, height, width, channels], [height, width, channels] or [height, width].
      translations: [dx, dy], to the right and downwards, or [batch, 2] with one for each image.
      interpolation: "NEAREST" or "BILINEAR".

    Returns:
      images of that rank and type.

    Raises:
      TypeError: another type or rank.
      ValueError: `output_shape` is not of two elements, or the rank of `transforms` is not known.
      InvalidArgumentError: (when run) neither one transform nor one for each image, or an empty result.
    """

__all__ = [
    "angles_to_projective_transforms",
    "bipartite_match",
    "compose_transforms",
    "connected_components",
    "dense_image_warp",
    "flat_transforms_to_matrices",
    "interpolate_spline",
    "matrices_to_flat_transforms",
    "rotate",
    "single_image_random_dot_stereograms",
    "sparse_image_warp",
    "transform",
    "translate",
    "translations_to_projective_transforms",
]
