"""Optimizer: the part that all of them share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.graph import Graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.operation import Operation
from headrace.graph.core.structures import flat
from headrace.graph.core.tensor import Tensor
from headrace.graph.gradients.gradients import gradients
from headrace.graph.ops.sparse.indexed_slices import IndexedSlices
from headrace.graph.types.dtypes import FLOATS
from headrace.graph.types.likes import TensorLike
from headrace.graph.variables.assign import assign_add
from headrace.graph.variables.slots import slot_variable, zeros_slot
from headrace.graph.variables.variable import Variable

GradientsAndVariables = Iterable[tuple[Any, Any]]


def _called(loss: Callable[[], Any]) -> tuple[Tensor, list[Variable], list[Tensor]]:
    """The tensor that a loss function makes, the trainable variables that it reads, and what else it took as it was."""
    graph = get_default_graph()
    before = set(graph.get_operations())
    made = graph.as_graph_element(loss())
    used = {made, *(tensor for op in graph.get_operations() if op not in before for tensor in op.inputs)}

    def tensors_of(variable: Variable) -> set[Tensor]:
        return {variable._as_graph_element(), variable.value()}

    read = [v for v in graph.get_collection(GraphKeys.TRAINABLE_VARIABLES) if not used.isdisjoint(tensors_of(v))]
    every = graph.get_collection(GraphKeys.GLOBAL_VARIABLES)
    of_variables: set[Tensor] = set().union(*map(tensors_of, every))
    return made, read, [tensor for tensor in used - of_variables if tensor.op in before]


@export("train.Optimizer")
class Optimizer:
    """Base of the optimizers: computes gradients and applies them to variables.

    A kind of optimizer defines `_prepare`, `_create_slots`, `_apply_dense`, `_apply_sparse` and perhaps `_finish`; those of
    programs may do so too.

    Args:
      use_locking: an attribute of the operations; updates of one variable never overlap, whatever it is.
      name: prefix of the operations and slots.

    Raises:
      ValueError: no name.
    """

    GATE_NONE = 0
    GATE_OP = 1
    GATE_GRAPH = 2

    def __init__(self, use_locking: bool, name: str) -> None:
        if not name:
            raise ValueError("Must specify the optimizer name")
        self._use_locking = use_locking
        self._name = name
        self._slots: dict[str, dict[tuple[Graph, str], Variable]] = {}
        self._non_slots: dict[tuple[str, Graph], Variable] = {}

    def get_name(self) -> str:
        """The name that it was made with."""
        return self._name

    # -- for programs --------------------------------------------------------------------------------------------------

    def minimize(
        self,
        loss: Tensor | Callable[[], Any],
        global_step: TensorLike | None = None,
        var_list: Sequence[Any] | None = None,
        gate_gradients: int = GATE_OP,
        aggregation_method: int | None = None,
        colocate_gradients_with_ops: bool = False,
        name: str | None = None,
        grad_loss: TensorLike | None = None,
    ) -> Operation:
        """An operation that takes one step down the gradient of `loss`.

        Args:
          loss: the tensor to minimize, or a function that makes it of variables.
          global_step: variable to count one up after each step; None for none.
          var_list: variables to change; TRAINABLE_VARIABLES by default.
          gate_gradients: what waits for what: nothing (GATE_NONE), each use of a gradient for all that the same operation
            gives (GATE_OP), or for all gradients (GATE_GRAPH).
          aggregation_method, colocate_gradients_with_ops: as of `tf.gradients`.
          name: of the operation; the optimizer's by default.
          grad_loss: the gradient of `loss`, in its shape; ones by default.

        Returns:
          an Operation, which is in the collection TRAIN_OP.

        Raises:
          ValueError: no variable has a gradient; as `compute_gradients`.
        """
        found = self.compute_gradients(
            loss,
            var_list=var_list,
            gate_gradients=gate_gradients,
            aggregation_method=aggregation_method,
            colocate_gradients_with_ops=colocate_gradients_with_ops,
            grad_loss=grad_loss,
        )
        return self._apply_gradients_of(loss, found, global_step, name)

    def compute_gradients(
        self,
        loss: Tensor | Callable[[], Any],
        var_list: Sequence[Any] | None = None,
        gate_gradients: int = GATE_OP,
        aggregation_method: int | None = None,
        colocate_gradients_with_ops: bool = False,
        grad_loss: TensorLike | None = None,
    ) -> list[tuple[Any, Any]]:
        """The gradients of `loss`, the first half of `minimize`.

        Where `loss` is a function, the variables are those that it reads, by default; what was computed before it is called
        is constant to it.

        Args:
          loss: the tensor to minimize, or a function that makes it of variables.
          var_list: variables, or a structure of them; TRAINABLE_VARIABLES by default.
          gate_gradients: as of `minimize`.
          aggregation_method, colocate_gradients_with_ops: as of `tf.gradients`.
          grad_loss: the gradient of `loss`, in its shape; ones by default.

        Returns:
          a list of pairs (gradient, variable): a gradient is a tensor of the variable's shape, IndexedSlices, or None where
          `loss` does not depend on the variable.

        Raises:
          ValueError: the loss or a variable with a gradient is not floating, there are no variables, or `gate_gradients`
            is not one of GATE_NONE, GATE_OP, GATE_GRAPH.
          TypeError: `var_list` holds something else than variables and tensors.
        """
        return self._gradients_of(
            loss, var_list, gate_gradients, aggregation_method, colocate_gradients_with_ops, grad_loss=grad_loss
        )

    def apply_gradients(
        self, grads_and_vars: GradientsAndVariables, global_step: TensorLike | None = None, name: str | None = None
    ) -> Operation:
        """An operation that changes the variables by their gradients, the second half of `minimize`.

        Args:
          grads_and_vars: pairs as `compute_gradients` gives them, perhaps changed; variables without gradient stay.
          global_step: variable to count one up after the variables have changed; None for none.
          name: of the operation; the optimizer's by default.

        Returns:
          an Operation, which is in the collection TRAIN_OP.

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
        with graph.control_dependencies(None):
            self._create_slots([variable for _, variable in present])
        with graph.name_scope(name or self._name) as scope:
            self._prepare()
            updates = []
            for gradient, variable in present:
                with graph.name_scope(f"update_{variable.op.name}"), graph.colocate_with(variable.op):
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
        """The variable that the optimizer keeps for another one.

        Args:
          var: the variable.
          name: of the slot, see `get_slot_names`.

        Returns:
          a Variable, or None where there is none, such as before `apply_gradients`.
        """
        return self._slots.get(name, {}).get(_key(var))

    def get_slot_names(self) -> list[str]:
        """The names of the slots, a list of str."""
        return sorted(self._slots)

    def variables(self) -> list[Variable]:
        """All variables that the optimizer keeps itself in the default graph, a list."""
        slots = [variable for slot in self._slots.values() for variable in slot.values()]
        graph = get_default_graph()
        own = {variable for variable in (*slots, *self._non_slots.values()) if variable.graph is graph}
        return sorted(own, key=lambda variable: variable.name)

    # -- what kinds of optimizers define -------------------------------------------------------------------------------

    def _valid_dtypes(self) -> frozenset:
        """The types that losses and variables may have."""
        return frozenset(FLOATS)

    def _prepare(self) -> None:
        """Make the tensors that all updates use."""

    def _create_slots(self, var_list: Sequence[Any]) -> None:
        """Make the slots of the variables."""

    def _apply_dense(self, grad: Tensor, var: Any) -> Operation:
        """An operation that changes `var` by a gradient of its shape."""
        raise NotImplementedError

    def _apply_sparse(self, grad: IndexedSlices, var: Any) -> Operation:
        """An operation that changes some rows of `var`; rows are named once."""
        raise NotImplementedError

    def _apply_sparse_duplicate_indices(self, grad: IndexedSlices, var: Any) -> Operation:
        """An operation that changes some rows of `var`; rows that are named several times add up."""
        return self._apply_sparse(_without_repeats(grad), var)

    def _finish(self, update_ops: list[Operation], name_scope: str) -> Operation:
        """The operation that has run when all updates have."""
        return ops.group(*update_ops, name=name_scope)

    # -- what they use for it ------------------------------------------------------------------------------------------

    def _zeros_slot(self, var: Any, slot_name: str, op_name: str) -> Variable:
        """The slot of a variable, which starts with zeros; made at the first call and called `<variable>/<op_name>`."""
        slots = self._slot_dict(slot_name)
        if _key(var) not in slots:
            slots[_key(var)] = zeros_slot(var, op_name)
        return slots[_key(var)]

    def _get_or_make_slot(self, var: Any, val: Tensor, slot_name: str, op_name: str) -> Variable:
        """The slot of a variable, which starts with the value of a tensor."""
        return self._get_or_make_slot_with_initializer(var, val, None, None, slot_name, op_name)

    def _get_or_make_slot_with_initializer(
        self, var: Any, initializer: Any, shape: Any, dtype: Any, slot_name: str, op_name: str
    ) -> Variable:
        """The slot of a variable, of that shape and type, which starts with what the initializer gives."""
        slots = self._slot_dict(slot_name)
        if _key(var) not in slots:
            slots[_key(var)] = slot_variable(var, op_name, initializer, shape, dtype)
        return slots[_key(var)]

    def _slot_dict(self, slot_name: str) -> dict:
        return self._slots.setdefault(slot_name, {})

    def _create_non_slot_variable(self, initial_value: Any, name: str, colocate_with: Any) -> Variable:
        """A variable that all updates in the graph of `colocate_with` share, such as a power of beta."""
        key = (name, colocate_with.graph)
        if key not in self._non_slots:
            with get_default_graph().colocate_with(colocate_with.op):
                self._non_slots[key] = Variable(initial_value, trainable=False, name=name)
        return self._non_slots[key]

    def _get_non_slot_variable(self, name: str, graph: Graph | None = None) -> Variable | None:
        return self._non_slots.get((name, graph or get_default_graph()))

    @staticmethod
    def _call_if_callable(value: Any) -> Any:
        return value() if callable(value) else value

    def _gradients_of(
        self,
        loss: Any,
        var_list: Sequence[Any] | None,
        gate_gradients: int,
        aggregation_method: int | None,
        colocate_gradients_with_ops: bool = False,
        grad_loss: TensorLike | None = None,
        stop_gradients: Any = None,
    ) -> list[tuple[Any, Any]]:
        if gate_gradients not in (self.GATE_NONE, self.GATE_OP, self.GATE_GRAPH):
            raise ValueError(
                "gate_gradients must be one of: Optimizer.GATE_NONE, Optimizer.GATE_OP, Optimizer.GATE_GRAPH. Not "
                f"{gate_gradients}"
            )
        read, outside = None, list[Tensor]()
        if callable(loss):
            loss, read, outside = _called(loss)
        if var_list is not None:
            variables = flat(var_list)
        elif read is not None:
            variables = read
        else:
            variables = get_default_graph().get_collection(GraphKeys.TRAINABLE_VARIABLES)
        self._check_dtypes([loss])
        if not variables:
            if read is not None:
                return []
            raise ValueError("No variables to optimize.")
        for variable in variables:
            if not isinstance(variable, (Variable, Tensor)):
                raise TypeError(f"Argument is not a tf.Variable: {variable}")
        found = gradients(
            loss,
            variables,
            grad_ys=grad_loss,
            stop_gradients=[*flat(stop_gradients or ()), *outside],
            gate_gradients=gate_gradients == self.GATE_OP,
            aggregation_method=aggregation_method,
            colocate_gradients_with_ops=colocate_gradients_with_ops,
        )
        if gate_gradients == self.GATE_GRAPH:
            found = ops.tuple(found)
        self._check_dtypes([variable for gradient, variable in zip(found, variables, strict=True) if gradient is not None])
        return list(zip(found, variables, strict=True))

    def _apply_gradients_of(self, loss: Any, found: list[tuple[Any, Any]], global_step: Any, name: str | None) -> Operation:
        if all(gradient is None for gradient, _ in found):
            raise ValueError(
                "No gradients provided for any variable, check your graph for ops that do not support gradients, "
                f"between variables {[str(variable) for _, variable in found]} and loss {loss}."
            )
        return self.apply_gradients(found, global_step=global_step, name=name)

    def _update(self, gradient: Any, variable: Any) -> Operation:
        if isinstance(gradient, IndexedSlices):
            update = self._apply_sparse_duplicate_indices(gradient, variable)
        else:
            update = self._apply_dense(gradient, variable)
        if variable.constraint is None:
            return update
        with get_default_graph().control_dependencies([update]):
            return variable.assign(variable.constraint(variable.read_value())).op

    def _check_dtypes(self, tensors: Sequence[Any]) -> None:
        for tensor in tensors:
            kind = tensor.dtype.base_dtype if hasattr(tensor, "dtype") else None
            if kind is not None and kind not in self._valid_dtypes():
                raise ValueError(
                    f"Invalid type tf.{kind.name} for {tensor.name}, expected: [tf.float32, tf.float64, tf.float16]."
                )


def _key(variable: Any) -> tuple[Graph, str]:
    return variable.op.graph, variable.op.name


def _as_gradient(gradient: Any) -> Any:
    if gradient is None or isinstance(gradient, IndexedSlices):
        return gradient
    try:
        return convert_to_tensor(gradient)
    except (TypeError, ValueError) as error:
        raise TypeError(f"Gradient must be convertible to a Tensor or IndexedSlices, or None: {gradient}") from error


def _without_repeats(gradient: IndexedSlices) -> IndexedSlices:
    """The slices with the rows that stand several times added up."""
    distinct, positions = ops.unique(gradient.indices)
    values = ops.unsorted_segment_sum(gradient.values, positions, ops.shape(distinct)[0])
    return IndexedSlices(values, distinct, gradient.dense_shape)
