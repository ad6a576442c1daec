"""tf.python.ops.image_ops_impl: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.image.resize_functions import ResizeMethod as ResizeMethod
from headrace.graph.ops.image.resize_functions import ResizeMethod as ResizeMethodV1
from headrace.graph.ops.image.adjust import adjust_brightness as adjust_brightness
from headrace.graph.ops.image.adjust import adjust_contrast as adjust_contrast
from headrace.graph.ops.image.colors import adjust_hue as adjust_hue
from headrace.graph.ops.image.colors import adjust_saturation as adjust_saturation
from headrace.graph.ops.image.bounds import central_crop as central_crop
from headrace.graph.ops.image.adjust import convert_image_dtype as convert_image_dtype
from headrace.graph.ops.image.bounds import crop_to_bounding_box as crop_to_bounding_box
from headrace.graph.ops.image.decoders import decode_image as decode_image
from headrace.graph.ops.image.adjust import flip_left_right as flip_left_right
from headrace.graph.ops.image.adjust import grayscale_to_rgb as grayscale_to_rgb
from headrace.graph.ops.image.bounds import pad_to_bounding_box as pad_to_bounding_box
from headrace.graph.ops.image.adjust import per_image_standardization as per_image_standardization
from headrace.graph.ops.image.adjust import random_brightness as random_brightness
from headrace.graph.ops.image.adjust import random_contrast as random_contrast
from headrace.graph.ops.image.adjust import random_flip_left_right as random_flip_left_right
from headrace.graph.ops.image.colors import random_hue as random_hue
from headrace.graph.ops.image.colors import random_saturation as random_saturation
from headrace.graph.ops.image.bounds import resize_image_with_crop_or_pad as resize_image_with_crop_or_pad
from headrace.graph.ops.image.resize_functions import resize_image_with_pad as resize_image_with_pad
from headrace.graph.ops.image.resize_functions import resize_image_with_pad as resize_image_with_pad_v1
from headrace.graph.ops.image.resize_functions import resize_images as resize_images
from headrace.graph.ops.image.adjust import rgb_to_grayscale as rgb_to_grayscale
from headrace.graph.ops.image.adjust import transpose_image as transpose
from headrace.graph.ops.image.adjust import transpose_image as transpose_image
from headrace.image import flip_up_down as flip_up_down
from headrace.image import random_flip_up_down as random_flip_up_down

__all__ = [
    "ResizeMethod",
    "ResizeMethodV1",
    "adjust_brightness",
    "adjust_contrast",
    "adjust_hue",
    "adjust_saturation",
    "central_crop",
    "convert_image_dtype",
    "crop_to_bounding_box",
    "decode_image",
    "flip_left_right",
    "flip_up_down",
    "grayscale_to_rgb",
    "pad_to_bounding_box",
    "per_image_standardization",
    "random_brightness",
    "random_contrast",
    "random_flip_left_right",
    "random_flip_up_down",
    "random_hue",
    "random_saturation",
    "resize_image_with_crop_or_pad",
    "resize_image_with_pad",
    "resize_image_with_pad_v1",
    "resize_images",
    "rgb_to_grayscale",
    "transpose",
    "transpose_image",
]
