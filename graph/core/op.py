"""Op: a kind of node and all the rules about it.

An op's block in `graph/ops/` reads from top to bottom: what goes in and out, its shape rule, its kernel, how it behaves
on a block of records, its gradient, and the function that users call.

    MUL = Op("Mul", "x: T, y: T -> z: T", T=NUMBERS)
    MUL.shape(broadcast_shapes)
    MUL.kernel(np.multiply)
    MUL.batch(elementwise)

    @MUL.gradient
    def _mul_gradient(op, dz):
        ...

The same by keywords, and with an attribute:

    CUMSUM = Op("Cumsum", "x: T, axis: Tidx -> out: T", "exclusive: bool = false, Tidx: {int32, int64} = int32",
                T=NUMBERS, shape=same_as_first, batch=shifted_axis(1))

What signatures and attributes look like: `signature`. Any other keyword of `Op` names a type attribute and says which
types are allowed (a set or list of DTypes; a DType alone is the default type of Python values).
"""

from __future__ import annotations

import functools
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .rules.batch import NEVER
from .rules.gradient import NO_GRADIENT
from .signature import REQUIRED, Attribute, attributes_of, parse_arguments
from .traits import NONE, Trait

if TYPE_CHECKING:
    from .operation import Operation
    from .tensor import Tensor

_NOTHING: Mapping[int, float] = {}
OPS: dict[str, Op] = {}
"""Every declared op by its type."""


class Rule:
    """Where a rule is kept: set once, by a call or as a decorator."""

    def __init__(self, op: Op, kind: str, function: Any = None) -> None:
        self._op = op
        self._kind = kind
        self.function = function

    def __call__(self, function: Any) -> Any:
        if self.function is not None:
            raise ValueError(f"op {self._op.type!r} has a {self._kind} rule already")
        self.function = function
        return function

    def __bool__(self) -> bool:
        return self.function is not None


