"""The law of the house: which way imports point between layers and rooms, and what no module may do."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

LAYERS = tuple((ROOT / "layers.txt").read_text().split())
"""Each may know those before it."""

ROOMS = {
    "formats": "forks doors exports old_forms _cython_shim errors workers limits proto records raw text text_files numbers"
    " _hashes_cy hashes wav image files encodings lines fixed_length whole_file idx jsonl example columns tfrecord shards csv"
    " quarantine tables/frequencies tables/statistics tables/pictures tables/kinds/kind tables/kinds tables tables/looking"
    " tables/source_code reading_speed conversion events checkpoint",
    "graph": "types platform ops/_vocabulary ops/__init__ devices/spec core devices runtime products windows execution/segments"
    " execution/conditions execution/interpreter execution/plans blocks execution ops functions/func_graph control_flow"
    " linear_operators gradients graphdef functions variables checkpoints lookup events profiling testing",
    "pipeline": "bad_records queues diagnosis queues/queue_kind queues/ops queues/queue_base queues/kinds queues/graph"
    " queues/__init__ readers runners inputs data resume watching",
    "training": "weights_broadcast regularizers schedules moving_averages metrics losses layers optimizers rnn distributions"
    " feature_columns contrib sessions steps saved_model contrib/training_loops contrib/averaging slim datasets"
    " contrib/learn estimators contrib/experiments contrib/learn_estimators",
    "cluster": "connection workers tasks inputs sessions server local",
}
"""The rooms of each layer, directories or modules; each may know those before it. Where two match, the longer counts."""

MOST_MODULES = 20
"""How many modules may stand side by side in a directory; `__init__.py` and message classes are not counted."""

MOST_LINES = 400

MOST_LINES_OF_HOT_MODULES = 480
"""Compiled modules share C helpers, which they cannot import from each other: cutting one in two would double them."""

KNOW_OP_TYPES = ("formats", "graph/ops", "graph/graphdef", "graph/control_flow", "graph/devices/replica", "headrace")
"""Where operations may be told apart by the names of their types (or where there are none, or programs say them); elsewhere by
traits."""

EXCEPTIONS = {
    ("graph/core/op.py", "from .build import add_node"): "calling an Op builds a node, and building knows Ops",
    ("graph/core/graph.py", "from ..graphdef import export"): "a Graph has `as_graph_def`; messages load when it is called",
    ("graph/core/graph.py", "from ..graphdef import creation"): "a Graph has `create_op`, whose attributes are messages",
    ("graph/core/operation.py", "from ..graphdef import export"): "an Operation has `node_def`; the same",
}
"""Imports that stand inside functions or point upwards, with the reason."""


@functools.cache
def parsed(source: str) -> ast.Module:
    """The syntax tree of a module; several laws look at each."""
    return ast.parse(source)


def modules() -> list[Path]:
    """All modules of the layers, relative to the root."""
    return [
        path.relative_to(ROOT)
        for layer in LAYERS
        for path in sorted((ROOT / layer).rglob("*.py"))
        if layer != "headrace" or path.resolve().is_relative_to(ROOT / "headrace")
        if not path.as_posix().endswith(
            ("_pb2.py", "_names/table.py", "_names/tensorflow.py", "ops/_vocabulary.py")
        )  # made by programs
    ]


@dataclass(frozen=True)
class Import:
    """One import of something of the project: where it stands, and the module it leads to as a path without suffix."""

    line: int
    statement: str
    target: str
    bound: str
    in_function: bool
    for_types: bool


@functools.cache
def imports_of(path: Path, source: str) -> tuple[Import, ...]:
    """The imports of the project's own modules in a module at `path`, which is relative to the root."""
    return tuple(_imports_in(path, parsed(source), False, False))


def _imports_in(path: Path, node: ast.AST, in_function: bool, for_types: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.Import, ast.ImportFrom)):
            for target, bound in _targets(path, child):
                yield Import(child.lineno, ast.unparse(child), target, bound, in_function, for_types)
        elif isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            yield from _imports_in(path, child, in_function, True)
        else:
            inside = in_function or isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
            yield from _imports_in(path, child, inside, for_types)


def _targets(path: Path, node: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            if alias.name.split(".")[0] == "headrace":
                yield _as_file(_as_path(alias.name.split("."))), alias.asname or alias.name
        return
    if node.level:
        package = list(path.parts[:-1])
        base = package[: len(package) - node.level + 1] + (node.module or "").split(".") * bool(node.module)
    elif (node.module or "").split(".")[0] == "headrace":
        base = _as_path((node.module or "").split(".")).split("/")
    else:
        return
    for alias in node.names:
        inner = "/".join([*base, alias.name])
        is_module = (ROOT / f"{inner}.py").exists() or (ROOT / inner).is_dir()
        yield _as_file(inner if is_module else "/".join(base)), alias.asname or alias.name


def _as_file(module: str) -> str:
    return f"{module}/__init__" if (ROOT / module).is_dir() else module


def _as_path(parts: list[str]) -> str:
    """The path of a module by its name: the layers below the face stand beside it."""
    return "/".join(parts[1:] if len(parts) > 1 and parts[1] in LAYERS[:-1] else parts)


def room_of(path: str) -> tuple[int, int]:
    """The layer and the room in it to which a module belongs, counted from the bottom."""
    layer, _, inner = path.removesuffix(".py").partition("/")
    if layer == "headrace" or inner in ("", "__init__"):
        return LAYERS.index(layer), -1 if layer == "headrace" else len(ROOMS[layer].split())
    rooms = ROOMS[layer].split()
    found = [room for room in rooms if inner == room or inner.startswith(f"{room}/")]
    if not found:
        raise LookupError(f"{path} is in no room: add it to ROOMS")
    return LAYERS.index(layer), rooms.index(max(found, key=len))


def misplaced_imports(path: Path, source: str) -> list[str]:
    """The imports of a module that point upwards or stand inside a function; each is one sentence."""
    faults = []
    own = room_of(path.as_posix())
    for found in imports_of(path, source):
        if (path.as_posix(), found.statement) in EXCEPTIONS:
            continue
        if room_of(found.target) > own and not found.for_types:
            faults.append(f"{path}:{found.line}: points upwards, to {found.target}: {found.statement}")
        if found.in_function:
            faults.append(f"{path}:{found.line}: stands inside a function: {found.statement}")
    return faults


def unused_imports(path: Path, source: str) -> list[str]:
    """The imports of a module, no `__init__.py`, of which nothing is used: they are there for a side effect."""
    tree = parsed(source)
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    used |= {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return [
        f"{path}:{found.line}: imports for a side effect: {found.statement}"
        for found in imports_of(path, source)
        if found.bound.split(".")[0] not in used | {"*"} and not found.for_types
    ]


def type_names(path: Path, source: str) -> list[str]:
    """Where a module tells operations apart by the names of their types."""
    faults = []
    for node in ast.walk(parsed(source)):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            asks = any(_is_type(side) for side in sides) and not all(_is_type(side) for side in sides)
        elif isinstance(node, ast.Subscript):
            asks = _is_type(node.slice) and ast.unparse(node.value) != "OPS"
        else:
            asks = isinstance(node, ast.Match) and _is_type(node.subject)
        if asks:
            faults.append(f"{path}:{node.lineno}: asks for the name of an op's type: {ast.unparse(node)}")
    return faults


def _is_type(node: ast.AST) -> bool:
    """Whether an expression is `operation.type`."""
    return isinstance(node, ast.Attribute) and node.attr == "type"
