"""tf.contrib.slim.python.slim.nets.resnet_utils: as far as programs use it. Made by `make names`."""

from headrace.training.slim.nets.resnet_utils import Block as Block
from headrace.training.contrib.arg_scope import add_arg_scope as add_arg_scope
from headrace.training.contrib.arg_scope import arg_scope as arg_scope
from headrace.training.slim.nets.resnet_utils import conv2d_same as conv2d_same
from headrace.training.slim.nets.resnet_utils import resnet_arg_scope as resnet_arg_scope
from headrace.training.slim.nets.resnet_utils import stack_blocks_dense as stack_blocks_dense
from headrace.training.slim.nets.resnet_utils import subsample as subsample

__all__ = [
    "Block",
    "add_arg_scope",
    "arg_scope",
    "conv2d_same",
    "resnet_arg_scope",
    "stack_blocks_dense",
    "subsample",
]
