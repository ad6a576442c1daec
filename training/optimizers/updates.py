"""Update: how a gradient changes a variable and its slots, written once for whole gradients and for some rows.

    ADAGRAD = Update("Adagrad", "accum", "lr, grad", "update_slots: bool = true")

    @ADAGRAD.formula
    def _adagrad(value, accum, lr, grad, scratch, update_slots):
        ...

declares TensorFlow's ops ApplyAdagrad and SparseApplyAdagrad. The second one has the rows of a gradient in the place of
the gradient, then `indices`: which rows they are, each named once.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from headrace.graph.core.op import Op, stateful_op
from headrace.graph.core.operation import Operation
from headrace.graph.core.rules.together import Together
from headrace.graph.runtime.arena import Arena
from headrace.graph.runtime.variable_state import VariableState
from headrace.graph.types import dtypes
from headrace.graph.types.errors import invalid
from headrace.graph.types.static_shapes import StaticShape, bracket, merge, merge_dim, with_rank


class Update:
    """A formula, and the ops `Apply<kind>` and `SparseApply<kind>` that compute it.

    Args:
      kind: what follows `Apply` in the op types.
      slots: the names of the slots, as arguments of the ops.
      inputs: the names of the other arguments; `grad` or `delta` is the gradient, all others are scalars of the
        variable's type, unless a type is given (`global_step: int64`).
      attributes: of the ops besides `use_locking`, in the language of `signature`.
      sparse: whether there is `SparseApply<kind>`.
      over_gradient: whether the formula needs the gradient no more once it has written to `scratch`.
      refusal: what an error says of an input that is no scalar.

    Attributes:
      dense, sparse: the ops.
      position_of_gradient: among `inputs`.
    """

    def __init__(
        self,
        kind: str,
        slots: str,
        inputs: str,
        attributes: str = "",
        *,
        sparse: bool = True,
        over_gradient: bool = False,
        refusal: str = "is not a scalar",
    ) -> None:
        self._slots = [name.strip() for name in slots.split(",") if name.strip()]
        parts = [part.strip() for part in inputs.split(",")]
        self._inputs = [part.partition(":")[0] for part in parts]
        self._typed = [part if ":" in part else f"{part}: T" for part in parts]
        self.position_of_gradient = next(at for at, name in enumerate(self._inputs) if name in ("grad", "delta"))
        self._over_gradient = over_gradient
        self._refusal = refusal
        self._attributes = f"use_locking: bool = false, {attributes}".rstrip(", ")
        self.dense = self._op(f"Apply{kind}", self._typed, self._shape)
        if sparse:
            typed = [*self._typed]
            typed[self.position_of_gradient : self.position_of_gradient + 1] = ["grad: T", "indices: Tindices"]
            self.sparse = self._op(f"SparseApply{kind}", typed, self._rows_shape, Tindices=(dtypes.int32, dtypes.int64))

    def _op(self, type: str, inputs: Sequence[str], shape: Callable[[Operation], StaticShape], **types: Any) -> Op:
        signature = ", ".join(["var: Ref(T)", *(f"{slot}: Ref(T)" for slot in self._slots), *inputs])
        return stateful_op(type, f"{signature} -> out: Ref(T)", self._attributes, shape=shape, T=dtypes.FLOATS, **types)

    # -- shapes --------------------------------------------------------------------------------------------------------

    def _shape(self, op: Operation) -> StaticShape:
        first = 1 + len(self._slots)
        at = first + self.position_of_gradient
        shape = self._shape_of_slots(op, scalars=[*op.inputs[first:at], *op.inputs[at + 1 :]])
        return merge(shape, op.inputs[at].static_shape)

    def _rows_shape(self, op: Operation) -> StaticShape:
        first = 1 + len(self._slots)
        at = first + self.position_of_gradient
        shape = self._shape_of_slots(op, scalars=[*op.inputs[first:at], *op.inputs[at + 2 :]])
        rows, indices = op.inputs[at].static_shape, with_rank(op.inputs[at + 1].static_shape, 1)
        if rows == ():
            raise ValueError("Argument grad must not be a scalar. Got grad with rank 0")
        if rows is not None:
            merge_dim(indices[0], rows[0])
            shape = merge(shape, (None, *rows[1:]))
        return shape

    def _shape_of_slots(self, op: Operation, scalars: Sequence[Any]) -> StaticShape:
        shape = op.inputs[0].static_shape
        for slot in op.inputs[1 : 1 + len(self._slots)]:
            shape = merge(shape, slot.static_shape)
        for scalar in scalars:
            with_rank(scalar.static_shape, 0)
        return shape

    # -- kernels -------------------------------------------------------------------------------------------------------

    def formula(self, change: Callable[..., None]) -> Callable[..., None]:
        """Decorator: `change(value, *slots, *inputs, scratch, *attributes)` is the formula.

        It writes into `value` and the slots, which are arrays of one shape. `scratch` is what it may write other things to:
        an array of that shape, or None for a new one; with `over_gradient` it may be the gradient itself.
        """
        attributes = list(inspect.signature(change).parameters)[2 + len(self._slots) + len(self._inputs) :]
        names = {"change": change, "check_rows": check_rows, "refuse": self._refuse, "empty_like": np.empty_like}
        self.dense.kernel(_function(self.dense, attributes, self._on_all(attributes), names))
        if self._over_gradient:
            self.dense.kernel_into(self.dense.kernel.function)
        self.dense.together(Together(1 + len(self._slots) + self.position_of_gradient, self._at_once(change, attributes)))
        if hasattr(self, "sparse"):
            self.sparse.kernel(_function(self.sparse, attributes, self._on_rows(attributes), names))
        return change

    def _at_once(self, change: Callable[..., None], names: Sequence[str]) -> Callable[..., Any]:
        """The formula for several variables: it works element by element, so it may see them as one."""
        at = self.position_of_gradient

        def bind(variables: Sequence[Sequence[VariableState]], attributes: dict[str, Any], session: Any) -> Callable[..., bool]:
            kinds = tuple(zip(*variables, strict=True))
            arena = session.resource((Arena, kinds), lambda: Arena(kinds))
            last = [attributes[name] for name in names]

            def kernel(*inputs: Any) -> bool:
                before, after = inputs[:at], inputs[at + 1 :]
                if any(scalar.shape for scalar in (*before, *after)):
                    return False

                def all_of_them(arrays: list[np.ndarray], gradients: np.ndarray) -> None:
                    change(*arrays, *before, gradients, *after, gradients if self._over_gradient else None, *last)

                return arena.change(inputs[at], all_of_them)

            return kernel

        return bind

    def _on_all(self, attributes: Sequence[str]) -> list[str]:
        gradient = self._inputs[self.position_of_gradient]
        return [
            f"value = var.read_shaped_as({gradient}, {gradient!r})",
            *self._checks(),
            "if out is None and not value.ndim:",  # what ufuncs make of scalars is no array
            "    out = empty_like(value)",
            f"change({', '.join(['value', *self._slots, *self._inputs, 'out', *attributes])})",
        ]

    def _on_rows(self, attributes: Sequence[str]) -> list[str]:
        inputs = [*self._inputs]
        inputs[self.position_of_gradient] = "grad"
        arrays = ["value", *self._slots]
        rows = [f"{name}_rows" for name in arrays]
        return [
            "value = var.read()",
            *self._checks(),
            "check_rows(value, grad, indices)",
            *(f"{row} = {name}[indices]" for row, name in zip(rows, arrays, strict=True)),
            f"change({', '.join([*rows, *inputs, 'None', *attributes])})",
            *(f"{name}[indices] = {row}" for row, name in zip(rows, arrays, strict=True)),
        ]

    def _checks(self) -> list[str]:
        lines = [f"{slot} = {slot}.read()" for slot in self._slots]
        scalars = [name for at, name in enumerate(self._inputs) if at != self.position_of_gradient]
        wrong = [*(f"{slot}.shape != value.shape" for slot in self._slots), *(f"{name}.shape" for name in scalars)]
        values = [f"{name}={name}" for name in (*self._slots, *scalars)]
        return [*lines, f"if {' or '.join(wrong)}:", f"    refuse(value, {', '.join(values)})"]

    def _refuse(self, value: np.ndarray, **others: Any) -> None:
        """Say which slot is not of the variable's shape, or which input is no scalar."""
        for name, other in others.items():
            if name not in self._slots and other.shape:
                raise invalid(f"{name} {self._refusal}: {bracket(other.shape)}")
            if name in self._slots and other.shape != value.shape:
                raise invalid(f"var and {name} do not have the same shape{bracket(value.shape)} {bracket(other.shape)}")


