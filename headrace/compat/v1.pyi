"""tf.compat.v1: headrace, under a second path. Made by `make names`."""

from headrace import *
