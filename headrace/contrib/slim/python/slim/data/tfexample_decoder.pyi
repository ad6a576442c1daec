"""tf.contrib.slim.python.slim.data.tfexample_decoder: as far as programs use it. Made by `make names`."""

from headrace.training.slim.data.items import BackupHandler as BackupHandler
from headrace.training.slim.data.items import BoundingBox as BoundingBox
from headrace.training.slim.data.items import Image as Image
from headrace.training.slim.data.items import ItemHandler as ItemHandler
from headrace.training.slim.data.items import ItemHandlerCallback as ItemHandlerCallback
from headrace.training.slim.data.items import LookupTensor as LookupTensor
from headrace.training.slim.data.items import SparseTensor as SparseTensor
from headrace.training.slim.data.decoder import TFExampleDecoder as TFExampleDecoder
from headrace.training.slim.data.items import Tensor as Tensor

__all__ = [
    "BackupHandler",
    "BoundingBox",
    "Image",
    "ItemHandler",
    "ItemHandlerCallback",
    "LookupTensor",
    "SparseTensor",
    "TFExampleDecoder",
    "Tensor",
]
