"""tf.contrib.tfprof.model_analyzer: tf.profiler under its older name."""

from __future__ import annotations

import functools
import os
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from headrace.formats import files
from headrace.formats import proto as messages
from headrace.formats.exports import export, export_value
from headrace.formats.files import directories

from ..core.graph import Graph
from ..execution.session import Session
from ..types.errors import InternalError
from . import profiler
from .options import ProfileOptionBuilder
from .profiler import CHECKERS, DEFAULT, Profiler


def _older(options: Mapping[str, Any]) -> dict[str, Any]:
    """Options as they were called before there was a builder of them."""
    later = ("step", "min_occurrence", "min_peak_bytes", "min_residual_bytes", "min_output_bytes", "min_accelerator_micros")
    kept = {name: value for name, value in options.items() if name not in (*later, "min_cpu_micros")}
    return {**kept, "dump_to_file": ""}


TRAINABLE_VARS_PARAMS_STAT_OPTIONS = _older(ProfileOptionBuilder.trainable_variables_parameter())
FLOAT_OPS_OPTIONS = _older(ProfileOptionBuilder.float_operation())
PRINT_ALL_TIMING_MEMORY = _older({**ProfileOptionBuilder.time_and_memory(), "order_by": "name"})
ALL_ADVICE: dict[str, dict[str, Any]] = {name: {} for name in CHECKERS}
export_value(TRAINABLE_VARS_PARAMS_STAT_OPTIONS, "contrib.tfprof.model_analyzer.TRAINABLE_VARS_PARAMS_STAT_OPTIONS")
export_value(FLOAT_OPS_OPTIONS, "contrib.tfprof.model_analyzer.FLOAT_OPS_OPTIONS")
export_value(PRINT_ALL_TIMING_MEMORY, "contrib.tfprof.model_analyzer.PRINT_ALL_TIMING_MEMORY")
export_value(ALL_ADVICE, "contrib.tfprof.model_analyzer.ALL_ADVICE")


@export("contrib.tfprof.model_analyzer.print_model_analysis")
def print_model_analysis(
    graph: Graph | None, run_meta: Any = None, op_log: Any = None, tfprof_cmd: str = "scope", tfprof_options: Any = DEFAULT
) -> Any:
    """As `tf.profiler.profile`.

    Args:
      graph: the graph; the default graph if None.
      run_meta: a RunMetadata of a traced run; None for none.
      op_log: an OpLogProto, which says more of some operations; None for none.
      tfprof_cmd: as `cmd` of `tf.profiler.profile`.
      tfprof_options: as `options` of `tf.profiler.profile`.

    Returns:
      a GraphNodeProto; a MultiGraphNodeProto of "op" and "code".

    Raises:
      InvalidArgumentError: another `tfprof_cmd`.
      UnimplementedError: an output that is not built.
    """
    return profiler.profile(graph, run_meta, op_log, tfprof_cmd, tfprof_options)


@export("contrib.tfprof.model_analyzer.advise")
def advise(graph: Graph | None, run_meta: Any = None, tfprof_options: Any = DEFAULT) -> Any:
    """As `tf.profiler.advise`.

    Args:
      graph: the graph; the default graph if None.
      run_meta: a RunMetadata of a traced run.
      tfprof_options: the names of checkers, each with a dict; all by default.

    Returns:
      an AdviceProto.
    """
    return profiler.advise(graph, run_meta, tfprof_options)


