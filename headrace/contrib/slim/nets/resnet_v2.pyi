"""tf.contrib.slim.nets.resnet_v2: tf.contrib.slim.python.slim.nets.resnet_v2, under a second path. Made by `make names`."""

from headrace.contrib.slim.python.slim.nets.resnet_v2 import *
