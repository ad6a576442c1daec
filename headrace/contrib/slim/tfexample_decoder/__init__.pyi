"""tf.contrib.slim.tfexample_decoder: items of Examples. Made by `make names`."""

from headrace.training.contrib.example_decoder import BoundingBox as BoundingBox
from headrace.training.contrib.example_decoder import Image as Image
from headrace.training.contrib.example_decoder import ItemHandler as ItemHandler
from headrace.training.contrib.example_decoder import TFExampleDecoder as TFExampleDecoder
from headrace.training.contrib.example_decoder import Tensor as Tensor

__all__ = [
    "BoundingBox",
    "Image",
    "ItemHandler",
    "TFExampleDecoder",
    "Tensor",
]
