"""VariableStore: the variables of a graph that `get_variable` made, by full name."""

from __future__ import annotations

import inspect
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.forks import renewed

from .. import ops
from ..core.build import convert_to_tensor
from ..core.defaults import get_default_graph
from ..core.keys import GraphKeys
from ..core.tensor import Tensor
from ..types import dtypes
from ..types.dtypes import DType
from ..types.shapes import TensorShape
from .creators import resource_variables_enabled
from .initializers.plain import Zeros
from .initializers.scaled import GlorotUniform
from .partitioned import PartitionedVariable
from .partitioners import PartitionInfo, cuts, known_sizes, slices
from .request import VariableRequest
from .variable import Variable

_FRAMES = 5
"""How much of the way to a variable's making an error tells."""


def default_initializer(name: str, dtype: DType) -> Any:
    """What serves where no initializer is given. Raises ValueError for a type that has none."""
    if dtype.is_floating:
        return GlorotUniform()
    if dtype.is_integer or dtype.is_bool or dtype is dtypes.string:
        return Zeros()
    raise ValueError(f"An initializer for variable {name} of {dtype.base_dtype} is required")


class VariableStore:
    """Makes variables and finds them again; one for each graph, shared by all threads."""

    def __init__(self) -> None:
        self._lock = renewed(threading.RLock())  # held while a variable is looked for and made: two threads make one
        self._vars: dict[str, Variable] = {}  # these three guarded by _lock
        self._partitioned_vars: dict[str, PartitionedVariable] = {}
        self._made_at: dict[str, list[traceback.FrameSummary]] = {}

    def get_variable(self, request: VariableRequest, custom_getter: Any = None) -> Any:
        """The variable of that full name, found or made, or what `custom_getter` gives instead.

        Args:
          request: its `reuse` is True for a variable that is there, False for a new one, anything else for either.

        Raises:
          ValueError: as `scope.get_variable` says.
        """
        if custom_getter is not None and not callable(custom_getter):
            raise ValueError(f"Passed a custom_getter which is not callable: {custom_getter}")
        request = request.with_defaults()
        if custom_getter is None:
            return self._get(request)
        arguments = request.as_kwargs()
        # Getters that were written before there were constraints do not know that argument.
        if not _takes(custom_getter, "constraint"):
            del arguments["constraint"]
        return custom_getter(getter=self._getter, **arguments)

    def _getter(self, *args: Any, **kwargs: Any) -> Any:
        """What custom getters are given as `getter`; arguments as of a VariableRequest."""
        request = VariableRequest(*args, **kwargs)
        return self._get(request._replace(dtype=dtypes.as_dtype(request.dtype)))

    def _get(self, request: VariableRequest) -> Any:
        with self._lock:
            return self._found_or_made(request)

    def _found_or_made(self, request: VariableRequest) -> Any:
        name, partitioner = request.name, request.partitioner
        is_scalar = isinstance(request.shape, Sequence) and not request.shape
        if partitioner is not None and not is_scalar:
            if not callable(partitioner):
                raise ValueError(f"Partitioner must be callable, but received: {partitioner}")
            with get_default_graph().name_scope(None):
                return self.get_partitioned(request)
        if request.reuse is True and partitioner is None and name in self._partitioned_vars:
            return self.get_partitioned(request)
        if f"{name}/part_0" in self._vars:
            raise ValueError(
                "No partitioner was provided, but a partitioned version of the variable was found: "
                f"{name}/part_0. Perhaps a variable of the same name was already created with partitioning?"
            )
        return self._single(request)

    # -- one variable --------------------------------------------------------------------------------------------------

    def _single(self, request: VariableRequest, part: PartitionInfo | None = None) -> Variable:
        name, shape, dtype, initializer = request.name, request.shape, request.dtype, request.initializer
        if shape is not None and initializer is not None and not callable(initializer):
            raise ValueError("If initializer is a constant, do not specify shape.")
        known = TensorShape(shape)
        if name in self._vars:
            return self._found(name, known, dtype, request.reuse)
        if request.reuse is True:
            raise ValueError(
                f"Variable {name} does not exist, or was not created with tf.get_variable(). Did you mean to set "
                "reuse=tf.AUTO_REUSE in VarScope?"
            )
        if initializer is None:
            if shape is None:
                raise ValueError(f"Variable {name} did not get an initializer, so its `shape` argument must be specified.")
            initializer = default_initializer(name, dtype)
        value, kind = _initial_value(initializer, known, dtype, part)
        variable = Variable(
            value,
            trainable=request.trainable,
            collections=request.collections,
            validate_shape=request.validate_shape,
            caching_device=request.caching_device,
            name=name,
            dtype=kind,
            constraint=request.constraint,
            use_resource=resource_variables_enabled() if request.use_resource is None else request.use_resource,
            synchronization=request.synchronization,
            aggregation=request.aggregation,
        )
        self._vars[name] = variable
        self._made_at[name] = _frames_of_the_program()
        if request.regularizer:
            self._regularize(name, variable, request.regularizer)
        return variable

    def _found(self, name: str, shape: TensorShape, dtype: DType, reuse: Any) -> Variable:
        found = self._vars[name]
        if reuse is False:
            raise ValueError(
                f"Variable {name} already exists, disallowed. Did you mean to set reuse=True or reuse=tf.AUTO_REUSE in "
                f"VarScope? Originally defined at:\n\n{''.join(traceback.format_list(self._made_at[name]))}"
            )
        if not shape.is_compatible_with(found.shape):
            raise ValueError(f"Trying to share variable {name}, but specified shape {shape} and found shape {found.shape}.")
        if not dtype.is_compatible_with(found.dtype):
            raise ValueError(
                f"Trying to share variable {name}, but specified dtype {dtype.name} and found dtype {found.dtype.name}."
            )
        return found

    def _regularize(self, name: str, variable: Variable, regularizer: Callable[[Any], Any]) -> None:
        graph = get_default_graph()
        with graph.colocate_with(variable.op), graph.name_scope(f"{name}/Regularizer/"):  # noqa: SIM117
            with graph.control_dependencies(None):
                loss = regularizer(variable)
        if loss is not None:
            graph.add_to_collection(GraphKeys.REGULARIZATION_LOSSES, loss)

    # -- a variable in parts -------------------------------------------------------------------------------------------

    def get_partitioned(self, request: VariableRequest) -> PartitionedVariable:
        """The variable in parts of that full name, found or made."""
        name, dtype, reuse = request.name, request.dtype, request.reuse
        if name in self._vars:
            raise ValueError(
                "A partitioner was provided, but an unpartitioned version of the variable was found: "
                f"{name}.  Perhaps a variable of the same name was already created without partitioning?"
            )
        whole = TensorShape(request.shape)
        if isinstance(request.initializer, Tensor):
            whole = whole.merge_with(request.initializer.shape)
        parts = cuts(request.partitioner, whole, dtype) if not reuse or request.partitioner else None
        if name in self._partitioned_vars:
            return self._found_partitioned(name, whole, dtype, parts, reuse)
        if reuse is True or parts is None:
            raise ValueError(
                f"PartitionedVariable {name} does not exist, or was not created with tf.get_variable(). Did you mean to "
                "set reuse=False or reuse=tf.AUTO_REUSE in VarScope?"
            )
        full = known_sizes(whole)
        pieces = list(slices(full, parts))
        self._check_number_of_parts(name, len(pieces))
        variables = []
        for number, (offset, sizes) in enumerate(pieces):
            part = _part_of(request._replace(name=f"{name}/part_{number}", dtype=dtype), offset, sizes)
            with get_default_graph().name_scope(None):
                variable = self._single(part, PartitionInfo(full, offset))
            variable._set_save_slice_info(Variable.SaveSliceInfo(name, full, offset, sizes))
            variables.append(variable)
            dtype = part.dtype
        made = PartitionedVariable(name, whole, dtype, variables, parts)
        self._partitioned_vars[name] = made
        return made

    def _found_partitioned(
        self, name: str, shape: TensorShape, dtype: DType, parts: Sequence[int] | None, reuse: Any
    ) -> PartitionedVariable:
        if reuse is False:
            raise ValueError(
                f"Partitioned variable with name {name} already exists. Did you mean to set reuse=True or "
                "reuse=tf.AUTO_REUSE in VarScope?"
            )
        found = self._partitioned_vars[name]
        trying = f"Trying to reuse partitioned variable {name}, but specified"
        if not shape.is_compatible_with(found.shape):
            raise ValueError(f"{trying} shape {shape} and found shape {found.shape}.")
        if not dtype.is_compatible_with(found.dtype):
            raise ValueError(f"{trying} dtype {dtype.name} and found dtype {found.dtype.name}.")
        if parts is not None and list(parts) != list(found._get_partitions()):
            raise ValueError(f"{trying} partitions {parts} and found partitions {found._get_partitions()}.")
        return found

    def _check_number_of_parts(self, name: str, count: int) -> None:
        if f"{name}/part_0" not in self._vars:
            return
        says = (
            "Partitioner returned a different partitioning than what was already found.  Partitioner returned "
            f"{count} shards, and shard {name}/part_0 was found, but"
        )
        if f"{name}/part_{count - 1}" not in self._vars:
            raise ValueError(f"{says} {name}/part_{count - 1} was not.")
        if f"{name}/part_{count}" in self._vars:
            raise ValueError(f"{says} so was the extra shard {name}/part_{count}.")


