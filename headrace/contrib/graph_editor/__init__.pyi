"""tf.contrib.graph_editor: parts of graphs selected, copied, connected otherwise. Made by `make names`."""

from headrace.training.contrib.graph_editor.elements import ControlOutputs as ControlOutputs
from headrace.training.contrib.graph_editor.views import SubGraphView as SubGraphView
from headrace.training.contrib.graph_editor.transforming import Transformer as Transformer
from headrace.training.contrib.graph_editor.transforming import TransformerInfo as TransformerInfo
from headrace.training.contrib.graph_editor.rerouting import add_control_inputs as add_control_inputs
from headrace.training.contrib.graph_editor.handlers import assign_renamed_collections_handler as assign_renamed_collections_handler
from headrace.training.contrib.graph_editor.editing import bypass as bypass
from headrace.training.contrib.graph_editor.selecting import can_be_regex as can_be_regex
from headrace.training.contrib.graph_editor.selecting import check_cios as check_cios
from headrace.training.contrib.graph_editor.selecting import compute_boundary_ts as compute_boundary_ts
from headrace.training.contrib.graph_editor.editing import connect as connect
from headrace.training.contrib.graph_editor.transforming import copy as copy
from headrace.training.contrib.graph_editor.handlers import copy_op_handler as copy_op_handler
from headrace.training.contrib.graph_editor.editing import detach_control_inputs as detach_control_inputs
from headrace.training.contrib.graph_editor.editing import detach_control_outputs as detach_control_outputs
from headrace.training.contrib.graph_editor.editing import detach_inputs as detach_inputs
from headrace.training.contrib.graph_editor.editing import detach_outputs as detach_outputs
from headrace.contrib.graph_editor import edit as edit
from headrace.training.contrib.graph_editor.selecting import filter_ts as filter_ts
from headrace.training.contrib.graph_editor.elements import get_consuming_ops as get_consuming_ops
from headrace.training.contrib.graph_editor.walking import get_forward_walk_ops as get_forward_walk_ops
from headrace.training.contrib.graph_editor.elements import get_generating_ops as get_generating_ops
from headrace.training.contrib.graph_editor.elements import get_tensors as get_tensors
from headrace.training.contrib.graph_editor.elements import make_list_of_op as make_list_of_op
from headrace.training.contrib.graph_editor.elements import make_list_of_t as make_list_of_t
from headrace.training.contrib.graph_editor.elements import make_placeholder_from_dtype_and_shape as make_placeholder_from_dtype_and_shape
from headrace.training.contrib.graph_editor.elements import make_placeholder_from_tensor as make_placeholder_from_tensor
from headrace.training.contrib.graph_editor.selecting import make_regex as make_regex
from headrace.training.contrib.graph_editor.views import make_view as make_view
from headrace.training.contrib.graph_editor.views import make_view_from_scope as make_view_from_scope
from headrace.training.contrib.graph_editor.elements import make_placeholder_from_dtype_and_shape as ph
from headrace.training.contrib.graph_editor.elements import placeholder_name as placeholder_name
from headrace.training.contrib.graph_editor.rerouting import remove_control_inputs as remove_control_inputs
from headrace.training.contrib.graph_editor.handlers import replace_t_with_placeholder_handler as replace_t_with_placeholder_handler
from headrace.contrib.graph_editor import reroute as reroute
from headrace.contrib.graph_editor import select as select
from headrace.training.contrib.graph_editor.selecting import select_ops as select_ops
from headrace.training.contrib.graph_editor.views import make_view as sgv
from headrace.training.contrib.graph_editor.views import make_view_from_scope as sgv_scope
from headrace.contrib.graph_editor import subgraph as subgraph
from headrace.training.contrib.graph_editor.rerouting import swap_inputs as swap_inputs
from headrace.training.contrib.graph_editor.rerouting import swap_ts as swap_ts
from headrace.contrib.graph_editor import transform as transform
from headrace.training.contrib.graph_editor.handlers import transform_op_if_inside_handler as transform_op_if_inside_handler
from headrace.contrib.graph_editor import util as util
from collections.abc import Callable as _Callable
from collections.abc import Mapping as _Mapping
from headrace.graph.core.graph import Graph as _Graph
from headrace.graph.core.operation import Operation as _Operation
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.training.contrib.graph_editor.elements import ControlOutputs as _ControlOutputs
from headrace.training.contrib.graph_editor.transforming import TransformerInfo as _TransformerInfo
from headrace.training.contrib.graph_editor.views import SubGraphView as _SubGraphView
from typing import Any as _Any

