"""Scaffold: the operations around a training: initialize, check, save, summarize; what is not given is made.

Source of names, signatures and texts: tf.train.Scaffold, TensorFlow 1.15.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.graph import ops
from headrace.graph.checkpoints.saver import Saver
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.ops.summaries.scalar import merge_all
from headrace.graph.platform import logging
from headrace.graph.variables.collections import (
    global_variables,
    global_variables_initializer,
    local_variables_initializer,
    report_uninitialized_variables,
)


def tables_initializer(name: str = "init_all_tables") -> Any:
    """An operation that runs the initializers in the collection TABLE_INITIALIZERS."""
    return ops.group(*get_default_graph().get_collection(GraphKeys.TABLE_INITIALIZERS), name=name)


class Scaffold:
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

    Raises:
      TypeError: `copy_from_scaffold` is no Scaffold.
    """

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
    ) -> None:
        other: Any = copy_from_scaffold
        if other is not None and not isinstance(other, Scaffold):
            raise TypeError("copy_from_scaffold is not a Scaffold instance.")

        def given(own: Any, name: str) -> Any:
            return own if own is not None or other is None else getattr(other, name)

        self._init_op = given(init_op, "_init_op")
        self._init_feed_dict = given(init_feed_dict, "_init_feed_dict")
        self._user_init_fn = given(init_fn, "_user_init_fn")
        self._ready_op = given(ready_op, "_ready_op")
        self._ready_for_local_init_op = given(ready_for_local_init_op, "_ready_for_local_init_op")
        self._local_init_op = given(local_init_op, "_local_init_op")
        self._summary_op = given(summary_op, "_summary_op")
        self._saver = given(saver, "_saver")

    def finalize(self) -> Scaffold:
        """Make what is missing, in the default graph, and finalize the graph.

        Raises:
          RuntimeError: a collection has more than one operation of a kind.
        """
        find = self.get_or_default
        if self._init_op is None:
            self._init_op = find("init_op", GraphKeys.INIT_OP, global_variables_initializer)
        if self._ready_op is None:
            self._ready_op = find("ready_op", GraphKeys.READY_OP, report_uninitialized_variables)
        if self._ready_for_local_init_op is None:
            self._ready_for_local_init_op = find(
                "ready_for_local_init_op",
                GraphKeys.READY_FOR_LOCAL_INIT_OP,
                lambda: report_uninitialized_variables(global_variables()),
            )
        if self._local_init_op is None:
            self._local_init_op = find("local_init_op", GraphKeys.LOCAL_INIT_OP, self.default_local_init_op)
        if self._summary_op is None:
            self._summary_op = find("summary_op", GraphKeys.SUMMARY_OP, merge_all)
        if self._saver is None:
            self._saver = _saver_or_default()
        self._saver.build()
        get_default_graph().finalize()
        logging.info("Graph was finalized.")
        return self

    @property
    def init_fn(self) -> Callable[[Any], Any] | None:
        """`init_fn` as a function of the session alone."""
        user = self._user_init_fn
        return None if user is None else lambda session: user(self, session)

    @property
    def init_op(self) -> Any:
        return self._init_op

    @property
    def init_feed_dict(self) -> Any:
        return self._init_feed_dict

    @property
    def ready_op(self) -> Any:
        return self._ready_op

    @property
    def ready_for_local_init_op(self) -> Any:
        return self._ready_for_local_init_op

    @property
    def local_init_op(self) -> Any:
        return self._local_init_op

    @property
    def summary_op(self) -> Any:
        return self._summary_op

    @property
    def saver(self) -> Any:
        return self._saver

    @staticmethod
    def get_or_default(arg_name: str, collection_key: str, default_constructor: Callable[[], Any]) -> Any:
        """The only item of a collection, or a new one, which is added to it.

        Raises:
          RuntimeError: there are several; the text names the argument to give instead.
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

    @staticmethod
    def default_local_init_op() -> Any:
        """An operation that initializes local variables and tables."""
        return ops.group(local_variables_initializer(), tables_initializer())


def _saver_or_default() -> Any:
    """The only Saver in the collection SAVERS, or a new one of all variables, which is added to it."""

    def make() -> Any:
        return Saver(sharded=True, allow_empty=True)

    graph = get_default_graph()
    savers = graph.get_collection(GraphKeys.SAVERS)
    if len(savers) > 1:
        raise RuntimeError(
            f"More than one item in collection {GraphKeys.SAVERS}. Please indicate which one to use by passing it to the "
            "constructor."
        )
    if not savers:
        savers = [make()]
        graph.add_to_collection(GraphKeys.SAVERS, savers[0])
    return savers[0]
