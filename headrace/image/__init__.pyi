"""tf.image: decoding, encoding, cutting and distorting images. Made by `make names`."""

from headrace.graph.ops.image.resize_functions import ResizeMethod as ResizeMethod
from headrace.graph.ops.image.adjust import adjust_brightness as adjust_brightness
from headrace.graph.ops.image.adjust import adjust_contrast as adjust_contrast
from headrace.graph.ops.image.adjust import adjust_gamma as adjust_gamma
from headrace.graph.ops.image.colors import adjust_hue as adjust_hue
from headrace.graph.ops.jpeg.quality import adjust_jpeg_quality as adjust_jpeg_quality
from headrace.graph.ops.image.colors import adjust_saturation as adjust_saturation
from headrace.graph.ops.image.bounds import central_crop as central_crop
from headrace.graph.ops.image.suppression_functions import combined_non_max_suppression as combined_non_max_suppression
from headrace.graph.ops.image.adjust import convert_image_dtype as convert_image_dtype
from headrace.graph.ops.image.crops import crop_and_resize as crop_and_resize
from headrace.graph.ops.image.bounds import crop_to_bounding_box as crop_to_bounding_box
from headrace.graph.ops.jpeg.files import decode_and_crop_jpeg as decode_and_crop_jpeg
from headrace.graph.ops.image.decoders import decode_bmp as decode_bmp
from headrace.graph.ops.image.decoders import decode_gif as decode_gif
from headrace.graph.ops.image.decoders import decode_image as decode_image
from headrace.graph.ops.image.codecs import decode_jpeg as decode_jpeg
from headrace.graph.ops.image.codecs import decode_png as decode_png
from headrace.graph.ops.image.boxes import draw_bounding_boxes as draw_bounding_boxes
from headrace.graph.ops.image.codecs import encode_jpeg as encode_jpeg
from headrace.graph.ops.image.codecs import encode_png as encode_png
from headrace.graph.ops.patches.glimpses import extract_glimpse as extract_glimpse
from headrace.graph.ops.patches.extracting import extract_image_patches as extract_image_patches
from headrace.graph.ops.jpeg.files import extract_jpeg_shape as extract_jpeg_shape
from headrace.graph.ops.patches.extracting import extract_patches as extract_patches
from headrace.graph.ops.image.adjust import flip_left_right as flip_left_right
from headrace.graph.ops.image.adjust import grayscale_to_rgb as grayscale_to_rgb
from headrace.graph.ops.image.measures import image_gradients as image_gradients
from headrace.graph.ops.jpeg.files import is_jpeg as is_jpeg
from headrace.graph.ops.image.suppression_functions import non_max_suppression as non_max_suppression
from headrace.graph.ops.image.suppression_functions import non_max_suppression_overlaps as non_max_suppression_overlaps
from headrace.graph.ops.image.bounds import pad_to_bounding_box as pad_to_bounding_box
from headrace.graph.ops.image.adjust import per_image_standardization as per_image_standardization
from headrace.graph.ops.image.adjust import per_image_standardization as per_image_whitening
from headrace.graph.ops.image.measures import psnr as psnr
from headrace.graph.ops.image.adjust import random_brightness as random_brightness
from headrace.graph.ops.image.adjust import random_contrast as random_contrast
from headrace.graph.ops.random.shuffle import random_crop_of_image as random_crop
from headrace.graph.ops.image.adjust import random_flip_left_right as random_flip_left_right
from headrace.graph.ops.image.colors import random_hue as random_hue
from headrace.graph.ops.jpeg.quality import random_jpeg_quality as random_jpeg_quality
from headrace.graph.ops.image.colors import random_saturation as random_saturation
from headrace.graph.ops.image.resize_functions import resize_images as resize
from headrace.graph.ops.image.resize_functions import resize_bilinear as resize_bilinear
from headrace.graph.ops.image.bounds import resize_image_with_crop_or_pad as resize_image_with_crop_or_pad
from headrace.graph.ops.image.resize_functions import resize_image_with_pad as resize_image_with_pad
from headrace.graph.ops.image.resize_functions import resize_images as resize_images
from headrace.graph.ops.image.bounds import resize_image_with_crop_or_pad as resize_with_crop_or_pad
from headrace.graph.ops.image.adjust import rgb_to_grayscale as rgb_to_grayscale
from headrace.graph.ops.image.color_spaces import rgb_to_hsv as rgb_to_hsv
from headrace.graph.ops.image.color_spaces import rgb_to_yiq as rgb_to_yiq
from headrace.graph.ops.image.turning import rot90 as rot90
from headrace.graph.ops.image.boxes import sample_distorted_bounding_box as sample_distorted_bounding_box
from headrace.graph.ops.image.measures import sobel_edges as sobel_edges
from headrace.graph.ops.image.measures import ssim as ssim
from headrace.graph.ops.image.measures import ssim_multiscale as ssim_multiscale
from headrace.graph.ops.image.measures import total_variation as total_variation
from headrace.graph.ops.image.turning import transpose_image as transpose
from headrace.graph.ops.image.turning import transpose_image as transpose_image
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.ops.image.suppression_functions import NonMaxSuppressionV4 as _NonMaxSuppressionV4
from headrace.graph.types.likes import IntegersLike as _IntegersLike
from headrace.graph.types.likes import TensorLike as _TensorLike