def copy_with_input_replacements(
    sgv: _Any,
    replacement_ts: _Mapping[_Tensor, _Tensor],
    dst_graph: _Graph | None = None,
    dst_scope: str = '',
    src_scope: str = '',
    reuse_dst_scope: bool = False,
) -> tuple[_SubGraphView, _TransformerInfo]:
    """Copy a part of a graph with other inputs.

    Args:
      sgv: the part, as `make_view` takes it.
      replacement_ts: a dict from inputs to what the copies take; other inputs stay, or become placeholders in another graph.
      dst_graph: the graph to which it is copied; its own by default.
      dst_scope: the scope of the copies, with a number if it is in use.
      src_scope: the scope of the part, in the place of which that comes.
      reuse_dst_scope: whether a scope in use gets no number.

    Returns:
      (a view of the copies, which are copies of which).

    Raises:
      TypeError: `dst_graph` is no Graph.
      ValueError: an operation is not in `src_scope`.
    """

def detach(
    sgv: _Any,
    control_inputs: bool = False,
    control_outputs: _ControlOutputs | None = None,
    control_ios: _ControlOutputs | None = None,
) -> tuple[_Any, list[_Tensor], list[_Tensor]]:
    """`detach_inputs` and `detach_outputs`: the part stands alone.

    Args:
      sgv: the part, as `make_view` takes it; a view is changed.
      control_inputs: whether its operations also wait for nothing outside of it any more.
      control_outputs: of the graph: then nothing outside waits for its operations any more; None: it does as before.
      control_ios: of the graph: nothing waits any more, neither way; then there is no `control_outputs`.

    Returns:
      (`sgv`, the placeholders of its inputs, those of its outputs).

    Raises:
      TypeError: no ControlOutputs.
      ValueError: both `control_outputs` and `control_ios`.
    """

def filter_ops(
    ops: _Any,
    positive_filter: _Callable[[_Operation], _Any] | bool,
) -> list[_Operation]:
    """The operations that a function says yes to.

    Args:
      ops: operations, or a Graph.
      positive_filter: a function from an operation to a bool; True for all.

    Returns:
      a list.

    Raises:
      TypeError: something else than operations.
    """

def filter_ops_from_regex(
    ops: _Any,
    regex: _Any,
) -> list[_Operation]:
    """The operations whose names match a regular expression anywhere.

    Args:
      ops: operations, or a Graph.
      regex: a text or a compiled regular expression.

    Returns:
      a list.

    Raises:
      TypeError: something else than operations.
      ValueError: something else.
    """

def filter_ts_from_regex(
    ops: _Any,
    regex: _Any,
) -> list[_Tensor]:
    """The inputs and outputs of operations whose names match a regular expression anywhere.

    Args:
      ops: operations, or a Graph.
      regex: a text or a compiled regular expression.

    Returns:
      a list.

    Raises:
      TypeError: something else than operations.
      ValueError: something else.
    """