class Op:
    """A kind of node, with all the rules about it.

    Args:
      type: TensorFlow's op type.
      signature: inputs and outputs, in the language of `signature`.
      attributes: its attributes, in the language of `signature`; type attributes and numbers of tensors that the
        signature names need no mention.
      aliases: the positions of the inputs whose memory an output may share (views); None of an op's outputs shares
        memory with its inputs when empty.
      neutral: for an op of two inputs, by the position of one, the number that makes the other the result, to the last bit.
      traits: the facts that compilers may rely on, see `traits`; what is not declared is not assumed.
      record_key_output: gives, for a node, the tensor whose value says where what it reads comes from (`file:line`, a
        file's name), for errors of what is made of it.
      types: type attributes' allowed types, or the default type.

    Rules, each set by a keyword, by `OP.rule(function)` or by `@OP.rule`:
      shape: `(op) -> StaticShape`, or a list of them for several outputs; raises ValueError for impossible inputs.
      kernel: `(*arrays, **attributes) -> array`, or a tuple for several outputs. It receives the attributes it names.
      kernel_into: `(*arrays, **attributes, out=array) -> array`: the kernel, which may write its result into an array
        of the result's shape and type, one of its inputs (`in_place`). An op that changes a variable may use that array
        for what it computes on the way.
      direct: `(op, constants) -> Direct | None`: what plans call in the kernel's place, see `rules.direct`.
      bind: `(op, session) -> kernel`, instead of `kernel`, for ops with a part in the session (variables, queues,
        random draws). Called once per plan; the kernel that comes back takes the arrays only.
      joined: `(op, source) -> Joined | None`: what plans run in its place and that of the operation before it, see
        `rules.joined`.
      together: a `Together`: how several nodes that change a variable each are run at once, see `rules.together`.
      batch: `(op, batched, kernel) -> (n, *arrays) -> array | None`: how it runs on n records at once. `batched[i]` says
        whether input i has a leading axis of n; None means record by record. `PER_RECORD` where that is always so,
        `NEVER` for what does not run in blocks. See `rules.batch`.
      stage: `(op) -> Stage | None`: what it does to a picture, see `rules.stage`.
      source: `(op, session) -> BlockSource | None`, for ops that can deliver many records at once (`blocks`).
      rows: `(op) -> RowAccess`, for ops that read or write one element of an array of tensors, see `rules.rows`.
      sink: `(op, session) -> BlockSink | None`, for ops that can take many records at once.
      gradient: `(op, *output_gradients) -> [gradient or None per input]`; `NO_GRADIENT` where no input receives one.
      value: `(tensor, known) -> array | list | None`: what is known of an output before anything runs, see
        `static_values`. Without it that is what the kernel makes of known inputs.
      export: `(op, nodes) -> None`, for ops that only headrace has: adds the TensorFlow ops that do the same to `nodes`,
        see `graphdef.replacements`.
    """

    def __init__(
        self,
        type: str,
        signature: str,
        attributes: str = "",
        *,
        shape: Any = None,
        kernel: Any = None,
        kernel_into: Any = None,
        direct: Any = None,
        bind: Any = None,
        batch: Any = None,
        stage: Any = None,
        gradient: Any = None,
        value: Any = None,
        export: Any = None,
        aliases: Iterable[int] = (),
        neutral: Mapping[int, float] = _NOTHING,
        traits: Trait = NONE,
        record_key_output: Callable[[Operation], Tensor] | None = None,
        **types: Any,
    ) -> None:
        if type in OPS:
            raise ValueError(f"op {type!r} is declared already")
        self.type = type
        inputs, _, outputs = signature.partition("->")
        self.inputs = parse_arguments(inputs)
        self.outputs = parse_arguments(outputs)
        self.aliases = frozenset(aliases)
        self.neutral = neutral
        self.traits = traits
        self.record_key_output = record_key_output
        self._declared = attributes, types
        self.shape = Rule(self, "shape", shape)
        self.kernel = Rule(self, "kernel", kernel)
        self.kernel_into = Rule(self, "kernel_into", kernel_into)
        self.direct = Rule(self, "direct", direct)
        self.bind = Rule(self, "bind", bind)
        self.joined = Rule(self, "joined")
        self.together = Rule(self, "together")
        self.batch = Rule(self, "batch", batch)
        self.stage = Rule(self, "stage", stage)
        self.source = Rule(self, "source")
        self.sink = Rule(self, "sink")
        self.rows = Rule(self, "rows")
        self.gradient = Rule(self, "gradient", gradient)
        self.value = Rule(self, "value", value)
        self.export = Rule(self, "export", export)
        OPS[type] = self

    def __repr__(self) -> str:
        return f"<Op {self.type}>"

    # Most ops are never used by a program: their attributes are read when they are first asked for.

    @functools.cached_property
    def attributes(self) -> dict[str, Attribute]:
        """Its attributes by name."""
        return attributes_of((*self.inputs, *self.outputs), *self._declared)

    @functools.cached_property
    def defaults(self) -> dict[str, Any]:
        """The values of attributes that callers need not give."""
        return {one.name: one.default for one in self._free if one.default is not REQUIRED}

    @functools.cached_property
    def required(self) -> tuple[str, ...]:
        """The attributes that callers must give."""
        return tuple(one.name for one in self._free if one.default is REQUIRED)

    @functools.cached_property
    def is_single(self) -> bool:
        """Whether its kernel returns the one output itself rather than a tuple of outputs."""
        return len(self.outputs) == 1 and self.outputs[0].number_attr is None and not self.outputs[0].is_list

    @property
    def _free(self) -> list[Attribute]:
        """The attributes that the inputs do not decide."""
        by_inputs = {name for argument in self.inputs for name in (argument.type_attr, argument.number_attr)}
        return [attribute for name, attribute in self.attributes.items() if name not in by_inputs]

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

        It takes the RunContext first if the op may wait (BLOCKING), then one argument per argument of the signature.
        """
        if self.bind:
            return self.bind.function(op, session), {}
        return self.kernel.function, {name: op.attributes[name] for name in self.kernel_keywords}

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

    @functools.cached_property
    def kernel_keywords(self) -> tuple[str, ...]:
        """The attributes that the kernel function names among its parameters."""
        function = self.kernel.function
        if not inspect.isfunction(function):
            return ()
        parameters = list(inspect.signature(function).parameters)
        return tuple(name for name in parameters[len(self.inputs) :] if name in self.attributes)


def plan_op(*arguments: Any, **rules: Any) -> Op:
    """An Op, made as `Op` is, that stands in plans only: no graph has one."""
    op = Op(*arguments, **rules)
    del OPS[op.type]
    return op


def op_of_type(type: str) -> Op | None:
    """The op of that type, of whatever module; None where there is none."""
    if type not in OPS:
        import_all_ops()
    return OPS.get(type)


OP_PACKAGES: list[str] = []
"""The packages whose modules declare ops. Most are imported only when their functions are first asked for."""


@functools.cache
def import_all_ops() -> None:
    """Import all modules that may declare ops."""
    for name in OP_PACKAGES:
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            importlib.import_module(module.name)


def stateful_op(type: str, signature: str, attributes: str = "", **options: Any) -> Op:
    """An op that changes something a program can see (a variable, a queue, a file), or whose result depends on it.

    It has none of the traits that would let it run another time than the program says, runs on no block, and has no
    gradient unless `options` say one.

    Args:
      options: as for `Op`.
    """
    return Op(type, signature, attributes, **{"batch": NEVER, "gradient": NO_GRADIENT, **options})
