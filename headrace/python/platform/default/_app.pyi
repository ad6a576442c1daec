"""tf.python.platform.default._app: tf.app, under a second path. Made by `make names`."""

from headrace.app import *
