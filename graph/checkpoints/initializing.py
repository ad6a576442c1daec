"""Variables that begin with values of a checkpoint: fine-tuning, and restoring what a graph has under other names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.exports import export

from .. import ops
from ..core.defaults import get_default_graph
from ..core.operation import Operation
from ..ops.state import variable as state
from ..ops.state.checkpoints import RESTORE_V2
from ..platform import logging
from ..types.static_shapes import is_full
from ..variables.store import variable_store
from ..variables.variable import Variable
from .reader import CheckpointReader, _prefix_of, load_checkpoint
from .saver import Saver


@export("train.init_from_checkpoint")
def init_from_checkpoint(ckpt_dir_or_file: Any, assignment_map: dict[str, Any]) -> None:
    """Let the initializers of variables take their values from a checkpoint.

    Args:
      ckpt_dir_or_file: a checkpoint, or a directory: its latest one.
      assignment_map: from the checkpoint to the graph: from a tensor to a variable, the list of a partitioned variable's
        parts, or the name that `get_variable` gave it; or from a scope to a scope (`"old/": "new/"`, `"/"` is the root).

    Raises:
      ValueError: the checkpoint lacks a tensor, or it has another shape than the variable; no checkpoint in the directory.
    """
    shapes = load_checkpoint(ckpt_dir_or_file).get_variable_to_shape_map()
    prefix = _prefix_of(ckpt_dir_or_file)
    variables = variable_store()._vars
    for tensor_name, given in sorted(assignment_map.items()):
        found = given if _is_variable(given) else _named(given, variables)
        if found is None:
            _init_scope(prefix, ckpt_dir_or_file, shapes, tensor_name, given, variables)
            continue
        if tensor_name not in shapes:
            raise ValueError(f"Tensor {tensor_name} is not found in {ckpt_dir_or_file} checkpoint {shapes}")
        _init(prefix, tensor_name, found, shapes[tensor_name])


def _is_variable(given: Any) -> bool:
    return isinstance(given, Variable) or (isinstance(given, list) and all(isinstance(item, Variable) for item in given))


def _named(name: str, variables: dict[str, Variable]) -> Any:
    """The variable of that name, or the parts of the one that has it."""
    if name in variables:
        return variables[name]
    parts: list[Variable] = []
    while (part := f"{name}/part_{len(parts)}") in variables:
        parts.append(variables[part])
    return parts or None


def _init_scope(
    prefix: Any, given_path: Any, shapes: dict[str, list[int]], source: str, target: str, variables: dict[str, Variable]
) -> None:
    scope = target.rpartition("/")[0]
    if not source.endswith("/"):
        raise ValueError(
            f"Assignment map with scope only name {scope} should map to scope only {source}. Should be 'scope/': "
            "'other_scope/'."
        )
    inside = {name.partition("/part_")[0] for name in variables if not scope or name.startswith(scope + "/")}
    for name in sorted(inside):
        short = name[len(scope) :].removeprefix("/")
        tensor_name = short if source == "/" else source + short
        if tensor_name not in shapes:
            raise ValueError(f"Tensor {tensor_name} ({short} in {source}) is not found in {given_path} checkpoint")
        _init(prefix, tensor_name, _named(name, variables), shapes[tensor_name])


def _init(prefix: Any, tensor_name: str, variable: Any, shape: list[int]) -> None:
    if isinstance(variable, Variable):
        if not variable.get_shape().is_compatible_with(shape):
            raise ValueError(
                f"Shape of variable {variable.name} ({variable.get_shape()}) doesn't match with shape of tensor "
                f"{tensor_name} ({shape}) from checkpoint reader."
            )
        _replace_initializer(prefix, tensor_name, variable, "")
        return
    names = [part._save_slice_info.full_name for part in variable]
    for name in names:
        if name != names[0]:
            raise ValueError(f"Slices must all be from the same tensor: {names[0]} != {name}")
    for part in variable:
        _replace_initializer(prefix, tensor_name, part, part._save_slice_info.spec)


def _replace_initializer(prefix: Any, tensor_name: str, variable: Variable, spec: str) -> None:
    kind = variable.dtype.base_dtype
    with get_default_graph().device("/cpu:0"):
        (value,) = RESTORE_V2(prefix, [tensor_name], [spec], dtypes=[kind], name="checkpoint_initializer")
    value.set_shape(variable.shape)
    begin_with(variable, value)


def begin_with(variable: Variable, value: Any) -> None:
    """Let the initializer of a variable assign that tensor."""
    ref = variable._ref()
    variable._initializer_op = state.ASSIGN(ref, value, validate_shape=is_full(ref.static_shape)).op
    variable._initial_value = variable._first_value = value


@export("contrib.framework.assign_from_checkpoint")
def assign_from_checkpoint(
    model_path: Any, var_list: Any, ignore_missing_vars: bool = False
) -> tuple[Operation, dict[Any, Any]]:
    """An operation that assigns values of a checkpoint to variables, and the feeds to run it with.

    Args:
      model_path: the checkpoint.
      var_list: list of variables, or dict from names in the checkpoint to variables or lists of variables. The name of a
        part of a partitioned variable is that of the whole.
      ignore_missing_vars: only warn of variables that the checkpoint lacks.

    Returns:
      The Operation, and a dict from placeholders to arrays.

    Raises:
      ValueError: the checkpoint lacks a variable, or has it in another shape.
    """
    named: dict[str, list[Any]] = {}
    if isinstance(var_list, (list, tuple)):
        for variable in var_list:
            part = getattr(variable, "_save_slice_info", None)
            named.setdefault(part.full_name if part else variable.op.name, []).append(variable)
    else:
        named = {name: list(value) if isinstance(value, (list, tuple)) else [value] for name, value in var_list.items()}
    reader = CheckpointReader(model_path)
    feeds: dict[Any, Any] = {}
    assigned = []
    for name, variables in named.items():
        if not reader.has_tensor(name):
            missing = f"Checkpoint is missing variable [{name}]"
            if not ignore_missing_vars:
                raise ValueError(missing)
            logging.warning(missing)
            continue
        value = reader.get_tensor(name)
        for variable in variables:
            tensor = ops.placeholder(variable.dtype.base_dtype, variable.get_shape(), name=f"placeholder/{variable.op.name}")
            assigned.append(variable.assign(tensor))
            feeds[tensor] = _part_for(variable, name, value)
    return ops.group(*assigned), feeds


def _part_for(variable: Any, name: str, value: Any) -> Any:
    """What a variable gets of the value of that name."""
    part = getattr(variable, "_save_slice_info", None)
    if part is not None:
        return value[tuple(slice(at, at + size) for at, size in zip(part.var_offset, part.var_shape, strict=True))]
    shape = tuple(getattr(value, "shape", ()))
    if variable.get_shape().as_list() != list(shape):
        raise ValueError(
            f"Total size of new array must be unchanged for {name} lh_shape: [{shape}], rh_shape: [{variable.get_shape()}]"
        )
    return value


@export("contrib.framework.assign_from_checkpoint_fn")
def assign_from_checkpoint_fn(
    model_path: Any, var_list: Any, ignore_missing_vars: bool = False, reshape_variables: bool = False
) -> Callable[[Any], None] | None:
    """A function of a session that restores variables from a checkpoint; None where it has none of them.

    Args:
      model_path: the checkpoint.
      var_list: list of variables, or dict from names in the checkpoint to variables.
      ignore_missing_vars: only warn of variables that the checkpoint lacks.
      reshape_variables: give restored values the shapes of the variables.

    Returns:
      The function, or None.

    Raises:
      ValueError: `var_list` is empty.
    """
    if not var_list:
        raise ValueError("var_list cannot be empty")
    if ignore_missing_vars:
        var_list = _present(model_path, var_list)
        if not var_list:
            logging.warning("No Variables to restore")
            return None
    saver = Saver(var_list, reshape=reshape_variables)
    return lambda session: saver.restore(session, model_path)


def _present(model_path: Any, var_list: dict[str, Any] | Sequence[Any]) -> dict[str, Any]:
    reader = CheckpointReader(model_path)
    named = var_list if isinstance(var_list, dict) else {variable.op.name: variable for variable in var_list}
    for name in named:
        if not reader.has_tensor(name):
            logging.warning("Variable %s missing in checkpoint %s", name, model_path)
    return {name: variable for name, variable in named.items() if reader.has_tensor(name)}
