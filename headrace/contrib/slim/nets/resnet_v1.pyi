"""tf.contrib.slim.nets.resnet_v1: tf.contrib.slim.python.slim.nets.resnet_v1, under a second path. Made by `make names`."""

from headrace.contrib.slim.python.slim.nets.resnet_v1 import *
