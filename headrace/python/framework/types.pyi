"""tf.python.framework.types: tf.python.framework.dtypes, under a second path. Made by `make names`."""

from headrace.python.framework.dtypes import *
