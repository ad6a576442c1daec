"""tf.contrib, as far as it is covered.
"""

from __future__ import annotations

from . import framework, training

__all__ = [
    "framework", "training",
]