def get_backward_walk_ops(
    seed_ops: _Any,
    inclusive: bool = True,
    within_ops: _Any = None,
    within_ops_fn: _Callable[[_Operation], _Any] | None = None,
    stop_at_ts: _Any = (),
    control_inputs: bool = False,
) -> list[_Operation]:
    """The operations that some depend on.

    Args:
      seed_ops: where to begin, operations or tensors.
      inclusive: whether these are among what is found.
      within_ops: operations, the only ones that are walked through; None for any.
      within_ops_fn: a function that says which are walked through; None for any.
      stop_at_ts: tensors that are not followed.
      control_inputs: whether to follow what operations wait for.

    Returns:
      a list, the nearest first.

    Raises:
      TypeError: something else than operations or tensors.
    """

def get_name_scope_ops(
    ops: _Any,
    scope: str,
) -> list[_Operation]:
    """The operations in a name scope, or called so.

    Args:
      ops: operations, or a Graph.
      scope: a name, taken as a regular expression.

    Returns:
      a list.

    Raises:
      TypeError: something else than operations.
    """

def get_ops_ios(
    ops: _Any,
    control_inputs: bool = False,
    control_outputs: _ControlOutputs | None = None,
    control_ios: _ControlOutputs | None = None,
) -> list[_Operation]:
    """The neighbours of operations: what gives their inputs, and what takes their outputs.

    Args:
      ops: operations.
      control_inputs: whether to follow what operations wait for.
      control_outputs: by which to follow what waits for them; None: not at all.
      control_ios: by which to follow both; then there is no `control_outputs`.

    Returns:
      a list, each once.

    Raises:
      TypeError: no ControlOutputs.
      ValueError: both `control_outputs` and `control_ios`.
    """

def get_walks_intersection_ops(
    forward_seed_ops: _Any,
    backward_seed_ops: _Any,
    forward_inclusive: bool = True,
    backward_inclusive: bool = True,
    within_ops: _Any = None,
    within_ops_fn: _Callable[[_Operation], _Any] | None = None,
    control_inputs: bool = False,
    control_outputs: _ControlOutputs | None = None,
    control_ios: _ControlOutputs | None = None,
) -> list[_Operation]:
    """The operations between some and others: that depend on the first and on which the second depend.

    Args:
      forward_seed_ops: the first, operations or tensors.
      backward_seed_ops: the second, operations or tensors.
      forward_inclusive, backward_inclusive: whether these are among what is found.
      within_ops: operations, the only ones that are walked through; None for any.
      within_ops_fn: a function that says which are walked through; None for any.
      control_inputs: whether to follow what operations wait for.
      control_outputs: by which to follow what waits for operations; None: not at all.
      control_ios: by which to follow both; then there is no `control_outputs`.

    Returns:
      a list, the nearest first.

    Raises:
      TypeError: something else than operations or tensors.
      ValueError: both `control_outputs` and `control_ios`.
    """

def get_walks_union_ops(
    forward_seed_ops: _Any,
    backward_seed_ops: _Any,
    forward_inclusive: bool = True,
    backward_inclusive: bool = True,
    within_ops: _Any = None,
    within_ops_fn: _Callable[[_Operation], _Any] | None = None,
    control_inputs: bool = False,
    control_outputs: _ControlOutputs | None = None,
    control_ios: _ControlOutputs | None = None,
) -> list[_Operation]:
    """The operations that depend on some, and those on which others depend.

    Args:
      forward_seed_ops: the first, operations or tensors.
      backward_seed_ops: the second, operations or tensors.
      forward_inclusive, backward_inclusive: whether these are among what is found.
      within_ops: operations, the only ones that are walked through; None for any.
      within_ops_fn: a function that says which are walked through; None for any.
      control_inputs: whether to follow what operations wait for.
      control_outputs: by which to follow what waits for operations; None: not at all.
      control_ios: by which to follow both; then there is no `control_outputs`.

    Returns:
      a list, the nearest first.

    Raises:
      TypeError: something else than operations or tensors.
      ValueError: both `control_outputs` and `control_ios`.
    """

