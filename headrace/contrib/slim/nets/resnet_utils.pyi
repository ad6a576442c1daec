"""tf.contrib.slim.nets.resnet_utils: tf.contrib.slim.python.slim.nets.resnet_utils, under a second path. Made by `make names`."""

from headrace.contrib.slim.python.slim.nets.resnet_utils import *
