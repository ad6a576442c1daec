"""make_template: a function whose variables are made at its first call and shared by all later ones."""

from __future__ import annotations

import functools
import traceback
from collections.abc import Callable
from typing import Any

from headrace.formats.exports import export
from headrace.formats.old_forms import directories, tell

from ..core.defaults import get_default_graph
from ..core.keys import GraphKeys
from .pure_scope import pure_variable_scope
from .scope import variable_scope
from .scope_state import VariableScope, current_scopes


@export("make_template")
def make_template(
    name_: str,
    func_: Callable[..., Any],
    create_scope_now_: bool = False,
    unique_name_: str | None = None,
    custom_getter_: Any = None,
    **kwargs: Any,
) -> Template:
    """Make a function share its variables between its calls.

    Args:
      name_: of the variable scope, made unique.
      func_: it makes its variables by `get_variable`.
      create_scope_now_: take the scope's name now rather than at the first call.
      unique_name_: a name that is not made unique.
      custom_getter_: of the scope.
      kwargs: arguments that `func_` gets in each call.

    Returns:
      a Template: call it as `func_`.

    Raises:
      ValueError: no name; (when called again) `func_` made a trainable variable, as by `tf.Variable`.
    """
    if kwargs:
        func_ = functools.update_wrapper(functools.partial(func_, **kwargs), func_)
    return Template(name_, func_, create_scope_now_, unique_name_, custom_getter_)


@export("python.ops.template.Template")
class Template:
    """A function and the variable scope of its variables.

    Args:
      func: the function.
      create_scope_now: make the scope at once, rather than at the first call.
      unique_name: of the scope, taken as it is; by default `name`, made unique.
      custom_getter: as of `tf.variable_scope`.

    Raises:
      ValueError: there is no name.
    """

    def __init__(
        self,
        name: str,
        func: Callable[..., Any],
        create_scope_now: bool = False,
        unique_name: str | None = None,
        custom_getter: Callable[..., Any] | None = None,
    ) -> None:
        if name is None:
            raise ValueError("name cannot be None.")
        self._func = func
        self._name = name
        self._unique_name = unique_name
        self._custom_getter = custom_getter
        self._made_at = [frame for frame in traceback.extract_stack() if not frame.filename.startswith(directories())]
        self._called = False
        self._finished_once = False
        self._variable_scope: VariableScope | None = None
        if create_scope_now:
            own_name = unique_name or current_scopes().unique(name)
            with pure_variable_scope(own_name, custom_getter=custom_getter) as scope:
                self._variable_scope = scope

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self._variable_scope is not None:
            with variable_scope(self._variable_scope, reuse=self._called):
                return self._call(args, kwargs)
        with variable_scope(self._unique_name, self._name, custom_getter=self._custom_getter) as scope:
            self._variable_scope = scope
            return self._call(args, kwargs)

    def _call(self, args: tuple, kwargs: dict[str, Any]) -> Any:
        trainable = get_default_graph().get_collection_ref(GraphKeys.TRAINABLE_VARIABLES)
        first, again = not self._called, self._finished_once
        self._called = True
        before = len(trainable)
        try:
            result = self._func(*args, **kwargs)
            if again and len(trainable) != before:
                raise ValueError(
                    "Trainable variable created when calling a template after the first time, perhaps you used "
                    f"tf.Variable when you meant tf.get_variable: {trainable[before:]}"
                )
        except Exception as error:
            if first:
                self._called = False
            where = "".join(traceback.format_list(self._made_at[-1:]))
            text = error.args[0] if error.args else ""
            error.args = (f"{text}\n\noriginally defined at:\n{where}", *error.args[1:])
            raise
        self._finished_once = True
        return result

    @property
    def name(self) -> str:
        """The name it was given."""
        return self._name

    @property
    def func(self) -> Callable[..., Any]:
        """The function that it calls."""
        return self._func

    @property
    def variable_scope(self) -> VariableScope | None:
        """The scope of its variables; None before it has one."""
        return self._variable_scope

    @property
    def var_scope(self) -> VariableScope | None:
        """`variable_scope`, as it was called before TensorFlow 1.0."""
        tell("Template.var_scope", "Template.variable_scope", "1.0")
        return self._variable_scope

    @property
    def variable_scope_name(self) -> str | None:
        """The name of the scope with its slash; None before it has one."""
        if self._variable_scope is None:
            return None
        name = self._variable_scope.name
        return name if not name or name.endswith("/") else f"{name}/"

    def _in_collection(self, collection: str) -> list:
        return get_default_graph().get_collection(collection, self.variable_scope_name) if self._finished_once else []

    @property
    def global_variables(self) -> list:
        """Its variables in GLOBAL_VARIABLES; none before the first call."""
        return self._in_collection(GraphKeys.GLOBAL_VARIABLES)

    @property
    def local_variables(self) -> list:
        """Those of LOCAL_VARIABLES in its scope."""
        return self._in_collection(GraphKeys.LOCAL_VARIABLES)

    @property
    def trainable_variables(self) -> list:
        """Those of TRAINABLE_VARIABLES in its scope."""
        return self._in_collection(GraphKeys.TRAINABLE_VARIABLES)

    @property
    def non_trainable_variables(self) -> list:
        """Those of GLOBAL_VARIABLES in its scope that optimizers do not change."""
        trainable = set(self.trainable_variables)
        return [variable for variable in self.global_variables if variable not in trainable]

    @property
    def variables(self) -> list:
        """Its global and its local variables."""
        return self.global_variables + self.local_variables

    weights = variables
    trainable_weights = trainable_variables
    non_trainable_weights = non_trainable_variables
