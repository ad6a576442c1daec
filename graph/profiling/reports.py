"""Reports: trees of costs as text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from .trees import Node

_DOCUMENTS = {
    "scope": "The nodes in the model graph are organized by their names, which is hierarchical like filesystem.",
    "op": (
        "The nodes are operation kernel type, such as MatMul, Conv2D. Graph nodes belonging to the same type are aggregated "
        "together."
    ),
    "code": ("When python trace is available, the nodes are python lines and their are organized by the python call stack."),
}
_TIME = "total execution time: Sum of accelerator execution time and cpu execution time."
_CPU_TIME = (
    "cpu execution time: The time from the start to the end of the operation. It's the sum of actual cpu run time plus the "
    "time that it spends waiting if part of computation is launched asynchronously."
)
_ACCELERATOR_TIME = (
    "accelerator execution time: Time spent executing on the accelerator. This is normally measured by the actual hardware "
    "library."
)
_COLUMN_DOCUMENTS = {
    "bytes": ["requested bytes: The memory requested by the operation, accumulatively."],
    "peak_bytes": ["peak bytes: The peak amount of memory that the operation is holding at some point."],
    "residual_bytes": ["residual bytes: The memory not de-allocated after the operation finishes."],
    "output_bytes": [
        "output bytes: The memory that is output from the operation (not necessarilty allocated by the operation)"
    ],
    "micros": [_TIME, _CPU_TIME, _ACCELERATOR_TIME],
    "accelerator_micros": [_ACCELERATOR_TIME],
    "cpu_micros": [_CPU_TIME],
    "params": ["param: Number of parameters (in the Variable)."],
    "float_ops": ["flops: Number of float operations. Note: Please read the implementation for the math behind it."],
    "device": ["device: which device is placed on."],
    "occurrence": ["occurrence: The number of times it occurs"],
    "op_types": [
        "op_types: The attributes of the operation, includes the Kernel name device placed on and user-defined strings."
    ],
    "input_shapes": ["input_shapes: The input shapes of the operation."],
}


def number(value: int) -> str:
    """A count with thousands as k, m, b."""
    return _scaled(value, ("", "k", "m", "b"))


def memory(value: int) -> str:
    """Bytes, with 1000 of them as KB."""
    return _scaled(value, ("B", "KB", "MB", "GB"))


def time(value: int) -> str:
    """Microseconds, as us, ms or sec."""
    return _scaled(value, ("us", "ms", "sec"))


def _scaled(value: int, units: Sequence[str]) -> str:
    power = 0
    while power + 1 < len(units) and value >= 1000 ** (power + 1):
        power += 1
    return f"{value}{units[0]}" if power == 0 else f"{value / 1000**power:.2f}{units[power]}"


_COLUMNS: dict[str, list[tuple[str, str, Callable[[int], str], str]]] = {
    "bytes": [("requested bytes", "requested_bytes", memory, "")],
    "peak_bytes": [("peak bytes", "peak_bytes", memory, "")],
    "residual_bytes": [("residual bytes", "residual_bytes", memory, "")],
    "output_bytes": [("output bytes", "output_bytes", memory, "")],
    "micros": [
        ("total execution time", "exec_micros", time, ""),
        ("accelerator execution time", "accelerator_exec_micros", time, ""),
        ("cpu execution time", "cpu_exec_micros", time, ""),
    ],
    "accelerator_micros": [("accelerator execution time", "accelerator_exec_micros", time, "")],
    "cpu_micros": [("cpu execution time", "cpu_exec_micros", time, "")],
    "params": [("# parameters", "parameters", number, " params")],
    "float_ops": [("# float_ops", "float_ops", number, " flops")],
}
"""By what an option selects: heads, what stands below them and how."""

_COUNTS = ("params", "float_ops")
_MEASURES = ("bytes", "peak_bytes", "residual_bytes", "output_bytes", "micros", "accelerator_micros", "cpu_micros")
_TEXTS = {"device": "assigned devices", "op_types": "op types", "occurrence": "op count (run|defined)"}


def report(root: Node, options: Mapping[str, Any], view: str) -> str:
    """A tree as text: what is shown of it, a node a line. `view` is "scope" or "code"."""
    columns = [*_COUNTS, *_MEASURES]
    selected = [each for name in columns if name in options["select"] for each in _COLUMNS[name]]
    heads = [head for head, *_ in selected] + [_TEXTS[name] for name in _TEXTS if name in options["select"]]
    lines = list(_lines(root, selected, options["select"], 0))
    return _written(view, options, heads, lines)


def _lines(node: Node, columns: Any, select: Sequence[str], indent: int) -> Iterable[str]:
    cells = []
    for _, name, written, unit in columns:
        own = written(node.own[name]) if node.counts else "--"
        text = f"{own}/{written(node.total[name])}{unit}"
        shape = node.costs.shape if name == "parameters" and node.costs is not None else None
        cells.append(text if not shape else f"{'x'.join(map(str, shape))}, {text}")
    if "device" in select and node.costs is not None and node.costs.devices:
        cells.append("|".join(sorted(node.costs.devices)))
    if "op_types" in select:
        cells.append("|".join(sorted(node.types)))
    if "occurrence" in select:
        run, defined = (node.own["run_count"], 1) if node.counts else ("--", "--")
        cells.append(f"{run}/{node.total['run_count']}|{defined}/{node.definitions}")
    yield f"{' ' * indent}{node.name} ({', '.join(cells)})"
    for child in node.shown:
        yield from _lines(child, columns, select, indent + 2)


def report_of_types(root: Node, shown: Sequence[Any], options: Mapping[str, Any]) -> str:
    """The types of operations as text: what each takes, of what and those behind it, and of all."""
    columns = [each for name in (*_MEASURES, *_COUNTS) if name in options["select"] for each in _COLUMNS[name]]
    heads = [head for head, *_ in columns]
    heads += [{**_TEXTS, "occurrence": "op occurrence (run|defined)"}[name] for name in _TEXTS if name in options["select"]]
    lines = []
    for kind in shown:
        cells = []
        for _, name, written, unit in columns:
            whole = root.total[name]
            has_any = kind.own[name] if name == "residual_bytes" else kind.total[name]
            behind, own = (100.0 * part / whole if has_any else 0.0 for part in (kind.total[name], kind.own[name]))
            unit = " float_ops" if name == "float_ops" else unit
            cells.append(f"{f'{written(kind.own[name])}{unit} ({behind:.2f}%, {own:.2f}%)':>30}")
        if "device" in options["select"]:
            cells.append("|".join(sorted({device for node in kind.operations for device in node.costs.devices})))
        if "op_types" in options["select"]:
            cells.append("|".join(sorted(kind.types)))
        if "occurrence" in options["select"]:
            cells.append(f"{kind.own['run_count']}|{len(kind.operations)}".rjust(10))
        lines.append(f"{kind.name:<25}{', '.join(cells)}")
    return _written("op", options, heads, lines)


def _written(view: str, options: Mapping[str, Any], heads: Sequence[str], lines: Sequence[str]) -> str:
    titles = [f"{view}: {_DOCUMENTS[view]}"]
    documents = titles + [line for name in sorted(options["select"]) for line in _COLUMN_DOCUMENTS.get(name, ())]
    note = "Note: code view ignores account_displayed_op_only\n" if view == "code" else ""
    head = " | ".join(["node name", *heads])
    return f"\n{note}Doc:\n" + "\n".join(documents) + f"\n\nProfile:\n{head}\n" + "".join(f"{line}\n" for line in lines)


_OPTIONS = (
    *("max_depth", "min_bytes", "min_peak_bytes", "min_residual_bytes", "min_output_bytes", "min_micros"),
    *("min_accelerator_micros", "min_cpu_micros", "min_params", "min_float_ops", "min_occurrence", "step", "order_by"),
    *("account_type_regexes", "start_name_regexes", "trim_name_regexes", "show_name_regexes", "hide_name_regexes"),
    *("account_displayed_op_only", "select", "output"),
)


def framed(text: str, options: Mapping[str, Any]) -> str:
    """A report with the options before it, as it is printed."""
    lines = []
    for name in _OPTIONS:
        value = options.get(name, 0)
        if name == "select":
            value = sorted(value)
        if isinstance(value, (list, tuple)):
            value = ",".join(map(str, value))
        elif isinstance(value, bool):
            value = str(value).lower()
        lines.append(f"-{name:<27}{value}{':' if name == 'output' else ''}")
    return (
        "\n=========================Options=============================\n"
        + "\n".join(lines)
        + "\n\n==================Model Analysis Report======================\n"
        + text
        + "\n======================End of Report==========================\n"
    )