def get_within_boundary_ops(
    ops: _Any,
    seed_ops: _Any,
    boundary_ops: _Any = (),
    inclusive: bool = True,
    control_inputs: bool = False,
    control_outputs: _ControlOutputs | None = None,
    control_ios: _ControlOutputs | None = None,
) -> list[_Operation]:
    """The operations that are reached from some, in any direction, without passing others.

    Args:
      ops: those that may be found, in the order of the result.
      seed_ops: where to begin.
      boundary_ops: what is not passed.
      inclusive: whether that is among what is found.
      control_inputs: whether to follow what operations wait for.
      control_outputs: by which to follow what waits for them; None: not at all.
      control_ios: by which to follow both; then there is no `control_outputs`.

    Returns:
      a list, each once.

    Raises:
      ValueError: something is both.
      TypeError: no ControlOutputs.
    """

def graph_replace(
    target_ts: _Any,
    replacement_ts: _Mapping[_Tensor, _Tensor],
    dst_scope: str = '',
    src_scope: str = '',
    reuse_dst_scope: bool = False,
) -> _Any:
    """Tensors as they would be if others were given: what lies between is copied.

    >>> x, y = tf.constant(3.0), tf.constant(4.0)
    >>> square = x * x
    >>> with tf.Session() as sess:
    ...     print(sess.run(tf.contrib.graph_editor.graph_replace(square, {x: y})))
    16.0

    Args:
      target_ts: a tensor, or a structure of them.
      replacement_ts: a dict from tensors to those that take their place.
      dst_scope: the scope of the copies, with a number if it is in use.
      src_scope: the scope of the part, in the place of which that comes.
      reuse_dst_scope: whether a scope in use gets no number.

    Returns:
      the copy, or that structure of copies; what does not depend on what is replaced stays itself.

    Raises:
      ValueError: no target depends on what is replaced.
      TypeError: `dst_graph` is no Graph.
    """

def keep_t_if_possible_handler(
    info: _Any,
    t: _Tensor,
) -> _Tensor:
    """The tensor itself where a part is copied within a graph; else a placeholder for it.

    Args:
      info: what a Transformer knows.
      t: the tensor.

    Returns:
      a tensor.
    """

def reroute_inputs(
    sgv0: _Any,
    sgv1: _Any,
) -> tuple[_SubGraphView, _SubGraphView]:
    """Let the second part of a graph take the inputs of the first.

    Args:
      sgv0, sgv1: the parts, as `make_view` takes them; views are changed.

    Returns:
      the two views.

    Raises:
      ValueError: not as many inputs or outputs, types or shapes that do not fit, or two graphs.
    """

def reroute_ios(
    sgv0: _Any,
    sgv1: _Any,
) -> tuple[_SubGraphView, _SubGraphView]:
    """`reroute_outputs`, then `reroute_inputs`: the first part takes the place of the second.

    Args:
      sgv0, sgv1: the parts, as `make_view` takes them; views are changed.

    Returns:
      the two views.

    Raises:
      ValueError: not as many inputs or outputs, types or shapes that do not fit, or two graphs.
    """

def reroute_outputs(
    sgv0: _Any,
    sgv1: _Any,
) -> tuple[_SubGraphView, _SubGraphView]:
    """Let what takes the outputs of the second part of a graph take those of the first.

    Args:
      sgv0, sgv1: the parts, as `make_view` takes them; views are changed.

    Returns:
      the two views.

    Raises:
      ValueError: not as many inputs or outputs, types or shapes that do not fit, or two graphs.
    """

def reroute_ts(
    ts0: _Any,
    ts1: _Any,
    can_modify: _Any = None,
    cannot_modify: _Any = None,
) -> int:
    """Let what takes the second tensors take the first.

    Args:
      ts0, ts1: as many tensors each, in pairs.
      can_modify: operations, the only ones that are changed; None for all.
      cannot_modify: operations that are not changed.

    Returns:
      how many inputs were changed.

    Raises:
      TypeError: something else than tensors.
      ValueError: not as many, or types or shapes that do not fit.
    """

