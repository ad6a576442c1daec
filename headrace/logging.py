"""tf.logging: messages of a program."""

from __future__ import annotations

from . import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.graph.platform.logging": "DEBUG ERROR FATAL INFO WARN TaskLevelStatusMessage debug error fatal flush get_verbosity info"
        " log log_every_n log_first_n log_if set_verbosity vlog warn warning",
    },
)
