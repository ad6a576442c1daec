"""Scaffold: the operations around a training: initialize, check, save, summarize; what is not given is made."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from headrace.formats.doors import door
from headrace.formats.exports import export
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.ops.summaries.scalar import merge_all
from headrace.graph.platform import logging
from headrace.graph.variables.collections import (
    global_variables,
    global_variables_initializer,
    report_uninitialized_variables,
)

from .defaults import default_local_init_op, only_saver
from .session_ops import KeepsSessionOps, SessionOps


def _default_ready_for_local_init_op() -> Any:
    return report_uninitialized_variables(global_variables())


_DEFAULTS: dict[str, tuple[str, Callable[[], Any]]] = {
    "init_op": (GraphKeys.INIT_OP, global_variables_initializer),
    "ready_op": (GraphKeys.READY_OP, report_uninitialized_variables),
    "ready_for_local_init_op": (GraphKeys.READY_FOR_LOCAL_INIT_OP, _default_ready_for_local_init_op),
    "local_init_op": (GraphKeys.LOCAL_INIT_OP, default_local_init_op),
    "summary_op": (GraphKeys.SUMMARY_OP, merge_all),
}
"""The collection in which each operation is looked for, and what makes it; the names of new operations follow the order."""


@export("train.Scaffold")
class Scaffold(KeepsSessionOps):
    """Operations that a session needs besides those of the training.

    Args:
      init_op: initializes the model; by default all global variables.
      init_feed_dict: what to feed to it.
      init_fn: called as `init_fn(scaffold, session)` after it.
      ready_op: string vector of what is not initialized; by default the names of variables.
      ready_for_local_init_op: the same before `local_init_op` runs; by default of global variables.
      local_init_op: initializes what no checkpoint has; by default local variables and tables.
      summary_op: merged summaries; by default of all.
      saver: a Saver; by default the only one in the collection SAVERS, or one of all variables.
      copy_from_scaffold: where to take what is not given.
      resume_pipeline: have the saver save and restore what the queue runners move, too, so that a training goes on in the
        middle of an epoch; else epochs begin anew. A Saver that was made with `pipeline=False` does not.

    Raises:
      TypeError: `copy_from_scaffold` is no Scaffold.
    """

    @door
    def __init__(
        self,
        init_op: Any = None,
        init_feed_dict: Any = None,
        init_fn: Callable[..., Any] | None = None,
        ready_op: Any = None,
        ready_for_local_init_op: Any = None,
        local_init_op: Any = None,
        summary_op: Any = None,
        saver: Any = None,
        copy_from_scaffold: Scaffold | None = None,
        *,
        resume_pipeline: bool = False,
    ) -> None:
        if copy_from_scaffold is not None and not isinstance(copy_from_scaffold, Scaffold):
            raise TypeError("copy_from_scaffold is not a Scaffold instance.")
        given = SessionOps(
            init_op=init_op,
            init_feed_dict=init_feed_dict,
            init_fn=init_fn,
            ready_op=ready_op,
            ready_for_local_init_op=ready_for_local_init_op,
            local_init_op=local_init_op,
            summary_op=summary_op,
            saver=saver,
        )
        self._ops = given if copy_from_scaffold is None else given.or_else(copy_from_scaffold._ops)
        self._resumes: bool = resume_pipeline or (copy_from_scaffold is not None and copy_from_scaffold._resumes)

    @door
    def finalize(self) -> Scaffold:
        """Make what is missing, in the default graph, and finalize the graph.

        Raises:
          RuntimeError: a collection has more than one operation of a kind.
        """
        found = {
            name: self.get_or_default(name, key, make)
            for name, (key, make) in _DEFAULTS.items()
            if getattr(self._ops, name) is None
        }
        if self._ops.saver is None:
            found["saver"] = only_saver()
        self._ops = dataclasses.replace(self._ops, **found)
        self.saver.build()
        if self._resumes:
            self.saver.pipeline_keeper.use()
        get_default_graph().finalize()
        logging.info("Graph was finalized.")
        return self

    def resume_pipeline(self) -> None:
        """What the argument `resume_pipeline` says, of a Scaffold that is not finalized yet."""
        self._resumes = True

    @property
    def init_fn(self) -> Callable[[Any], Any] | None:
        """`init_fn` as a function of the session alone."""
        user = self._ops.init_fn
        return None if user is None else lambda session: user(self, session)

    @property
    def local_init_op(self) -> Any:
        """What initializes what no checkpoint has."""
        return self._ops.local_init_op

    @staticmethod
    def get_or_default(arg_name: str, collection_key: str, default_constructor: Callable[[], Any]) -> Any:
        """The only item of a collection, or a new one, which is added to it.

        Args:
          arg_name: what the text of the error calls the argument to give instead.
          collection_key: the collection.
          default_constructor: makes a new one, a function without arguments.

        Returns:
          the item.

        Raises:
          RuntimeError: there are several.
        """
        graph = get_default_graph()
        items = graph.get_collection(collection_key)
        if len(items) > 1:
            raise RuntimeError(
                f'More than one item in the collection "{collection_key}". Please indicate which one to use by passing it to '
                f"the tf.Scaffold constructor as:  tf.Scaffold({arg_name}=item to use)"
            )
        if items:
            return items[0]
        made = default_constructor()
        if made is not None:
            graph.add_to_collection(collection_key, made)
        return made

    default_local_init_op = staticmethod(default_local_init_op)
