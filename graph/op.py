"""Op: a kind of node and all the rules about it.

An op's block in `graph/ops/` reads from top to bottom: what goes in and out, its shape rule, its kernel, how it behaves
on a block of records, its gradient, and the function that users call.

    MUL = Op("Mul", "x: T, y: T -> z: T", T=NUMERIC)
    MUL.shape(broadcast_shapes)
    MUL.kernel(np.multiply)
    MUL.batch(elementwise)

    @MUL.gradient
    def _mul_gradient(op, dz):
        ...

The signature is a small language, close to TensorFlow's op definitions:

    x: T              one tensor of the type attribute T
    x: int32          one tensor of that type
    xs: N * T         a list of N tensors of one type (the kernel gets a tuple)
    xs: list(Ts)      a list of tensors of any types, Ts is the list of them
    ref: Ref(T)       a variable itself rather than its value

A keyword of `Op` that names a type attribute says which types are allowed (a set or list of DTypes; a DType alone is the
default type of Python values); every other keyword is an attribute with its default, `REQUIRED` where there is none.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from . import dtypes
from .dtypes import DType

if TYPE_CHECKING:
    from .graph import Operation

REQUIRED = object()
"""Default of an attribute that callers must give."""

OPS: dict[str, Op] = {}
"""Every declared op by its type."""


class Argument(NamedTuple):
    """One input or output of a signature."""

    name: str
    type_attr: str | None  # T, or None where dtype is fixed
    dtype: DType | None
    number_attr: str | None  # N of `N * T`
    is_list: bool  # list(Ts)
    is_ref: bool


class Rule:
    """Where a rule is kept: set once, by a call or as a decorator."""

    def __init__(self, op: Op, kind: str) -> None:
        self._op = op
        self._kind = kind
        self.function: Any = None

    def __call__(self, function: Any) -> Any:
        if self.function is not None:
            raise ValueError(f"op {self._op.type!r} has a {self._kind} rule already")
        self.function = function
        return function

    def __bool__(self) -> bool:
        return self.function is not None


def NO_GRADIENT(op: Operation, *output_gradients: Any) -> list[None]:
    """The gradient rule of ops that have none: no input of theirs receives a gradient."""
    return [None] * len(op.inputs)


class Op:
    """A kind of node, with all the rules about it.

    Args:
      type: TensorFlow's op type.
      signature: inputs and outputs, see the module.
      aliases: the positions of the inputs whose memory an output may share (views); None of an op's outputs shares
        memory with its inputs when empty.
      stateful: running it twice is not the same as running it once (draws, assignments, printing): it is never folded
        or merged with an equal one, and never run on a block unless it has a batch rule.
      blocking: its kernel may wait; it gets the RunContext as its first argument.
      handle: its output is a resource of the session (variable, queue, reader) rather than a value computed anew; its
        kernel is called once, when a plan is made.
      calls_out: its kernel runs code of users, which finds the context variables of whoever called `Session.run`.
      place: the position of the output that says where the record at work comes from (`file:line`), for errors of what
        is made of the record.
      fresh: its outputs are arrays that nothing else holds; so are those of every op with an `into` rule.
      moves: its output is made of elements of its first input, none of them twice: they may be cast before or after.
      never_fails: where the shapes of its inputs are known when the graph is built, and all but one are constants, its
        kernel has nothing left to refuse: it may be put off until somebody needs the result (`expansion`).
      declared: type attributes' allowed types, attributes' defaults.

    Rules, each set by `OP.rule(function)` or `@OP.rule`:
      shape: `(op) -> StaticShape`, or a list of them for several outputs; raises ValueError for impossible inputs.
      kernel: `(*arrays, **attributes) -> array`, or a tuple for several outputs. It receives the attributes it names.
      into: `(*arrays, **attributes, out=array) -> array`: the kernel, which may write its result into an array of the
        result's shape and type, one of its inputs (`reuse`). For elementwise ops it is a ufunc. An op that changes a
        variable may use that array for what it computes on the way.
      bind: `(op, session) -> kernel`, instead of `kernel`, for ops with a part in the session (variables, queues,
        random draws). Called once per plan; the kernel that comes back takes the arrays only.
      batch: `(op, batched, kernel) -> (n, *arrays) -> array | None`: how it runs on n records at once. `batched[i]` says
        whether input i has a leading axis of n; None means record by record. See `blocks`.
      source: `(op, session) -> BlockSource | None`, for ops that can deliver many records at once (`blocks`).
      sink: `(op, session) -> BlockSink | None`, for ops that can take many records at once.
      gradient: `(op, *output_gradients) -> [gradient or None per input]`.
    """

    def __init__(
        self,
        type: str,
        signature: str,
        *,
        aliases: Iterable[int] = (),
        stateful: bool = False,
        blocking: bool = False,
        handle: bool = False,
        calls_out: bool = False,
        place: int | None = None,
        fresh: bool = False,
        never_fails: bool = False,
        moves: bool = False,
        **declared: Any,
    ) -> None:
        if type in OPS:
            raise ValueError(f"op {type!r} is declared already")
        self.type = type
        inputs, _, outputs = signature.partition("->")
        self.inputs = _parse_arguments(inputs)
        self.outputs = _parse_arguments(outputs)
        self.aliases = frozenset(aliases)
        self.stateful = stateful
        self.blocking = blocking
        self.handle = handle
        self.calls_out = calls_out
        self.place = place
        self.fresh = fresh
        self.never_fails = never_fails
        self.moves = moves
        self.type_attrs = _type_attributes((*self.inputs, *self.outputs))
        self.allowed = {name: _in_order(kinds) for name, kinds in declared.items() if _is_set_of_types(kinds)}
        self.type_defaults = {
            name: kind for name, kind in declared.items() if name in self.type_attrs and isinstance(kind, DType)
        }
        self.attributes = {
            name: value
            for name, value in declared.items()
            if name not in self.allowed and name not in self.type_defaults
        }
        self.shape = Rule(self, "shape")
        self.kernel = Rule(self, "kernel")
        self.into = Rule(self, "into")
        self.bind = Rule(self, "bind")
        self.batch = Rule(self, "batch")
        self.source = Rule(self, "source")
        self.sink = Rule(self, "sink")
        self.gradient = Rule(self, "gradient")
        OPS[type] = self

    def __repr__(self) -> str:
        return f"<Op {self.type}>"

    def __call__(self, *inputs: Any, name: str | None = None, **attributes: Any) -> Any:
        """Add a node of this kind to the graph of its inputs.

        Args:
          inputs: one per argument of the signature; what is not a tensor yet becomes a constant named after the
            argument.
          name: of the node; the op's type by default.
          attributes: attributes by name, and type attributes that no input determines.

        Returns:
          the output Tensor, a list of them where there are several (or a list argument), the Operation where none.
        """
        from .build import add_node

        return add_node(self, inputs, name or self.type, attributes)

    def kernel_of(self, op: Operation, session: Any) -> tuple[Callable[..., Any], dict[str, Any]]:
        """The kernel of one node and the keywords to call it with.

        It takes the RunContext first if the op is blocking, then one argument per argument of the signature.
        """
        if self.bind:
            return self.bind.function(op, session), {}
        return self.kernel.function, {name: op.get_attr(name) for name in self.kernel_keywords()}

    def flat_kernel_of(self, op: Operation, session: Any) -> Callable[..., Any]:
        """The kernel of one node as a function of its input arrays, lists flattened, all else bound."""
        function, keywords = self.kernel_of(op, session)
        if not any(argument.is_list or argument.number_attr for argument in self.inputs):
            return functools.partial(function, **keywords) if keywords else function
        slices = self.slices(op)

        def kernel(*flat: Any) -> Any:
            return function(*(flat[at] for at in slices), **keywords)

        return kernel

    def slices(self, op: Operation) -> list[int | slice]:
        """Where each argument of the signature is among `op.inputs`: an index, or a slice for a list."""
        places: list[int | slice] = []
        position = 0
        for argument in self.inputs:
            if argument.number_attr is not None:
                count = op.attributes[argument.number_attr]
            elif argument.is_list:
                count = len(op.attributes[argument.type_attr or ""])
            else:
                places.append(position)
                position += 1
                continue
            places.append(slice(position, position + count))
            position += count
        return places

    def kernel_keywords(self) -> tuple[str, ...]:
        """The attributes that the kernel function names among its parameters."""
        function = self.kernel.function
        if not inspect.isfunction(function):
            return ()
        known = {*self.attributes, *self.type_attrs, *(a.number_attr for a in self.inputs + self.outputs)}
        parameters = list(inspect.signature(function).parameters)
        return tuple(name for name in parameters[len(self.inputs) :] if name in known)


def _parse_arguments(text: str) -> tuple[Argument, ...]:
    return tuple(_parse_argument(part) for part in text.split(",") if part.strip())


def _parse_argument(text: str) -> Argument:
    name, _, kind = (part.strip() for part in text.partition(":"))
    number_attr = None
    if "*" in kind:
        number_attr, kind = (part.strip() for part in kind.split("*"))
    is_list = kind.startswith("list(")
    is_ref = kind.startswith("Ref(")
    if is_list or is_ref:
        kind = kind[kind.index("(") + 1 : -1]
    try:
        return Argument(name, None, dtypes.as_dtype(kind), number_attr, is_list, is_ref)
    except TypeError:
        return Argument(name, kind, None, number_attr, is_list, is_ref)


def _type_attributes(arguments: Iterable[Argument]) -> dict[str, bool]:
    """The type attributes of a signature, and whether each is a list of types."""
    return {argument.type_attr: argument.is_list for argument in arguments if argument.type_attr is not None}


def _in_order(kinds: Iterable[DType]) -> tuple[DType, ...]:
    """Allowed types in the order in which messages name them: as listed, those of a set by name."""
    return tuple(kinds) if isinstance(kinds, (list, tuple)) else tuple(sorted(kinds, key=lambda kind: kind.name))


def _is_set_of_types(value: Any) -> bool:
    return isinstance(value, (set, frozenset, tuple, list)) and bool(value) and all(
        isinstance(kind, DType) for kind in value
    )
