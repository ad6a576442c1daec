"""Monitors that log values of a training, keep them, or end it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import numpy as np

from headrace.formats.exports import export
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.platform import logging

from ....sessions.hooks_stop import NanLossDuringTrainingError
from .base import BaseMonitor, EveryN, value_of


@export("contrib.learn.monitors.StopAtStep")
class StopAtStep(BaseMonitor):
    """Ends the training after a number of steps.

    Args:
      num_steps: how many steps to make; or
      last_step: the global step at which it ends.

    Raises:
      ValueError: both or none of them.
    """

    def __init__(self, num_steps: int | None = None, last_step: int | None = None) -> None:
        super().__init__()
        if num_steps is None and last_step is None:
            raise ValueError("One of num_steps or last_step must be specified.")
        if num_steps is not None and last_step is not None:
            raise ValueError("Only one of num_steps or last_step can be specified.")
        self._num_steps = num_steps
        self._last_step = last_step

    @property
    def run_on_all_workers(self) -> bool:
        return True

    def step_begin(self, step: int) -> list[Any]:
        super().step_begin(step)
        if self._last_step is None:
            assert self._num_steps is not None
            self._last_step = step + self._num_steps - 1
        return []

    def step_end(self, step: int, output: Mapping[Any, Any]) -> bool:
        super().step_end(step, output)
        assert self._last_step is not None
        return step >= self._last_step


def _told(names: Mapping[Any, Any], outputs: Mapping[Any, Any]) -> str:
    return ", ".join(f"{tag} = {value_of(outputs, name)!s}" for tag, name in names.items() if name in outputs)


@export("contrib.learn.monitors.PrintTensor")
class PrintTensor(EveryN):
    """Logs values of tensors.

    Args:
      tensor_names: names of tensors, or a dict from what they are called to their names.
      every_n: how often.
      first_n: at how many of the first steps.
    """

    def __init__(self, tensor_names: Any, every_n: int = 100, first_n: int = 1) -> None:
        super().__init__(every_n, first_n)
        self._tensor_names = tensor_names if isinstance(tensor_names, dict) else {item: item for item in tensor_names}

    def every_n_step_begin(self, step: int) -> list[Any]:
        super().every_n_step_begin(step)
        return list(self._tensor_names.values())

    def every_n_step_end(self, step: int, outputs: Mapping[Any, Any]) -> bool | None:
        super().every_n_step_end(step, outputs)
        logging.info("Step %d: %s", step, _told(self._tensor_names, outputs))
        return False


@export("contrib.learn.monitors.LoggingTrainable")
class LoggingTrainable(EveryN):
    """Logs values of trainable variables.

    Args:
      scope: what their names begin with; None: all.
      every_n: how often.
      first_n: at how many of the first steps.
    """

    def __init__(self, scope: str | None = None, every_n: int = 100, first_n: int = 1) -> None:
        super().__init__(every_n, first_n)
        self._scope = scope
        self._names: dict[str, str] = {}

    def every_n_step_begin(self, step: int) -> list[Any]:
        super().every_n_step_begin(step)
        variables = get_default_graph().get_collection(GraphKeys.TRAINABLE_VARIABLES, scope=self._scope)
        self._names = {variable.name: variable.value().name for variable in variables}
        return list(self._names.values())

    def every_n_step_end(self, step: int, outputs: Mapping[Any, Any]) -> bool | None:
        super().every_n_step_end(step, outputs)
        logging.info("Logging Trainable: Step %d: %s", step, _told(self._names, outputs))
        return False


@export("contrib.learn.monitors.CaptureVariable")
class CaptureVariable(EveryN):
    """Keeps values of a variable or of a tensor.

    Args:
      var_name: its name.
      every_n: how often.
      first_n: at how many of the first steps.
    """

    def __init__(self, var_name: str, every_n: int = 100, first_n: int = 1) -> None:
        super().__init__(every_n, first_n)
        self._var_name = var_name
        self._var_values: dict[int, Any] = {}

    @property
    def values(self) -> dict[int, Any]:
        """The values by step."""
        return self._var_values

    def every_n_step_begin(self, step: int) -> list[Any]:
        super().every_n_step_begin(step)
        return [self._var_name]

    def every_n_step_end(self, step: int, outputs: Mapping[Any, Any]) -> bool | None:
        super().every_n_step_end(step, outputs)
        self._var_values[step] = value_of(outputs, self._var_name)
        return False


@export("contrib.learn.monitors.NanLoss")
class NanLoss(EveryN):
    """Ends the training when the loss is NaN.

    Args:
      loss_tensor: the loss.
      every_n_steps: how often it looks.
      fail_on_nan_loss: raise; False: end in silence.

    Raises:
      NanLossDuringTrainingError: (in a step) the loss is NaN.
    """

    def __init__(self, loss_tensor: Any, every_n_steps: int = 100, fail_on_nan_loss: bool = True) -> None:
        super().__init__(every_n_steps=every_n_steps)
        self._loss_tensor = loss_tensor
        self._fail_on_nan_loss = fail_on_nan_loss

    def every_n_step_begin(self, step: int) -> list[Any]:
        super().every_n_step_begin(step)
        return [self._loss_tensor]

    def every_n_step_end(self, step: int, outputs: Mapping[Any, Any]) -> bool | None:
        super().every_n_step_end(step, outputs)
        if not np.isnan(value_of(outputs, self._loss_tensor)):
            return False
        message = "Model diverged with loss = NaN."
        if self._fail_on_nan_loss:
            logging.error(message)
            raise NanLossDuringTrainingError
        logging.warning(message)
        return True


@export("contrib.learn.monitors.GraphDump")
class GraphDump(BaseMonitor):
    """Keeps the values of all tensors of a graph at each step, for one training compared with another.

    Args:
      ignore_ops: types of operations that are left out; None: `IGNORE_OPS`.
    """

    IGNORE_OPS: ClassVar[list[str]] = ["Const", "Assign", "Identity", "Placeholder", "RandomUniform", "Cast", "RestoreSlice"]

    def __init__(self, ignore_ops: Sequence[str] | None = None) -> None:
        super().__init__()
        self._ignore_ops = ignore_ops or GraphDump.IGNORE_OPS
        self._data: dict[int, Any] = {}
        self._tensors: list[Any] = []

    def begin(self, max_steps: int | None = None) -> None:
        super().begin(max_steps)
        graph = get_default_graph()
        nodes = [node for node in graph.as_graph_def().node if node.op not in self._ignore_ops]
        for node in nodes:
            logging.info("op=%s name=%s.", node.op, node.name)
        operations = [graph.get_operation_by_name(node.name) for node in nodes]
        self._tensors = [operation.outputs[0] for operation in operations if operation.outputs]

    def step_begin(self, step: int) -> list[Any]:
        super().step_begin(step)
        return self._tensors

    def step_end(self, step: int, output: Mapping[Any, Any]) -> bool:
        super().step_end(step, output)
        self._data[step] = output
        return False

    @property
    def data(self) -> dict[int, Any]:
        """Dicts from tensors to values by step."""
        return self._data

    def compare(self, other_dump: GraphDump, step: int, atol: float = 1e-06) -> tuple[list[Any], dict[Any, Any]]:
        """Which values under names are the same.

        Args:
          other_dump: of the other training.
          step: the step.
          atol: how far arrays may differ.

        Returns:
          a list of names, and a dict from the other names to differences, or to pairs of values.

        Raises:
          ValueError: the other one has no value of that name.
        """
        matched, different = [], {}
        own, others = self.data.get(step, {}), other_dump.data.get(step, {})
        for name in own:
            if not isinstance(name, str):
                continue
            if name not in others:
                raise ValueError("%s missing at step %s.", (name, step))
            first, second = own[name], others[name]
            if isinstance(first, str):
                continue
            is_array = isinstance(first, np.ndarray)
            if np.allclose(first, second, atol=atol) if is_array else first == second:
                matched.append(name)
            else:
                different[name] = first - second if is_array else (first, second)
        return matched, different
