"""tf.python.training.coordinator: as far as programs use it. Made by `make names`."""

from headrace.pipeline.runners.coordinator import Coordinator as Coordinator
from headrace.pipeline.runners.looper import LooperThread as LooperThread

__all__ = [
    "Coordinator",
    "LooperThread",
]
