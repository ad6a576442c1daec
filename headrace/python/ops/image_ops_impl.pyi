"""tf.python.ops.image_ops_impl: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.image.resize_functions import ResizeMethod as ResizeMethod
from headrace.graph.ops.image.resize_functions import ResizeMethod as ResizeMethodV1
from headrace.graph.ops.image.adjust import adjust_brightness as adjust_brightness
from headrace.graph.ops.image.adjust import adjust_contrast as adjust_contrast
from headrace.graph.ops.image.adjust import adjust_gamma as adjust_gamma
from headrace.graph.ops.image.colors import adjust_hue as adjust_hue
from headrace.graph.ops.jpeg.quality import adjust_jpeg_quality as adjust_jpeg_quality
from headrace.graph.ops.image.colors import adjust_saturation as adjust_saturation
from headrace.graph.ops.image.bounds import central_crop as central_crop
from headrace.graph.ops.image.suppression_functions import combined_non_max_suppression as combined_non_max_suppression
from headrace.graph.ops.image.adjust import convert_image_dtype as convert_image_dtype
from headrace.graph.ops.image.crops import crop_and_resize as crop_and_resize_v1
from headrace.graph.ops.image.bounds import crop_to_bounding_box as crop_to_bounding_box
from headrace.graph.ops.image.decoders import decode_image as decode_image
from headrace.graph.ops.image.boxes import draw_bounding_boxes as draw_bounding_boxes
from headrace.graph.ops.patches.glimpses import extract_glimpse as extract_glimpse
from headrace.graph.ops.image.adjust import flip_left_right as flip_left_right
from headrace.graph.ops.image.adjust import grayscale_to_rgb as grayscale_to_rgb
from headrace.graph.ops.image.measures import image_gradients as image_gradients
from headrace.graph.ops.jpeg.files import is_jpeg as is_jpeg
from headrace.graph.ops.image.suppression_functions import non_max_suppression as non_max_suppression
from headrace.graph.ops.image.suppression_functions import non_max_suppression_overlaps as non_max_suppression_with_overlaps
from headrace.graph.ops.image.bounds import pad_to_bounding_box as pad_to_bounding_box
from headrace.graph.ops.image.adjust import per_image_standardization as per_image_standardization
from headrace.graph.ops.image.measures import psnr as psnr
from headrace.graph.ops.image.adjust import random_brightness as random_brightness
from headrace.graph.ops.image.adjust import random_contrast as random_contrast
from headrace.graph.ops.image.adjust import random_flip_left_right as random_flip_left_right
from headrace.graph.ops.image.colors import random_hue as random_hue
from headrace.graph.ops.jpeg.quality import random_jpeg_quality as random_jpeg_quality
from headrace.graph.ops.image.colors import random_saturation as random_saturation
from headrace.graph.ops.image.bounds import resize_image_with_crop_or_pad as resize_image_with_crop_or_pad
from headrace.graph.ops.image.resize_functions import resize_image_with_pad as resize_image_with_pad
from headrace.graph.ops.image.resize_functions import resize_image_with_pad as resize_image_with_pad_v1
from headrace.graph.ops.image.resize_functions import resize_images as resize_images
from headrace.graph.ops.image.adjust import rgb_to_grayscale as rgb_to_grayscale
from headrace.graph.ops.image.color_spaces import rgb_to_yiq as rgb_to_yiq
from headrace.graph.ops.image.turning import rot90 as rot90
from headrace.graph.ops.image.boxes import sample_distorted_bounding_box as sample_distorted_bounding_box
from headrace.graph.ops.image.measures import sobel_edges as sobel_edges
from headrace.graph.ops.image.measures import ssim as ssim
from headrace.graph.ops.image.measures import ssim_multiscale as ssim_multiscale
from headrace.graph.ops.image.measures import total_variation as total_variation
from headrace.graph.ops.image.turning import transpose_image as transpose
from headrace.graph.ops.image.turning import transpose_image as transpose_image
from headrace.image import flip_up_down as flip_up_down
from headrace.image import non_max_suppression_padded as non_max_suppression_padded
from headrace.image import non_max_suppression_with_scores as non_max_suppression_with_scores
from headrace.image import random_flip_up_down as random_flip_up_down
from headrace.image import rgb_to_yuv as rgb_to_yuv
from headrace.image import yiq_to_rgb as yiq_to_rgb
from headrace.image import yuv_to_rgb as yuv_to_rgb

__all__ = [
    "ResizeMethod",
    "ResizeMethodV1",
    "adjust_brightness",
    "adjust_contrast",
    "adjust_gamma",
    "adjust_hue",
    "adjust_jpeg_quality",
    "adjust_saturation",
    "central_crop",
    "combined_non_max_suppression",
    "convert_image_dtype",
    "crop_and_resize_v1",
    "crop_to_bounding_box",
    "decode_image",
    "draw_bounding_boxes",
    "extract_glimpse",
    "flip_left_right",
    "flip_up_down",
    "grayscale_to_rgb",
    "image_gradients",
    "is_jpeg",
    "non_max_suppression",
    "non_max_suppression_padded",
    "non_max_suppression_with_overlaps",
    "non_max_suppression_with_scores",
    "pad_to_bounding_box",
    "per_image_standardization",
    "psnr",
    "random_brightness",
    "random_contrast",
    "random_flip_left_right",
    "random_flip_up_down",
    "random_hue",
    "random_jpeg_quality",
    "random_saturation",
    "resize_image_with_crop_or_pad",
    "resize_image_with_pad",
    "resize_image_with_pad_v1",
    "resize_images",
    "rgb_to_grayscale",
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