def select_ops_and_ts(
    *args: _Any,
    graph: _Graph | None = None,
    positive_filter: _Callable[[_Any], _Any] | None = None,
    **kwargs: _Any,
) -> tuple[list[_Operation], list[_Tensor]]:
    """Operations and tensors, by themselves or by name; a regular expression is of tensors if it begins with `(?#ts)`.

    Args:
      args: operations, tensors, lists of them, Graphs, or regular expressions of names.
      graph: in which names are looked for.
      positive_filter: a function from each to a bool; None for all.
      kwargs: nothing else.

    Returns:
      two lists.

    Raises:
      TypeError: something else.
      ValueError: names without `graph`, operations of several graphs, or another keyword.
    """

def select_ts(
    *args: _Any,
    graph: _Graph | None = None,
    positive_filter: _Callable[[_Any], _Any] | None = None,
    **kwargs: _Any,
) -> list[_Tensor]:
    """Tensors, by themselves or by name.

    Args:
      args: tensors, lists of them, Graphs, or regular expressions of names; one that begins with `(?#ops)` is left out.
      graph: in which names are looked for.
      positive_filter: a function from each to a bool; None for all.
      kwargs: `restrict_ts_regex`, whether only expressions count that begin with `(?#ts)`.

    Returns:
      a list, each once.

    Raises:
      TypeError: something else.
      ValueError: names without `graph`, operations of several graphs, or another keyword.
    """

def swap_ios(
    sgv0: _Any,
    sgv1: _Any,
) -> tuple[_SubGraphView, _SubGraphView]:
    """`swap_outputs`, then `swap_inputs`: the parts change places.

    Args:
      sgv0, sgv1: the parts, as `make_view` takes them; views are changed.

    Returns:
      the two views.

    Raises:
      ValueError: not as many inputs or outputs, types or shapes that do not fit, or two graphs.
    """

def swap_outputs(
    sgv0: _Any,
    sgv1: _Any,
) -> tuple[_SubGraphView, _SubGraphView]:
    """Let what takes the outputs of one part of a graph take those of another, and the other way round.

    Args:
      sgv0, sgv1: the parts, as `make_view` takes them; views are changed.

    Returns:
      the two views.

    Raises:
      ValueError: not as many inputs or outputs, types or shapes that do not fit, or two graphs.
    """

__all__ = [
    "ControlOutputs",
    "SubGraphView",
    "Transformer",
    "TransformerInfo",
    "add_control_inputs",
    "assign_renamed_collections_handler",
    "bypass",
    "can_be_regex",
    "check_cios",
    "compute_boundary_ts",
    "connect",
    "copy",
    "copy_op_handler",
    "copy_with_input_replacements",
    "detach",
    "detach_control_inputs",
    "detach_control_outputs",
    "detach_inputs",
    "detach_outputs",
    "filter_ops",
    "filter_ops_from_regex",
    "filter_ts",
    "filter_ts_from_regex",
    "get_backward_walk_ops",
    "get_consuming_ops",
    "get_forward_walk_ops",
    "get_generating_ops",
    "get_name_scope_ops",
    "get_ops_ios",
    "get_tensors",
    "get_walks_intersection_ops",
    "get_walks_union_ops",
    "get_within_boundary_ops",
    "graph_replace",
    "keep_t_if_possible_handler",
    "make_list_of_op",
    "make_list_of_t",
    "make_placeholder_from_dtype_and_shape",
    "make_placeholder_from_tensor",
    "make_regex",
    "make_view",
    "make_view_from_scope",
    "ph",
    "placeholder_name",
    "remove_control_inputs",
    "replace_t_with_placeholder_handler",
    "reroute_inputs",
    "reroute_ios",
    "reroute_outputs",
    "reroute_ts",
    "select_ops",
    "select_ops_and_ts",
    "select_ts",
    "sgv",
    "sgv_scope",
    "swap_inputs",
    "swap_ios",
    "swap_outputs",
    "swap_ts",
    "transform_op_if_inside_handler",
]
