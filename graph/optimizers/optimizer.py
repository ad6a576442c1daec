"""Optimizer: the part that all of them share.

Source of names, slots and messages: tf.train.Optimizer, TensorFlow 1.15.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..build import convert_to_tensor
from ..defaults import get_default_graph
from ..dtypes import FLOATING
from ..gradients import gradients
from ..graph import Operation
from ..indexed_slices import IndexedSlices
from ..keys import GraphKeys
from ..ops.control import group
from ..tensor import Tensor
from ..variables import Variable, assign_add

GradientsAndVariables = Sequence[tuple[Any, Any]]


class Optimizer:
    """Base of the optimizers: computes gradients and applies them to variables.

    A kind of optimizer defines `_prepare`, `_create_slots`, `_apply_dense`, `_apply_sparse` and perhaps `_finish`.

    Args:
      use_locking: accepted; updates of one variable never overlap.
      name: prefix of the operations and slots.
    """

    GATE_NONE = 0
    GATE_OP = 1
    GATE_GRAPH = 2

    def __init__(self, use_locking: bool, name: str) -> None:
        if not name:
            raise ValueError("Must specify the optimizer name")
        self._use_locking = use_locking
        self._name = name
        self._slots: dict[str, dict[Any, Variable]] = {}
        self._shared: dict[tuple[str, Any], Variable] = {}

    def get_name(self) -> str:
        return self._name

    # -- for programs --------------------------------------------------------------------------------------------------

    def minimize(
        self,
        loss: Tensor,
        global_step: Any = None,
        var_list: Sequence[Any] | None = None,
        gate_gradients: int = GATE_OP,
        aggregation_method: int | None = None,
        colocate_gradients_with_ops: bool = False,
        name: str | None = None,
        grad_loss: Any = None,
    ) -> Operation:
        """An operation that takes one step down the gradient of `loss`.

        Args:
          loss: the tensor to minimize.
          global_step: variable to count one up after each step.
          var_list: variables to change; TRAINABLE_VARIABLES by default.
          grad_loss: gradient of `loss` itself; ones by default.

        Raises:
          ValueError: no variable has a gradient.
        """
        found = self.compute_gradients(
            loss, var_list, gate_gradients, aggregation_method, colocate_gradients_with_ops, grad_loss
        )
        if all(gradient is None for gradient, _ in found):
            raise ValueError(
                "No gradients provided for any variable, check your graph for ops that do not support gradients, "
                f"between variables {[str(variable) for _, variable in found]} and loss {loss}."
            )
        return self.apply_gradients(found, global_step=global_step, name=name)

    def compute_gradients(
        self,
        loss: Tensor,
        var_list: Sequence[Any] | None = None,
        gate_gradients: int = GATE_OP,
        aggregation_method: int | None = None,
        colocate_gradients_with_ops: bool = False,
        grad_loss: Any = None,
    ) -> list[tuple[Any, Any]]:
        """Pairs (gradient or None, variable).

        Raises:
          ValueError: the loss is not floating, there are no variables, or `gate_gradients` is not one of GATE_NONE,
            GATE_OP, GATE_GRAPH.
          TypeError: `var_list` holds something else than variables.
        """
        if gate_gradients not in (self.GATE_NONE, self.GATE_OP, self.GATE_GRAPH):
            raise ValueError(
                "gate_gradients must be one of: Optimizer.GATE_NONE, Optimizer.GATE_OP, Optimizer.GATE_GRAPH. Not "
                f"{gate_gradients}"
            )
        if var_list is None:
            variables = get_default_graph().get_collection(GraphKeys.TRAINABLE_VARIABLES)
        else:
            variables = list(var_list) if isinstance(var_list, (list, tuple)) else [var_list]
        if isinstance(loss, Tensor) and loss.dtype.base_dtype not in FLOATING:
            raise ValueError(
                f"Invalid type tf.{loss.dtype.base_dtype.name} for {loss.name}, "
                "expected: [tf.float32, tf.float64, tf.float16]."
            )
        if not variables:
            raise ValueError("No variables to optimize.")
        for variable in variables:
            if not isinstance(variable, Variable):
                raise TypeError(f"Argument is not a tf.Variable: {variable}")
        found = gradients(
            loss, variables, grad_ys=grad_loss, gate_gradients=gate_gradients == self.GATE_OP,
            aggregation_method=aggregation_method, colocate_gradients_with_ops=colocate_gradients_with_ops,
        )  # fmt: skip
        return list(zip(found, variables, strict=True))

    def apply_gradients(
        self, grads_and_vars: GradientsAndVariables, global_step: Any = None, name: str | None = None
    ) -> Operation:
        """An operation that changes the variables by their gradients.

        Args:
          grads_and_vars: pairs as `compute_gradients` gives them, perhaps changed; variables without gradient stay.
          global_step: variable to count one up after the variables have changed.

        Raises:
          ValueError: no pairs, or no gradient among them.
          TypeError: a gradient is not a tensor or IndexedSlices.
          NotImplementedError: a tensor stands in the place of a variable.
        """
        pairs = [(_as_gradient(gradient), variable) for gradient, variable in grads_and_vars]
        if not pairs:
            raise ValueError("No variables provided.")
        for _, variable in pairs:
            if isinstance(variable, Tensor):
                raise NotImplementedError("Trying to update a Tensor ", variable)
        present = [(gradient, variable) for gradient, variable in pairs if gradient is not None]
        if not present:
            raise ValueError(f"No gradients provided for any variable: {[str(variable) for _, variable in pairs]}.")
        graph = get_default_graph()
        # Slots start with zeros whatever runs or does not run around the step, such as the branch of a cond.
        with graph.control_dependencies(None), graph.in_context(None):
            self._create_slots([variable for _, variable in present])
        with graph.name_scope(name or self._name) as scope:
            self._prepare()
            updates = []
            for gradient, variable in present:
                with graph.name_scope(f"update_{variable.op.name}"):
                    updates.append(self._update(gradient, variable))
            if global_step is None:
                finished = self._finish(updates, scope)
            else:
                with graph.control_dependencies([self._finish(updates, "update")]):
                    finished = assign_add(global_step, 1, name=scope).op
        train_ops = graph.get_collection_ref(GraphKeys.TRAIN_OP)
        if finished not in train_ops:
            train_ops.append(finished)
        return finished

    def get_slot(self, var: Any, name: str) -> Variable | None:
        """The variable that the optimizer keeps under `name` for `var`, or None."""
        return self._slots.get(name, {}).get(var)

    def _ref_of_slot(self, variable: Any, name: str) -> Tensor:
        """The variable of a slot that was made before, as a reference."""
        return self._slots[name][variable]._ref()

    def get_slot_names(self) -> list[str]:
        """The names of the slots."""
        return sorted(self._slots)

    def variables(self) -> list[Variable]:
        """All variables that the optimizer keeps itself."""
        slots = [variable for slot in self._slots.values() for variable in slot.values()]
        return sorted({*slots, *self._shared.values()}, key=lambda variable: variable.name)

    # -- for kinds of optimizers ---------------------------------------------------------------------------------------

    def _prepare(self) -> None:
        """Make the tensors that all updates use."""

    def _create_slots(self, variables: Sequence[Any]) -> None:
        """Make the slots of the variables."""

    def _apply_dense(self, gradient: Tensor, variable: Any) -> Operation:
        """An operation that changes `variable` by a gradient of its shape."""
        raise TypeError(f"{type(self).__name__} defines no dense update")

    def _apply_sparse(self, gradient: IndexedSlices, variable: Any) -> Operation:
        """An operation that changes some rows of `variable`; rows are named once."""
        raise TypeError(f"{type(self).__name__} defines no sparse update")

    def _finish(self, updates: list[Operation], name: str) -> Operation:
        """The operation that has run when all updates have."""
        return group(*updates, name=name)

    def _update(self, gradient: Any, variable: Any) -> Operation:
        if isinstance(gradient, IndexedSlices):
            update = self._apply_sparse(_without_repeats(gradient), variable)
        else:
            update = self._apply_dense(gradient, variable)
        if variable.constraint is None:
            return update
        with get_default_graph().control_dependencies([update]):
            return variable.assign(variable.constraint(variable.read_value())).op

    def _slot(self, variable: Any, name: str, make: Callable[[], Any], suffix: str) -> Variable:
        """The slot `name` of a variable, made at the first call; it is called `<variable>/<suffix>`."""
        slots = self._slots.setdefault(name, {})
        if variable not in slots:
            graph = get_default_graph()
            with graph.name_scope(None), graph.name_scope(f"{variable.op.name}/"):
                slots[variable] = Variable(make(), trainable=False, name=suffix)
        return slots[variable]

    def _zeros_slot(self, variable: Any, name: str, suffix: str) -> Variable:
        from ..ops.filling import zeros

        return self._slot(
            variable, name, lambda: zeros(variable.shape.as_list(), variable.dtype.base_dtype, name="Initializer/zeros"), suffix
        )

    def _shared_variable(self, initial_value: float, name: str, like: Any) -> Variable:
        """A scalar that all updates share, such as a power of beta."""
        key = (name, like.graph)
        if key not in self._shared:
            value = convert_to_tensor(initial_value, like.dtype.base_dtype)
            self._shared[key] = Variable(value, trainable=False, name=name)
        return self._shared[key]

    @staticmethod
    def _call_if_callable(value: Any) -> Any:
        return value() if callable(value) else value


def _as_gradient(gradient: Any) -> Any:
    if gradient is None or isinstance(gradient, IndexedSlices):
        return gradient
    try:
        return convert_to_tensor(gradient)
    except (TypeError, ValueError) as error:
        raise TypeError(f"Gradient must be convertible to a Tensor or IndexedSlices, or None: {gradient}") from error


def _without_repeats(gradient: IndexedSlices) -> IndexedSlices:
    """The slices with the rows that stand several times added up."""
    from ..indexed_slices import unsorted_segment_sum
    from ..ops.sets import unique
    from ..ops.shaping import shape

    distinct, positions = unique(gradient.indices)
    values = unsorted_segment_sum(gradient.values, positions, shape(distinct)[0])  # type: ignore[index]
    return IndexedSlices(values, distinct, gradient.dense_shape)
