"""tf.python.ops.gen_image_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.image.decoders import decode_bmp as decode_bmp
from headrace.graph.ops.image.decoders import decode_gif as decode_gif
from headrace.graph.ops.image.codecs import decode_jpeg as decode_jpeg
from headrace.graph.ops.image.codecs import decode_png as decode_png
from headrace.graph.ops.image.codecs import encode_jpeg as encode_jpeg
from headrace.graph.ops.image.codecs import encode_png as encode_png
from headrace.graph.ops.image.resize_functions import resize_bilinear as resize_bilinear
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import IntegersLike as _IntegersLike
from headrace.graph.types.likes import TensorLike as _TensorLike

def resize_area(
    images: _TensorLike,
    size: _IntegersLike,
    align_corners: bool = False,
    name: str | None = None,
) -> _Tensor:
    """Images in another size, each element the mean of what it covers.

    Args:
      images: [n, height, width, channels], any real type.
      size: int32 [2]: new height and width, positive.
      align_corners: let the middles of the corner elements stay where they are.

    Returns:
      float32 [n, new height, new width, channels].

    Raises:
      InvalidArgumentError: (when run) images without elements, or a size that is not positive.
      ValueError: a rank other than 4, or a `size` that is not two numbers.
    """

def resize_bicubic(
    images: _TensorLike,
    size: _IntegersLike,
    align_corners: bool = False,
    name: str | None = None,
    half_pixel_centers: bool = False,
) -> _Tensor:
    """Images in another size, by cubic convolution.

    Args:
      images: [n, height, width, channels], any real type.
      size: int32 [2]: new height and width, positive.
      align_corners: let the middles of the corner elements stay where they are.
      half_pixel_centers: let elements be squares, whose middles are half an element from their edges.

    Returns:
      float32 [n, new height, new width, channels].

    Raises:
      ValueError: a rank other than 4, or a `size` that is not two numbers.
      InvalidArgumentError: (when run) images without elements, a size that is not positive, both options at once.
    """

def resize_nearest_neighbor(
    images: _TensorLike,
    size: _IntegersLike,
    align_corners: bool = False,
    name: str | None = None,
    half_pixel_centers: bool = False,
) -> _Tensor:
    """Images in another size, each element the nearest one.

    Args:
      images: [n, height, width, channels], any real type.
      size: int32 [2]: new height and width, positive.
      align_corners: let the middles of the corner elements stay where they are.
      half_pixel_centers: let elements be squares, whose middles are half an element from their edges.

    Returns:
      [n, new height, new width, channels], dtype of `images`.

    Raises:
      ValueError: a rank other than 4, or a `size` that is not two numbers.
      InvalidArgumentError: (when run) images without elements, a size that is not positive, both options at once.
    """

__all__ = [
    "decode_bmp",
    "decode_gif",
    "decode_jpeg",
    "decode_png",
    "encode_jpeg",
    "encode_png",
    "resize_area",
    "resize_bicubic",
    "resize_bilinear",
    "resize_nearest_neighbor",
]

from typing import Any

def __getattr__(name: str) -> Any: ...
