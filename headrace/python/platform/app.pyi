"""tf.python.platform.app: tf.app, under a second path. Made by `make names`."""

from headrace.app import *
