"""tf.python.client.graph_util: tf.python.framework.graph_util, under a second path. Made by `make names`."""

from headrace.python.framework.graph_util import *
