"""tensorflow.python.ops.variable_scope: scopes that share variables."""

from __future__ import annotations

from ... import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace": "AUTO_REUSE VariableScope get_local_variable get_variable get_variable_scope no_regularizer"
        " variable_op_scope variable_scope",
        "headrace.graph.variables.scope": "_pure_variable_scope=pure_variable_scope variable",
    },
)
