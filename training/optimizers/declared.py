"""DeclaredOptimizer: what the optimizers share whose step is one `Update`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.sparse.indexed_slices import IndexedSlices

from .optimizer import Optimizer
from .updates import Update


class DeclaredOptimizer(Optimizer):
    """An optimizer whose step is one `Update`.

    Args:
      update: the formula.
      slots: the names of its slots, in the order of the update's.
      attributes: of its ops.
      hyperparameters: numbers, scalar tensors, or functions without arguments that give one; by the names of their
        tensors, in the order in which the ops take them.
    """

    def __init__(
        self,
        use_locking: bool,
        name: str,
        update: Update,
        slots: Sequence[str] = (),
        attributes: dict[str, Any] | None = None,
        **hyperparameters: Any,
    ) -> None:
        super().__init__(use_locking, name)
        self._step = update
        self._slot_names = slots
        self._attributes = {**(attributes or {}), "use_locking": use_locking}
        self._hyperparameters = hyperparameters
        self._tensors: dict[str, Tensor] = {}

    def _create_slots(self, var_list: Sequence[Any]) -> None:
        for variable in var_list:
            for slot in self._slot_names:
                self._zeros_slot(variable, slot, self._name)

    def _prepare(self) -> None:
        self._tensors = {
            name: convert_to_tensor(self._call_if_callable(value), name=name) for name, value in self._hyperparameters.items()
        }

    def _hyperparameter(self, name: str, variable: Any) -> Tensor:
        """A hyperparameter in the type of the variable."""
        return ops.cast(self._tensors[name], variable.dtype.base_dtype)

    def _scalars(self, variable: Any) -> list[Tensor]:
        """The scalars that the ops take, in their order."""
        return [self._hyperparameter(name, variable) for name in self._tensors]

    def _apply_dense(self, grad: Tensor, var: Any) -> Operation:
        return self._apply(self._step.dense, var, [grad])

    def _apply_sparse(self, grad: IndexedSlices, var: Any) -> Operation:
        return self._apply(self._step.sparse, var, [grad.values, grad.indices])

    def _apply(self, op: Any, variable: Any, gradient: list[Tensor]) -> Operation:
        slots = [self.get_slot(variable, name) for name in self._slot_names]
        scalars, at = self._scalars(variable), self._step.position_of_gradient
        return op(variable, *slots, *scalars[:at], *gradient, *scalars[at:], **self._attributes).op