def flip_up_down(
    image: _TensorLike,
) -> _Tensor:
    """The image (or each of a batch) mirrored top to bottom.

    Args:
      image: [height, width, channels] or [n, height, width, channels], any type.

    Returns:
      shape and dtype of `image`.

    Raises:
      ValueError: a known rank other than 3 or 4, or an empty image.
    """

def hsv_to_rgb(
    images: _TensorLike,
    name: str | None = None,
) -> _Tensor:
    """Colors of hue, saturation and value as red, green and blue: the inverse of `rgb_to_hsv`.

    Args:
      images: float16, float32 or float64 [..., 3], in [0, 1].

    Returns:
      shape and dtype of `images`.

    Raises:
      ValueError: a last dimension that is known not to be 3.
      FailedPreconditionError: (when run) other than three channels.
    """

def non_max_suppression_padded(
    boxes: _TensorLike,
    scores: _TensorLike,
    max_output_size: _IntegersLike,
    iou_threshold: _TensorLike = 0.5,
    score_threshold: _TensorLike = float('-inf'),
    pad_to_max_output_size: bool = False,
    name: str | None = None,
) -> _NonMaxSuppressionV4:
    """Of boxes that overlap only the one with the highest score, in as many places as are asked for.

    Args:
      boxes: float32 or float16 [boxes, 4]: two opposite corners of each, y1, x1, y2, x2.
      scores: floats [boxes].
      max_output_size: int32 scalar: how many at most.
      iou_threshold: float scalar in [0, 1]: boxes overlap too much where the area they share is a greater part of
        what both cover.
      score_threshold: float scalar: boxes with this score or less are left out.
      pad_to_max_output_size: whether zeros follow, to `max_output_size` in all.

    Returns:
      (selected_indices, valid_outputs): int32 [chosen], or [max_output_size], and int32 scalar: how many are chosen.

    Raises:
      ValueError: other ranks, or as many scores as there are no boxes.
      InvalidArgumentError: (when run) the same, or a threshold out of range.
    """

