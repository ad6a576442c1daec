"""tf.contrib.opt.shampoo: tf.contrib.opt.python.training.shampoo, under a second path. Made by `make names`."""

from headrace.contrib.opt.python.training.shampoo import *