@export("contrib.tfprof.model_analyzer.ProfileContext")
class ProfileContext:
    """A block in which some calls of `Session.run` are traced, and what they tell is profiled.

    Steps are the calls of `run` of all sessions in the block, counted from 0.

    Args:
      profile_dir: the directory to write to.
      trace_steps: the steps to be traced; None: none but those that are asked for.
      dump_steps: after these the profile so far is written to `profile_<step>` in the directory; None for none.
      enabled: whether anything is done at all.
      debug: accepted, has no effect.

    Raises:
      InternalError: (when entered) another such block is entered.
    """

    _entered: ProfileContext | None = None

    def __init__(
        self,
        profile_dir: Any,
        trace_steps: Iterable[int] | None = None,
        dump_steps: Iterable[int] | None = None,
        enabled: bool = True,
        debug: bool = False,
    ) -> None:
        self._directory = profile_dir
        self._trace_steps = set(trace_steps or ())
        self._dump_steps = set(dump_steps or ())
        self._enabled = enabled
        self._lock = threading.Lock()
        self._step = 0  # guarded by _lock
        self._traces_next = self._dumps_next = False
        self._profiler: Profiler | None = None
        self._views: list[tuple[str, Any, set[int], dict[int, Any]]] = []

    @property
    def profiler(self) -> Profiler:
        """The Profiler of the steps that were traced; of the default graph before the first."""
        if self._profiler is None:
            self._profiler = Profiler()
        return self._profiler

    def add_auto_profiling(self, cmd: str, options: Any, profile_steps: Iterable[int]) -> None:
        """Make a profile after some steps.

        Args:
          cmd: "scope", "graph", "op" or "code".
          options: as ProfileOptionBuilder makes them.
          profile_steps: the steps, which are traced.
        """
        steps = set(profile_steps)
        self._views.append((cmd, options, steps, {}))
        self._trace_steps |= steps

    def get_profiles(self, cmd: str) -> dict[int, Any]:
        """The profiles that were made.

        Args:
          cmd: as of `add_auto_profiling`.

        Returns:
          a dict from steps to messages.

        Raises:
          ValueError: there is none.
        """
        found = {step: made for view, _, _, some in self._views if view == cmd for step, made in some.items()}
        if not found:
            raise ValueError(f"No autoprofiler for command: {cmd}, was run")
        return found

    def trace_next_step(self) -> None:
        """Trace the next step, whichever it is."""
        self._traces_next = True

    def dump_next_step(self) -> None:
        """Write the profile after the next step, which is traced."""
        self._dumps_next = True

    def __enter__(self) -> ProfileContext:
        if self._enabled:
            if ProfileContext._entered is not None:
                raise InternalError(None, None, "Already in context or context not cleaned.")
            ProfileContext._entered = self
            self._run = Session.run
            Session.run = self._wrapped(Session.run)  # type: ignore[method-assign]
        return self

    def __exit__(self, *exc_info: object) -> None:
        if self._enabled:
            ProfileContext._entered = None
            Session.run = self._run  # type: ignore[method-assign]

    def _wrapped(self, run: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(run)
        def traced(session: Session, fetches: Any, feed_dict: Any = None, options: Any = None, run_metadata: Any = None) -> Any:
            with self._lock:
                step, self._step = self._step, self._step + 1
                dumps = self._dumps_next or step in self._dump_steps
                traces = self._traces_next or dumps or step in self._trace_steps
                self._traces_next = self._dumps_next = False
            if not traces:
                return run(session, fetches, feed_dict, options, run_metadata)
            asked = messages.config_pb2.RunOptions()
            if options is not None:
                asked.CopyFrom(options)
            asked.trace_level = messages.config_pb2.RunOptions.FULL_TRACE
            told = messages.config_pb2.RunMetadata() if run_metadata is None else run_metadata
            results = run(session, fetches, feed_dict, asked, told)
            self._note(session, step, told, dumps)
            return results

        return traced

    def _note(self, session: Session, step: int, told: Any, dumps: bool) -> None:
        if self._profiler is None:
            self._profiler = Profiler(session.graph)
        self._profiler.add_step(step, told)
        for view, options, steps, made in self._views:
            if step in steps:
                made[step] = self._profiler.view(view)(options)
        if dumps:
            directories.make_all(self._directory)
            with files.replace(os.path.join(self._directory, f"profile_{step}")) as file:
                file.write(self._profiler.serialize_to_string())
