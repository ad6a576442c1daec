"""tf.python.compat.compat: as far as programs use it. Made by `make names`."""

from headrace.graph.platform.versions import disable_v2_behavior as disable_v2_behavior
from headrace.graph.platform.versions import enable_v2_behavior as enable_v2_behavior
from headrace.graph.platform.versions import forward_compatible as forward_compatible

__all__ = [
    "disable_v2_behavior",
    "enable_v2_behavior",
    "forward_compatible",
]
