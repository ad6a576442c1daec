"""tf.contrib.training.hparam_pb2: tf.contrib.training.python.training.hparam_pb2, under a second path. Made by `make names`."""

from headrace.contrib.training.python.training.hparam_pb2 import *