def non_max_suppression_with_scores(
    boxes: _TensorLike,
    scores: _TensorLike,
    max_output_size: _IntegersLike,
    iou_threshold: _TensorLike = 0.5,
    score_threshold: _TensorLike = float('-inf'),
    soft_nms_sigma: _TensorLike = 0.0,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """Of boxes that overlap the one with the highest score, and others with lower ones.

    Args:
      boxes: float32 or float16 [boxes, 4]: two opposite corners of each, y1, x1, y2, x2.
      scores: floats [boxes].
      max_output_size: int32 scalar: how many at most.
      iou_threshold: float scalar in [0, 1]: boxes overlap too much where the area they share is a greater part of
        what both cover.
      score_threshold: float scalar: boxes with this score or less are left out.
      soft_nms_sigma: float scalar: above 0, boxes that overlap with chosen ones lose of their scores, the less the
        greater it is.

    Returns:
      (places, scores): int32 [chosen] and floats [chosen], the highest score first.

    Raises:
      ValueError: other ranks, or as many scores as there are no boxes.
      InvalidArgumentError: (when run) the same, or a threshold out of range.
    """

def random_flip_up_down(
    image: _TensorLike,
    seed: int | None = None,
) -> _Tensor:
    """The image mirrored top to bottom, or not, with equal chances; each of a batch for itself.

    Args:
      image: [height, width, channels] or [n, height, width, channels], any type; each of n has its own chance.
      seed: int, see `tf.set_random_seed`.

    Returns:
      shape and dtype of `image`.

    Raises:
      ValueError: a known rank other than 3 or 4, or an empty image.
    """

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

def rgb_to_yuv(
    images: _TensorLike,
) -> _Tensor:
    """Colors of red, green and blue as brightness and the two differences of PAL television (YUV).

    Args:
      images: floats [..., 3], at least two dimensions.

    Returns:
      shape and dtype of `images`.

    Raises:
      ValueError: a last dimension that is known not to be 3.
      TypeError: images of an unknown rank.
    """

def yiq_to_rgb(
    images: _TensorLike,
) -> _Tensor:
    """The inverse of `rgb_to_yiq`: colors as red, green and blue.

    Args:
      images: floats [..., 3], at least two dimensions.

    Returns:
      shape and dtype of `images`.

    Raises:
      ValueError: a last dimension that is known not to be 3.
      TypeError: images of an unknown rank.
    """

def yuv_to_rgb(
    images: _TensorLike,
) -> _Tensor:
    """The inverse of `rgb_to_yuv`: colors as red, green and blue.

    Args:
      images: floats [..., 3], at least two dimensions.

    Returns:
      shape and dtype of `images`.

    Raises:
      ValueError: a last dimension that is known not to be 3.
      TypeError: images of an unknown rank.
    """

__all__ = [
    "ResizeMethod",
    "adjust_brightness",
    "adjust_contrast",
    "adjust_gamma",
    "adjust_hue",
    "adjust_jpeg_quality",
    "adjust_saturation",
    "central_crop",
    "combined_non_max_suppression",
    "convert_image_dtype",
    "crop_and_resize",
    "crop_to_bounding_box",
    "decode_and_crop_jpeg",
    "decode_bmp",
    "decode_gif",
    "decode_image",
    "decode_jpeg",
    "decode_png",
    "draw_bounding_boxes",
    "encode_jpeg",
    "encode_png",
    "extract_glimpse",
    "extract_image_patches",
    "extract_jpeg_shape",
    "extract_patches",
    "flip_left_right",
    "flip_up_down",
    "grayscale_to_rgb",
    "hsv_to_rgb",
    "image_gradients",
    "is_jpeg",
    "non_max_suppression",
    "non_max_suppression_overlaps",
    "non_max_suppression_padded",
    "non_max_suppression_with_scores",
    "pad_to_bounding_box",
    "per_image_standardization",
    "per_image_whitening",
    "psnr",
    "random_brightness",
    "random_contrast",
    "random_crop",
    "random_flip_left_right",
    "random_flip_up_down",
    "random_hue",
    "random_jpeg_quality",
    "random_saturation",
    "resize",
    "resize_area",
    "resize_bicubic",
    "resize_bilinear",
    "resize_image_with_crop_or_pad",
    "resize_image_with_pad",
    "resize_images",
    "resize_nearest_neighbor",
    "resize_with_crop_or_pad",
    "rgb_to_grayscale",
    "rgb_to_hsv",
    "rgb_to_yiq",
    "rgb_to_yuv",
    "rot90",
    "sample_distorted_bounding_box",
    "sobel_edges",
    "ssim",
    "ssim_multiscale",
    "total_variation",
    "transpose",
    "transpose_image",
    "yiq_to_rgb",
    "yuv_to_rgb",
]
