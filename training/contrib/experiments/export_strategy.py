"""ExportStrategy: how an experiment exports its model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from headrace.formats.exports import export

from ...estimators.calls import arguments_of


class _Fields(NamedTuple):
    name: str
    export_fn: Any
    strip_default_attrs: Any


@export("contrib.learn.ExportStrategy")
class ExportStrategy(_Fields):
    """How an experiment exports its model.

    Args:
      name: that of a directory.
      export_fn: a function of an estimator, a path, and those of `checkpoint_path`, `eval_result` and `strip_default_attrs`
        that it needs.
      strip_default_attrs: given to it.
    """

    __slots__ = ()

    def __new__(cls, name: str, export_fn: Callable[..., Any], strip_default_attrs: Any = None) -> ExportStrategy:
        return super().__new__(cls, name, export_fn, strip_default_attrs)

    def export(self, estimator: Any, export_path: Any, checkpoint_path: Any = None, eval_result: Any = None) -> Any:
        """Export a model.

        Args:
          estimator: the model.
          export_path: where to.
          checkpoint_path: the checkpoint; None: the latest one.
          eval_result: what was found of it, a dict.

        Returns:
          what the function gives.

        Raises:
          ValueError: the function takes `eval_result` and no `checkpoint_path`.
        """
        known = arguments_of(self.export_fn)
        if "eval_result" in known and "checkpoint_path" not in known:
            raise ValueError("An export_fn accepting eval_result must also accept checkpoint_path.")
        given = {
            "checkpoint_path": checkpoint_path,
            "eval_result": eval_result,
            "strip_default_attrs": self.strip_default_attrs,
        }
        return self.export_fn(estimator, export_path, **{name: value for name, value in given.items() if name in known})
