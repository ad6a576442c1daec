"""Session: runs what a graph describes and keeps its variables, queues and readers."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from headrace.formats.doors import door, show_program
from headrace.formats.exports import export

from ..blocks.rows import row_loop
from ..core.default_stacks import session_as_default
from ..core.defaults import get_default_graph
from ..core.graph import Graph
from ..core.operation import Operation
from ..core.tensor import Tensor
from ..core.traversal import Loop
from ..devices.available import DeviceAttributes
from ..devices.placement import Placement
from ..runtime import blas_threads
from ..runtime.holder import Holder
from ..runtime.run_context import RunContext
from ..runtime.watched.above import Watched
from ..runtime.watched.open_sessions import OPEN
from ..types.errors import CancelledError, invalid
from .conditions import Guards, LoopForm
from .feeds import feeders
from .fetches import Elements, freeze
from .masters import Master, master_of, reset_containers
from .partial_runs import PartialRun, PartialRuns
from .plans.compiler import compile_plan
from .plans.plan import Compiled
from .plans.row_loops import OneByOne, RowLoop
from .requests import Request, request_for
from .resources import Resources
from .tracing import run_and_tell

_WHOLE = frozenset({Tensor, Operation})
"""What is fetched most: keys as they are."""

_RESET = "Session has been closed."

_DETERMINISTIC = "DETERMINISTIC"
"""The `executor_type` that is headrace's own."""