def variable_store() -> VariableStore:
    """The store of the default graph."""
    return get_default_graph().shared("variable store", VariableStore)


def _part_of(request: VariableRequest, offset: list[int], sizes: list[int]) -> VariableRequest:
    """A request for a part of a variable: with its shape, or with its part of the initial value."""
    initializer = request.initializer
    with get_default_graph().name_scope(f"{request.name}/PartitionedInitializer"):
        if initializer is None or callable(initializer):
            return request._replace(shape=sizes)
        if not isinstance(initializer, Tensor):
            initializer = convert_to_tensor(initializer, request.dtype)
        value = ops.slice(initializer, offset, sizes)
        return request._replace(shape=None, initializer=value, dtype=initializer.dtype.base_dtype)


def _initial_value(initializer: Any, shape: TensorShape, dtype: DType, part: PartitionInfo | None) -> tuple[Any, DType | None]:
    """What `Variable` takes as its initial value and dtype."""
    if not callable(initializer):
        return initializer, None
    if inspect.isclass(initializer):
        initializer = initializer()
    if shape.is_fully_defined():
        known = {"dtype": dtype, "partition_info": part}
        taken = {name: value for name, value in known.items() if _takes(initializer, name)}
        return lambda: initializer(shape.as_list(), **taken), dtype.base_dtype
    if _needs_no_arguments(initializer):
        return initializer, None
    raise ValueError(
        "The initializer passed is not valid. It should be a callable with no arguments and the shape should not be "
        "provided or an instance of `tf.keras.initializers.*' and `shape` should be fully defined."
    )


def _needs_no_arguments(function: Any) -> bool:
    # An object of a class counts its `self`, in TensorFlow too: an Initializer cannot do without a shape.
    if not (inspect.isroutine(function) or hasattr(function, "func")):
        return False
    parameters = inspect.signature(function).parameters.values()
    return all(p.default is not p.empty or p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD) for p in parameters)


def _takes(function: Any, name: str) -> bool:
    parameters = inspect.signature(function).parameters
    return name in parameters or any(p.kind is p.VAR_KEYWORD for p in parameters.values())


def _frames_of_the_program() -> list[traceback.FrameSummary]:
    """Where the program is that called, the innermost place first."""
    frames: list[traceback.FrameSummary] = []
    frame = sys._getframe(1)
    while frame is not None and len(frames) < _FRAMES:
        if not frame.f_globals.get("__name__", "").startswith("headrace."):
            code = frame.f_code
            frames.append(traceback.FrameSummary(code.co_filename, frame.f_lineno, code.co_name, lookup_line=False))
        frame = frame.f_back  # type: ignore[assignment]
    return frames
