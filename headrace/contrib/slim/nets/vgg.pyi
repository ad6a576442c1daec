"""tf.contrib.slim.nets.vgg: tf.contrib.slim.python.slim.nets.vgg, under a second path. Made by `make names`."""

from headrace.contrib.slim.python.slim.nets.vgg import *
