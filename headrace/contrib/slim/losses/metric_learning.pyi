"""tf.contrib.slim.losses.metric_learning: tf.contrib.losses.metric_learning, under a second path. Made by `make names`."""

from headrace.contrib.losses.metric_learning import *
