"""tf.python.eager: as far as programs use it. Made by `make names`."""

from headrace.python.eager import backprop as backprop
from headrace.python.eager import context as context
from headrace.python.eager import forwardprop as forwardprop
from headrace.python.eager import imperative_grad as imperative_grad
from headrace.python.eager import remote as remote
from headrace.python.eager import test as test

__all__ = [
    "backprop",
    "context",
    "forwardprop",
    "imperative_grad",
    "remote",
    "test",
]
