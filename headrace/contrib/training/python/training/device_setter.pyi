"""tf.contrib.training.python.training.device_setter: as far as programs use it. Made by `make names`."""

from headrace.graph.devices.replica import GreedyLoadBalancingStrategy as GreedyLoadBalancingStrategy
from headrace.graph.devices.replica import RandomStrategy as RandomStrategy
from headrace.graph.devices.replica import byte_size_load_fn as byte_size_load_fn

__all__ = [
    "GreedyLoadBalancingStrategy",
    "RandomStrategy",
    "byte_size_load_fn",
]
