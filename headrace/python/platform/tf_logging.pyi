"""tf.python.platform.tf_logging: tf.logging, under a second path. Made by `make names`."""

from headrace.logging import *
from headrace.graph.platform.logging import get_logger as get_logger
