"""tf.contrib.skflow.learn_runner: tf.contrib.learn.learn_runner, under a second path. Made by `make names`."""

from headrace.contrib.learn.learn_runner import *