@export("Session")
class Session(Resources, Watched):
    """Runs operations and evaluates tensors of one graph. May be used from many threads at once.

    Args:
      target: "" is this process; that of a `tf.train.Server` (`grpc://host:port`) its cluster.
      graph: the graph; the default graph if None.
      config: a ConfigProto; `operation_timeout_in_ms` limits every run, `intra_op_parallelism_threads` says how many threads
        compute a product until the session is closed; `experimental.executor_type="DETERMINISTIC"` does for this session what
        `tf.train.deterministic` does for a graph; `device_count`, `allow_soft_placement`, `log_device_placement`.

    Raises:
      NotFoundError: a target of a kind that nobody knows, or no device.
      UnavailableError: no server is there.
      TypeError: `target` is no text, `graph` no Graph.

    Example:
      >>> x = tf.placeholder(tf.float32)
      >>> with tf.Session() as sess:
      ...     print(sess.run(x * 2.0, {x: [1.0, 2.0]}))
      [2. 4.]
    """

    runs_blocks = True
    """Whether queue runners may run per-record programs on blocks of records."""

    @door
    def __init__(self, target: str = "", graph: Graph | None = None, config: Any = None) -> None:
        if not isinstance(target, (str, bytes, type(None))):
            raise TypeError(f'Argument `target` must be a string, but got "{type(target).__name__}"')
        if graph is not None and not isinstance(graph, Graph):
            raise TypeError(f"graph must be a tf.Graph, but got {type(graph)}")
        self._target = target
        self.master = self._find_master(target)
        config = config if self.master is None else self.master.configured(config)
        super().__init__(None if self.master is None else self.master.containers)
        self._graph = graph if graph is not None else get_default_graph()
        self._config = config
        self._context = RunContext()
        self._was_reset = False
        self._requests: dict[Hashable, Request] = {}  # written under _lock
        self._claims = self._graph.claims  # those that were known when they were compiled
        self._changes = 0  # those of the graph that are placed; written under _lock
        self.placement = Placement(config) if self.master is None else self.master.placement(self, config)
        self._partial_runs = PartialRuns()  # guarded by _lock
        self._entered: list[contextlib.ExitStack] = []
        self._executor = getattr(getattr(config, "experimental", None), "executor_type", "")
        self._timeout = getattr(config, "operation_timeout_in_ms", 0) / 1000 or None
        blas_threads.choose(self, getattr(config, "intra_op_parallelism_threads", 0))
        OPEN.add(self)

    def _find_master(self, target: Any) -> Master | None:
        """Who runs the sessions of `target`; None: this process alone."""
        return master_of(target)

    @property
    def graph(self) -> Graph:
        """The graph that it runs."""
        return self._graph

    @property
    def graph_def(self) -> Any:
        """The graph as a GraphDef, as it is now."""
        return self._graph.as_graph_def()

    @property
    def sess_str(self) -> bytes:
        """Where it runs: b"" is this process."""
        return (self._target or "").encode() if isinstance(self._target, str | None) else self._target

    def list_devices(self) -> list[DeviceAttributes]:
        """The devices it runs on. Raises CancelledError where the session is closed."""
        if self._closed:
            raise CancelledError(None, None, _RESET)
        return self.placement.attributes()

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self._closed

    @property
    def is_deterministic(self) -> bool:
        """Whether queue runners give the same however many threads they have; see `tf.train.deterministic`."""
        return self._graph.is_deterministic or self._executor == _DETERMINISTIC

    @property
    def builds_cost_model(self) -> bool:
        """Whether runs that are told of are told what their operations cost."""
        return self._config is not None and self._config.graph_options.build_cost_model > 0

    @property
    def context(self) -> RunContext:
        """What all runs without a time limit of their own wait under; closing the session cancels it."""
        return self._context

    # Running

    def run(self, fetches: Any, feed_dict: dict | None = None, options: Any = None, run_metadata: Any = None) -> Any:
        """Run what `fetches` needs and return its values.

        Args:
          fetches: a Tensor, Operation, Variable, name, SparseTensor, or any nesting of them in lists, tuples, dicts.
          feed_dict: values to use in place of tensors.
          options: RunOptions; `timeout_in_ms` > 0 ends the run with DeadlineExceededError when it has waited so long.
            With a `trace_level` the run is traced: operation by operation, and slower.
          run_metadata: RunMetadata; gets the `step_stats` of a run that is traced, with the threads and waits of the pipeline
            in it; the `partition_graphs`, where `options.output_partition_graphs` says so; and the `cost_graph`, where the
            session was made with `graph_options.build_cost_model`.

        Returns:
          the same structure: NumPy arrays and scalars, bytes for string scalars, None for operations. They are copies.

        Raises:
          RuntimeError: the session is closed, or the graph is empty.
          TypeError, ValueError: a fetch or a fed value is not of this graph, or of the wrong type or shape.
          OpError: an operation failed; the error names it.
        """
        try:
            if self._closed:
                raise self._refusal()
            request = self._request(fetches, feed_dict)
            run = self._context
            if options is not None or self._timeout is not None:
                run = self._limited(options)
            if run_metadata is not None:
                return run_and_tell(self, request, run, feed_dict, options, run_metadata)
            return request.results(run, feed_dict)
        except BaseException as error:  # written out: a step must not wait for a decorator
            show_program(error)
            raise

    def run_under(self, context: RunContext, fetches: Any) -> Any:
        """The values of `fetches` as `run` gives them; waits end when `context`, a child of the session's, is cancelled."""
        if self._closed:
            raise self._refusal()
        request = self._request(fetches, None)
        run = context if self._timeout is None else RunContext(self._timeout, parent=context)
        return request.rebuild(request.plan(run))

    def _request(self, fetches: Any, feed_keys: Any) -> Request:
        try:
            key = fetches if type(fetches) in _WHOLE else freeze(fetches)
            if feed_keys:
                key = (key, *feed_keys)
            self.follow_graph()
            return self._requests[key]
        except KeyError:
            with self._lock:
                request = request_for(self, fetches, tuple(feed_keys or ()))
                if not self._closed:
                    self._requests[key] = request
            return request
        except TypeError:  # a fetch that cannot be a dictionary key: compiling says what is wrong with it
            return request_for(self, fetches, tuple(feed_keys or ()))

    def follow_graph(self) -> None:
        """Place what was added. Where shapes on which plans rely have become claims, forget the plans.

        Raises InvalidArgumentError where the graph cannot be placed.
        """
        if self._changes == self._graph.changes:
            return
        with self._lock:
            changes = self._graph.changes
            if self._claims != self._graph.claims:
                self._requests.clear()
                self._claims = self._graph.claims
            if not self.placement.is_pruned:
                self.placement.place(self._graph.get_operations())
            self._changes = changes

    def compiled(self, targets: Sequence[Tensor | Operation], feeds: Sequence[Tensor]) -> Compiled:
        """What computes `targets` when given values for `feeds`. Raises OpError where a resource could not be made."""
        return compile_plan(self, targets, feeds) if self.master is None else self.master.compiled(self, targets, feeds)

    def row_loop(self, loop: Loop, form: LoopForm, conditions: Mapping[Any, Guards]) -> RowLoop | OneByOne:
        """How a plan may run all iterations of `loop`, of that `form` and under those `conditions`, at once."""
        return row_loop(self, loop, form, conditions) if self.runs_blocks else OneByOne("")

    def _limited(self, options: Any) -> RunContext:
        milliseconds = getattr(options, "timeout_in_ms", 0) if options is not None else 0
        timeout = milliseconds / 1000 if milliseconds > 0 else self._timeout
        return self._context if timeout is None else RunContext(timeout, parent=self._context)

    @door
    def make_callable(self, fetches: Any, feed_list: list | None = None, accept_options: bool = False) -> Callable:
        """A function that runs `fetches`; it takes the values of `feed_list` in order.

        Args:
          accept_options: the function also takes `options` and `run_metadata`; with a `feed_list` it does in any case.

        Raises:
          TypeError: `feed_list` is no list or tuple.
        """
        if feed_list is not None and not isinstance(feed_list, (list, tuple)):
            raise TypeError("`feed_list` must be a list or tuple.")
        keys = list(feed_list or ())

        @door
        def call(*values: Any, **options: Any) -> Any:
            return self.run(fetches, dict(zip(keys, values, strict=False)) or None, **options)

        @door
        def call_with_options(options: Any = None, run_metadata: Any = None) -> Any:
            return self.run(fetches, None, options, run_metadata)

        @door
        def call_alone(**options: Any) -> Any:
            if options:
                raise TypeError("the callable was made without accept_options")
            return self.run(fetches)

        if feed_list is None:
            return call_with_options if accept_options else call_alone
        return call

    @door
    def partial_run_setup(self, fetches: Any, feeds: Any = None) -> str:
        """The handle of a step that begins here, and which `partial_run` takes in several calls.

        Args:
          fetches: all that will be fetched, in any nesting.
          feeds: the tensors that will be fed, or one.

        Raises:
          RuntimeError: the session is closed.
          TypeError, ValueError: a fetch or feed is not of this graph.
          InvalidArgumentError: there are no fetches.
        """
        if self._closed:
            raise self._refusal()
        elements = Elements(self)
        elements.rebuilder(fetches)
        if not elements.targets:
            raise invalid("Must specify at least one target to fetch or execute.")
        keys = () if feeds is None else feeds if isinstance(feeds, (list, tuple)) else (feeds,)
        tensors = [tensor for key in keys for tensor, _ in feeders(self._graph, key)]
        with self._lock:
            return self._partial_runs.begin(PartialRun(self, elements.targets, tensors))

    @door
    def partial_run(self, handle: str, fetches: Any, feed_dict: dict | None = None) -> Any:
        """Go on with a step: `run`, where every tensor is fed and fetched once, and every operation runs once at most.

        Args:
          handle: of `partial_run_setup`.
          fetches, feed_dict: as of `run`.

        Returns:
          As `run` does.

        Raises:
          RuntimeError: the session is closed, or an operation is fetched.
          InvalidArgumentError: no such step; what was not set up, was had before, or cannot be computed yet.
          OpError: an operation failed.
        """
        if self._closed:
            raise self._refusal()
        elements = Elements(self)
        rebuild = elements.rebuilder(fetches)
        fed = {
            tensor: convert(value) for key, value in (feed_dict or {}).items() for tensor, convert in feeders(self._graph, key)
        }
        targets = [target for target in elements.targets if isinstance(target, Tensor)]
        if len(targets) < len(elements.targets):
            raise RuntimeError("partial_run() requires empty target_list.")
        if not targets and not fed:
            return rebuild(())
        with self._lock:
            step = self._partial_runs.of(handle)
        try:
            return rebuild(step.run(self._context if self._timeout is None else self._limited(None), targets, fed))
        finally:
            if step.is_over:
                with self._lock:
                    self._partial_runs.end(handle)

    @door
    def plan(self, fetches: Any, feeds: Any = ()) -> str:
        """The Python source that `run(fetches)` executes, for the tensors in `feeds` fed."""
        return self._request(fetches, feeds).plan.source

    # Lifetime

    def close(self) -> None:
        """End the session: what waits in it is cancelled, later runs raise RuntimeError. May be called twice.

        What its variables, queues and readers hold is given back now, whoever still refers to them: an error that is
        kept, a thread on its way out. Runs that are under way end with CancelledError where they come upon one of them.
        """
        self._was_reset = False
        self._end("Session was closed.")

    @staticmethod
    def reset(target: str, containers: Any = None, config: Any = None) -> None:
        """End all sessions of this process, as TensorFlow does: what they hold is given back, runs raise CancelledError.

        Args:
          target: "" is this process; with that of a server, what the containers of its cluster's tasks hold is given back.
          containers: names of containers; None: all. Of "" all are cleared: what a session holds lives no longer than it.
          config: a ConfigProto: tasks that its `device_filters` leave out keep what they hold.

        Raises:
          NotFoundError, UnavailableError: as `Session`.
        """
        if target:
            reset_containers(target, containers or (), config)
        for session in () if target else list(OPEN):
            session._was_reset = True
            session._end(_RESET)

    def _end(self, reason: str) -> None:
        OPEN.discard(self)
        if self._stays_in is not None:  # nothing of it may be ended here
            return
        with self._lock:
            self._closed = True
            resources = list(self._resources.values())
        self._context.cancel(reason)
        blas_threads.give_back(self)
        if self.master is not None:
            self.master.leave(self)
        for resource in resources:
            if isinstance(resource, Holder):
                resource.let_go(reason)
        with self._lock:
            self._resources.clear()
            self._requests.clear()
            self._partial_runs = PartialRuns()

    def _refusal(self) -> Exception:
        """What a call of a session that has ended, or was left in another process, raises."""
        if self._stays_in is not None:
            return self._left_behind()
        return CancelledError(None, None, _RESET) if self._was_reset else RuntimeError("Attempted to use a closed Session.")

    def as_default(self) -> contextlib.AbstractContextManager:
        """Make this the thread's default session inside the block; the session stays open after it."""
        return session_as_default(self)

    def __enter__(self) -> Session:
        stack = contextlib.ExitStack()
        stack.enter_context(self._graph.as_default())
        stack.enter_context(self.as_default())
        self._entered.append(stack)
        return self

    def __exit__(self, *exc_info: Any) -> None:
        try:
            self._entered.pop().close()
        finally:
            self.close()
