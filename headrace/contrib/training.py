"""tf.contrib.training: batches of records of about the same length."""

from __future__ import annotations

__all__ = [

]
