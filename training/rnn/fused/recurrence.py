"""What is known of the loop of a dynamic_rnn, and what takes its place, and that of its gradient's loop, in a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from headrace.graph.control_flow.tensor_array import TensorArray
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.core.traits import ENTERS, EXITS

from .notes import Dropped
from .running import Saved, backward, forward
from .step import Step
from .steps import Steps


@dataclass
class Recurrence:
    """The loop of a dynamic_rnn all of whose step is known.

    Attributes:
      step: the step.
      context: the loop.
      inputs, outputs: the TensorArrays it reads and writes, before the loop.
      lengths: int32 [batch], or None.
      states: how many tensors the state has.
    """

    step: Step
    context: Any
    inputs: TensorArray
    outputs: TensorArray
    lengths: Tensor | None
    states: int
