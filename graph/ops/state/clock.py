"""timestamp: the time as a tensor."""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ...core.op import stateful_op
from ...core.rules.shape import scalar
from ...core.tensor import Tensor

TIMESTAMP = stateful_op("Timestamp", "-> ts: float64", shape=scalar)


@TIMESTAMP.bind
def _timestamp(op: Any, session: Any) -> Any:
    return lambda: np.float64(time.time())


@export("timestamp")
def timestamp(name: str | None = None) -> Tensor:
    """The time when it is run.

    Returns:
      a float64 scalar: seconds since 1970.
    """
    return TIMESTAMP(name=name)
