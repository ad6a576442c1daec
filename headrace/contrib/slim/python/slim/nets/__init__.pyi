"""tf.contrib.slim.python.slim.nets: as far as programs use it. Made by `make names`."""

from headrace.contrib.slim.python.slim.nets import alexnet as alexnet
from headrace.contrib.slim.python.slim.nets import inception as inception
from headrace.contrib.slim.python.slim.nets import inception_v1 as inception_v1
from headrace.contrib.slim.python.slim.nets import inception_v2 as inception_v2
from headrace.contrib.slim.python.slim.nets import inception_v3 as inception_v3
from headrace.contrib.slim.python.slim.nets import overfeat as overfeat
from headrace.contrib.slim.python.slim.nets import resnet_utils as resnet_utils
from headrace.contrib.slim.python.slim.nets import resnet_v1 as resnet_v1
from headrace.contrib.slim.python.slim.nets import resnet_v2 as resnet_v2
from headrace.contrib.slim.python.slim.nets import vgg as vgg

__all__ = [
    "alexnet",
    "inception",
    "inception_v1",
    "inception_v2",
    "inception_v3",
    "overfeat",
    "resnet_utils",
    "resnet_v1",
    "resnet_v2",
    "vgg",
]
