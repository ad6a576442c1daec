"""tf.contrib.opt.adam_gs_optimizer: tf.contrib.opt.python.training.adam_gs_optimizer, under a second path. Made by `make names`."""

from headrace.contrib.opt.python.training.adam_gs_optimizer import *