def _function(op: Op, attributes: Sequence[str], body: Sequence[str], names: dict[str, Any]) -> Callable[..., None]:
    """A kernel, made as text: a step calls it for each variable, and loops over slots would take longer than most formulas."""
    parameters = ", ".join([*(argument.name for argument in op.inputs), *attributes, "out=None"])
    text = f"def kernel({parameters}):\n    with var.lock:\n" + "".join(f"        {line}\n" for line in body)
    made: dict[str, Any] = dict(names)
    exec(compile(text, f"<{op.type}>", "exec"), made)
    return made["kernel"]


def check_rows(value: np.ndarray, grad: np.ndarray, indices: np.ndarray) -> None:
    """Raises InvalidArgumentError unless `grad` are rows that `value` has at `indices`."""
    wanted, given = value.shape, grad.shape
    if not wanted:
        raise invalid("var must be at least 1 dimensional")
    if indices.ndim != 1:
        raise invalid("indices must be one-dimensional")
    if given[1:] != wanted[1:]:
        position = next((n for n in range(1, min(len(wanted), len(given))) if wanted[n] != given[n]), len(wanted))
        raise invalid(f"var and grad must match in dimension {position}")
    if given[0] != len(indices):
        raise invalid("grad must be the same size as indices in the first dimension.")
    wrong = (indices < 0) | (indices >= len(value))
    if wrong.any():
        at = int(np.argmax(wrong))
        raise invalid(f"Index {indices[at]} at offset {at} in indices is out of range")
