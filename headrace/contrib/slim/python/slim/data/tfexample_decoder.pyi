"""tf.contrib.slim.python.slim.data.tfexample_decoder: as far as programs use it. Made by `make names`."""

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
