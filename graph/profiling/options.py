"""ProfileOptionBuilder: what a profiler is asked for."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from headrace.formats.exports import export

ALL = [".*"]


def _options(**others: Any) -> dict[str, Any]:
    common = {
        "max_depth": 10000,
        "min_bytes": 0,
        "min_micros": 0,
        "min_params": 0,
        "min_float_ops": 0,
        "min_occurrence": 0,
        "order_by": "name",
        "account_type_regexes": ALL,
        "start_name_regexes": ALL,
        "trim_name_regexes": [],
        "show_name_regexes": ALL,
        "hide_name_regexes": [],
        "account_displayed_op_only": True,
        "select": ["micros"],
        "step": -1,
        "output": "stdout",
    }
    return copy.deepcopy({**common, **others})


@export("profiler.ProfileOptionBuilder")
class ProfileOptionBuilder:
    """Makes the options of `tf.profiler.profile`, a dict, step by step. Every method but the last gives the builder again.

    Args:
      options: what to begin with, as `build` gives it; None for what prints times.

    Example:
      >>> options = tf.profiler.ProfileOptionBuilder().with_max_depth(3).order_by("micros").with_empty_output().build()
      >>> options["max_depth"], options["order_by"], options["output"]
      (3, 'micros', 'none')
    """

    def __init__(self, options: dict[str, Any] | None = None) -> None:
        start = _options(max_depth=100, account_displayed_op_only=False) if options is None else options
        self._options = copy.deepcopy(start)

    @staticmethod
    def trainable_variables_parameter() -> dict[str, Any]:
        """Options that count the numbers in trainable variables, a dict."""
        return _options(account_type_regexes=["_trainable_variables"], select=["params"])

    @staticmethod
    def float_operation() -> dict[str, Any]:
        """Options that count operations on numbers, a dict."""
        return _options(min_float_ops=1, order_by="float_ops", select=["float_ops"])

    @staticmethod
    def time_and_memory(
        min_micros: int = 1,
        min_bytes: int = 1,
        min_accelerator_micros: int = 0,
        min_cpu_micros: int = 0,
        min_peak_bytes: int = 0,
        min_residual_bytes: int = 0,
        min_output_bytes: int = 0,
    ) -> dict[str, Any]:
        """Options that show the time and the memory of operations.

        Args:
          min_micros, min_bytes, min_accelerator_micros, min_cpu_micros, min_peak_bytes, min_residual_bytes, min_output_bytes:
            nodes with less are left out.

        Returns:
          a dict.
        """
        return _options(
            min_bytes=min_bytes,
            min_peak_bytes=min_peak_bytes,
            min_residual_bytes=min_residual_bytes,
            min_output_bytes=min_output_bytes,
            min_micros=min_micros,
            min_accelerator_micros=min_accelerator_micros,
            min_cpu_micros=min_cpu_micros,
            order_by="micros",
            select=["micros", "bytes"],
        )

    def build(self) -> dict[str, Any]:
        """The options, a dict."""
        return copy.deepcopy(self._options)

    def _with(self, **options: Any) -> ProfileOptionBuilder:
        self._options.update(options)
        return self

    def with_max_depth(self, max_depth: int) -> ProfileOptionBuilder:
        """Show nodes down to `max_depth` from the root, which is at 1; gives the builder."""
        return self._with(max_depth=max_depth)

    def with_min_memory(
        self, min_bytes: int = 0, min_peak_bytes: int = 0, min_residual_bytes: int = 0, min_output_bytes: int = 0
    ) -> ProfileOptionBuilder:
        """Leave out nodes that take less memory.

        Args:
          min_bytes: what they asked for.
          min_peak_bytes: the most that they had at once.
          min_residual_bytes: what they kept.
          min_output_bytes: what they gave.

        Returns:
          the builder.
        """
        return self._with(
            min_bytes=min_bytes,
            min_peak_bytes=min_peak_bytes,
            min_residual_bytes=min_residual_bytes,
            min_output_bytes=min_output_bytes,
        )

    def with_min_execution_time(
        self, min_micros: int = 0, min_accelerator_micros: int = 0, min_cpu_micros: int = 0
    ) -> ProfileOptionBuilder:
        """Leave out nodes that take less time.

        Args:
          min_micros, min_accelerator_micros, min_cpu_micros: microseconds, in all and on the devices.

        Returns:
          the builder.
        """
        return self._with(min_micros=min_micros, min_accelerator_micros=min_accelerator_micros, min_cpu_micros=min_cpu_micros)

    def with_min_parameters(self, min_params: int) -> ProfileOptionBuilder:
        """Leave out nodes with less numbers in variables than `min_params`; gives the builder."""
        return self._with(min_params=min_params)

    def with_min_occurrence(self, min_occurrence: int) -> ProfileOptionBuilder:
        """Leave out nodes that ran less often than `min_occurrence`; gives the builder."""
        return self._with(min_occurrence=min_occurrence)

    def with_min_float_operations(self, min_float_ops: int) -> ProfileOptionBuilder:
        """Leave out nodes with less operations on numbers than `min_float_ops`; gives the builder."""
        return self._with(min_float_ops=min_float_ops)

    def with_accounted_types(self, account_type_regexes: Sequence[str]) -> ProfileOptionBuilder:
        """Count nodes of a type, or on a device, that one of `account_type_regexes` matches whole; gives the builder."""
        return self._with(account_type_regexes=copy.copy(account_type_regexes))

    def with_node_names(
        self,
        start_name_regexes: Sequence[str] | None = None,
        show_name_regexes: Sequence[str] | None = None,
        hide_name_regexes: Sequence[str] | None = None,
        trim_name_regexes: Sequence[str] | None = None,
    ) -> ProfileOptionBuilder:
        """Choose nodes by their names, which a regular expression must match whole.

        Args:
          start_name_regexes: begin at these.
          show_name_regexes: show these.
          hide_name_regexes: do not show these.
          trim_name_regexes: show nothing below these.

        Returns:
          the builder.
        """
        given = {
            "start_name_regexes": start_name_regexes,
            "show_name_regexes": show_name_regexes,
            "hide_name_regexes": hide_name_regexes,
            "trim_name_regexes": trim_name_regexes,
        }
        return self._with(**{name: copy.copy(regexes) for name, regexes in given.items() if regexes is not None})

    def account_displayed_op_only(self, is_true: bool) -> ProfileOptionBuilder:
        """Whether (`is_true`) only nodes that are shown count for those above them; gives the builder."""
        return self._with(account_displayed_op_only=is_true)

    def with_empty_output(self) -> ProfileOptionBuilder:
        """Print nothing; gives the builder."""
        return self._with(output="none")

    def with_stdout_output(self) -> ProfileOptionBuilder:
        """Print the report; gives the builder."""
        return self._with(output="stdout")

    def with_file_output(self, outfile: str) -> ProfileOptionBuilder:
        """Write the report to a file, `outfile`; gives the builder."""
        return self._with(output=f"file:outfile={outfile}")

    def with_timeline_output(self, timeline_file: str) -> ProfileOptionBuilder:
        """Write a page of Chrome's trace viewer for each step, `timeline_file` with `_<step>` behind it; gives the builder."""
        return self._with(output=f"timeline:outfile={timeline_file}")

    def with_step(self, step: int) -> ProfileOptionBuilder:
        """Show the step of number `step` alone; -1: the average of all. Gives the builder."""
        return self._with(step=step)

    def order_by(self, attribute: str) -> ProfileOptionBuilder:
        """Sort nodes by an `attribute`, such as "name", "micros", "bytes", "params", "float_ops"; gives the builder."""
        return self._with(order_by=attribute)

    def select(self, attributes: Sequence[str]) -> ProfileOptionBuilder:
        """Show these `attributes` of nodes, such as "micros", "bytes", "params", "float_ops"; gives the builder."""
        return self._with(select=copy.copy(attributes))
