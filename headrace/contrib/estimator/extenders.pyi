"""tf.contrib.estimator.extenders: tf.contrib.estimator.python.estimator.extenders, under a second path. Made by `make names`."""

from headrace.contrib.estimator.python.estimator.extenders import *
