"""tf.profiler: what a graph and its traced runs cost, as reports and as messages."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

from headrace.formats import files
from headrace.formats import proto as messages
from headrace.formats.exports import export, export_from
from headrace.formats.files import directories

from ..core.defaults import get_default_graph
from ..core.graph import Graph
from ..events.timeline import Timeline
from ..types.errors import UnimplementedError, invalid
from . import reports, trees, types_of_operations
from .costs import Costs, add_run, costs_of, logged
from .options import ALL, ProfileOptionBuilder

export_from("headrace.formats.proto.profile_output_pb2", "profiler", "AdviceProto GraphNodeProto MultiGraphNodeProto")
export_from("headrace.formats.proto.profile_log_pb2", "profiler", "OpLogProto")

DEFAULT: Any = 0
"""In place of options: those that count the numbers in trainable variables; for advice, all that there is."""

CHECKERS = ("ExpensiveOperationChecker", "AcceleratorUtilizationChecker", "JobChecker", "OperationChecker")
_EXPENSIVE, _, _, _OF_OPERATIONS = CHECKERS

_WORTH_A_LOOK = 100
"""Microseconds that a scope must take for advice to name it."""

_TREES: dict[str, Callable[[Mapping[str, Costs]], trees.Node]] = {
    "scope": trees.by_names,
    "graph": trees.by_graph,
    "code": trees.by_lines,
}


def _shown(costs: Mapping[str, Costs], view: str, options: Mapping[str, Any]) -> trees.Node:
    """The tree of a view, with what is shown of it."""
    root = _TREES[view](costs)
    root.account(options)
    root.begun_at(options["start_name_regexes"])
    root.show(options)
    return root


@export("profiler.Profiler", "contrib.tfprof.model_analyzer.Profiler")
class Profiler:
    """What a graph costs, and what several of its traced steps took.

    Args:
      graph: the graph; the default graph if None.
      op_log: an OpLogProto, which says more of some operations; None for none.

    Example:
      >>> profiler = tf.profiler.Profiler()
      >>> options = tf.profiler.ProfileOptionBuilder.trainable_variables_parameter()
      >>> options["output"] = "none"
      >>> tf.get_variable("w", [3, 4]) is not None
      True
      >>> tf.profiler.Profiler().profile_name_scope(options).total_parameters
      12
    """

    def __init__(self, graph: Graph | None = None, op_log: Any = None) -> None:
        self._costs = costs_of(get_default_graph() if graph is None else graph, op_log)
        self._runs: dict[int, Any] = {}

    def add_step(self, step: int, run_meta: Any) -> None:
        """Add the RunMetadata of a traced step.

        Args:
          step: its number, not below 0.
          run_meta: the RunMetadata.
        """
        self._runs[step] = run_meta
        add_run(self._costs, step, run_meta)

    def profile_name_scope(self, options: Mapping[str, Any]) -> Any:
        """The operations below the scopes that they are named after.

        Args:
          options: as ProfileOptionBuilder makes them.

        Returns:
          a GraphNodeProto.

        Raises:
          UnimplementedError: an output that is not built.
        """
        return self._tree("scope", options)

    def profile_graph(self, options: Mapping[str, Any]) -> Any:
        """The operations, each below one that takes what it gives.

        Args:
          options: as ProfileOptionBuilder makes them.

        Returns:
          a GraphNodeProto.

        Raises:
          UnimplementedError: an output that is not built.
        """
        return self._tree("graph", options)

    def profile_python(self, options: Mapping[str, Any]) -> Any:
        """The operations below the lines of the program that they were made on.

        Args:
          options: as ProfileOptionBuilder makes them; `account_displayed_op_only` has no effect.

        Returns:
          a MultiGraphNodeProto.

        Raises:
          UnimplementedError: an output that is not built.
        """
        options = {**_complete(options), "account_displayed_op_only": False}
        root = _shown(self._costs, "code", options)
        self._put_out(lambda: reports.report(root, options, "code"), options)
        return root.message(messages.profile_output_pb2.MultiGraphNodeProto)

    def profile_operations(self, options: Mapping[str, Any]) -> Any:
        """The types of operations, each below the one that costs more.

        Args:
          options: as ProfileOptionBuilder makes them.

        Returns:
          a MultiGraphNodeProto.

        Raises:
          UnimplementedError: an output that is not built.
        """
        options = _complete(options)
        root, shown = types_of_operations.by_types(self._costs, options)
        self._put_out(lambda: reports.report_of_types(root, shown, options), options)
        return types_of_operations.message(root, shown)

    def view(self, cmd: str) -> Callable[[Mapping[str, Any]], Any]:
        """The method for a `cmd` of `tf.profiler.profile`. Raises InvalidArgumentError for another."""
        ways = {
            "scope": self.profile_name_scope,
            "graph": self.profile_graph,
            "op": self.profile_operations,
            "code": self.profile_python,
        }
        if cmd not in ways:
            raise invalid(f"unknown cmd: {cmd}\n")
        return ways[cmd]

    def _tree(self, view: str, options: Mapping[str, Any]) -> Any:
        options = _complete(options)
        root = _shown(self._costs, view, options)
        self._put_out(lambda: reports.report(root, options, "scope"), options)
        return root.message()

    def _put_out(self, text: Callable[[], str], options: Mapping[str, Any]) -> None:
        kind, _, argument = options["output"].partition(":")
        path = argument.removeprefix("outfile=")
        if kind == "stdout":
            print(reports.framed(text(), options))
        elif kind == "file":
            with files.replace(path) as file:
                file.write(text().encode())
        elif kind == "timeline":
            for step, run_meta in self._runs.items():
                if options["step"] in (-1, step):
                    with files.replace(f"{path}_{step}") as file:
                        file.write(Timeline(run_meta.step_stats).generate_chrome_trace_format().encode())
        elif kind != "none":
            raise UnimplementedError(None, None, f"headrace's profiler has no output {kind!r}: stdout, file, timeline, none")

    def advise(self, options: Mapping[str, Any]) -> Any:
        """What to look at: the operations that take most time.

        Args:
          options: the names of checkers, each with a dict.

        Returns:
          an AdviceProto.
        """
        advice = messages.profile_output_pb2.AdviceProto()
        for name in options:
            if name != "JobChecker":
                advice.checkers[name].SetInParent()
        if _EXPENSIVE in options:
            if self._runs:
                advice.checkers[_EXPENSIVE].reports.extend(self._expensive())
            else:
                print("Missing run_meta for ExpensiveOperationChecker")
        for name, checker in sorted(advice.checkers.items()):
            print("\n".join(["", f"{name}:", *checker.reports]))
        return advice

    def _expensive(self) -> list[str]:
        """The types, scopes and lines that take most time."""
        options = _complete(ProfileOptionBuilder.time_and_memory(min_bytes=0))
        root, shown = types_of_operations.by_types(self._costs, options)
        whole = root.total["exec_micros"]
        kinds = [
            f"top {place} operation type: {kind.name}, {_times(kind.own)} ({100.0 * kind.own['exec_micros'] / whole:.2f}%)"
            for place, kind in enumerate(shown[:3], 1)
        ]
        choice = {"max_depth": 2, "account_displayed_op_only": False, "min_micros": _WORTH_A_LOOK}
        scopes = _shown(self._costs, "scope", {**options, **choice}).shown
        nodes = [f"top {place} graph node: {node.name}, {_times(node.own)}" for place, node in enumerate(scopes[:3], 1)]
        code = _shown(self._costs, "code", {**options, "account_displayed_op_only": False})
        lines: list[str] = []
        while code.shown and len(lines) < 3:
            code = code.shown[0]
            lines.append(f"{'  ' * len(lines)}{code.name}, {_times(code.total)}")
        return ["\n".join(some) for some in (kinds, nodes, lines) if some]

    def serialize_to_string(self) -> bytes:
        """A ProfileProto of it all, serialized."""
        log = messages.profile_log_pb2
        made = log.ProfileProto(steps=sorted(self._runs), has_trace=False)
        numbers = {name: number for number, name in enumerate(self._costs)}
        for name, costs in self._costs.items():
            node = made.nodes[numbers[name]]
            node.name, node.op, node.id = name, costs.operation.type, numbers[name]
            node.float_ops = costs.float_ops
            node.op_types.extend(sorted(costs.types))
            node.shape.extend(costs.shape or ())
            for place, tensor in enumerate(costs.operation.inputs):
                node.inputs[place] = numbers[tensor.op.name]
            for step in self._runs:
                sums = costs.at(step)
                if sums["run_count"]:
                    run = node.execs[step]
                    run.run_count = sums["run_count"]
                    run.devices.extend(sorted(costs.devices))
                    run.memory_execs.add(
                        **{field: sums[field] for field in ("requested_bytes", "peak_bytes", "residual_bytes", "output_bytes")}
                    )
                    for device in costs.devices:
                        run.cpu_execs[device].times.add(int64_values=[0, sums["cpu_exec_micros"]])
        return made.SerializeToString()


def _times(sums: Mapping[str, int]) -> str:
    cpu, accelerator, both = (
        reports.time(sums[name]) for name in ("cpu_exec_micros", "accelerator_exec_micros", "exec_micros")
    )
    return f"cpu: {cpu}, accelerator: {accelerator}, total: {both}"


def _complete(options: Mapping[str, Any]) -> dict[str, Any]:
    """Options with all that they leave out."""
    usual = {"step": -1, "start_name_regexes": ALL, "account_displayed_op_only": False, "output": "stdout"}
    return {**ProfileOptionBuilder().build(), **usual, **options}


@export("profiler.profile")
def profile(
    graph: Graph | None = None, run_meta: Any = None, op_log: Any = None, cmd: str = "scope", options: Any = DEFAULT
) -> Any:
    """What a graph costs: variables, operations on numbers, and, where a run of it was traced, time and memory.

    Args:
      graph: the graph; the default graph if None.
      run_meta: a RunMetadata of a traced run; None for none.
      op_log: an OpLogProto, which says more of some operations; None for none.
      cmd: "scope", "graph", "op" or "code": by names, by what takes what, by types, by lines of the program.
      options: as ProfileOptionBuilder makes them; by default those that count the numbers in trainable variables.

    Returns:
      a GraphNodeProto; a MultiGraphNodeProto of "op" and "code".

    Raises:
      InvalidArgumentError: another `cmd`.
      UnimplementedError: an output that is not built.
    """
    if options is DEFAULT or options == DEFAULT:
        options = ProfileOptionBuilder.trainable_variables_parameter()
    profiler = Profiler(graph, op_log)
    if run_meta is not None:
        profiler.add_step(0, run_meta)
        options = {**options, "step": -1}
    return profiler.view(cmd)(options)


@export("profiler.advise")
def advise(graph: Graph | None = None, run_meta: Any = None, options: Any = DEFAULT) -> Any:
    """What to look at in a graph: the operations that take most time.

    Args:
      graph: the graph; the default graph if None.
      run_meta: a RunMetadata of a traced run.
      options: the names of checkers, each with a dict; all by default.

    Returns:
      an AdviceProto.
    """
    profiler = Profiler(graph)
    if run_meta is not None:
        profiler.add_step(0, run_meta)
    return profiler.advise({name: {} for name in CHECKERS} if options == DEFAULT else options)


@export("profiler.write_op_log")
def write_op_log(graph: Graph | None, log_dir: Any, op_log: Any = None, run_meta: Any = None, add_trace: bool = True) -> None:
    """Write `tfprof_log` into a directory: which variables are trainable, how many operations on numbers there are, and where
    each operation was made.

    Args:
      graph: the graph; the default graph if None.
      log_dir: the directory.
      op_log: an OpLogProto to add to; None for a new one.
      run_meta: accepted, has no effect.
      add_trace: with the calls that led to each operation.
    """
    log = messages.profile_log_pb2.OpLogProto()
    if op_log is not None:
        log.CopyFrom(op_log)
    logged(costs_of(get_default_graph() if graph is None else graph).values(), add_trace, log)
    directories.make_all(log_dir)
    with files.replace(os.path.join(log_dir, "tfprof_log")) as file:
        file.write(log.SerializeToString())
