"""The house rules that a program can check: which way imports point, how wide directories and how long files get."""

from __future__ import annotations

import ast
import importlib.machinery
import importlib.util
import os
import subprocess
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from support import house
from support.house import LAYERS, MOST_LINES, MOST_LINES_OF_HOT_MODULES, MOST_MODULES, ROOT, modules


def load_setup(path: Path = ROOT / "setup.py") -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"setup_in_{path.parent.name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def layer_of(imported: str) -> str | None:
    """The layer that an absolute import of the project lands in; None for other projects."""
    parts = imported.split(".")
    if parts[0] != "headrace":
        return None
    return parts[1] if len(parts) > 1 and parts[1] in LAYERS[:-1] else "headrace"


def wrong_imports(path: Path, source: str) -> list[str]:
    """What is wrong with the imports of the module at `path`, relative to the root; each is one sentence."""
    own = path.parts[0]
    faults = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.level:
            if node.level >= len(path.parts):
                faults.append(f"{path}:{node.lineno}: a relative import leaves {own}/")
            continue
        if isinstance(node, ast.ImportFrom):
            names = [f"headrace.{alias.name}" for alias in node.names] if node.module == "headrace" else [node.module or ""]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            layer = layer_of(name)
            if layer is None and name.split(".")[0] in LAYERS:
                faults.append(f"{path}:{node.lineno}: {name} is installed as headrace.{name}")
            elif layer is not None and LAYERS.index(layer) > LAYERS.index(own):
                faults.append(f"{path}:{node.lineno}: {own} must not know {layer}, a layer above it")
            elif layer == own and not allowed_inside(path, name):
                faults.append(f"{path}:{node.lineno}: {name} lies in the same layer: import it relatively")
    return faults


def allowed_inside(path: Path, name: str) -> bool:
    """protoc writes absolute imports; the compiler of a hot module knows only the name of the stand-in."""
    return path.name.endswith("_pb2.py") or (path.name.endswith("_cy.py") and name == "headrace.formats")


def test_imports_point_one_way_and_are_relative_inside_a_layer():
    assert [fault for path in modules() for fault in wrong_imports(path, (ROOT / path).read_text())] == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("formats/lines.py", "from headrace.graph import dtypes"),
        ("formats/lines.py", "from headrace import graph"),
        ("graph/ops/math.py", "import headrace.pipeline.queues"),
        ("pipeline/readers.py", "def f():\n    import headrace"),
        ("pipeline/readers.py", "from headrace.pipeline.queues import Queue"),
        ("headrace/train.py", "from headrace.errors import OpError"),
        ("graph/op.py", "from formats.records import Records"),
        ("graph/op.py", "from ..formats import records"),
        ("graph/ops/math.py", "from ...formats import records"),
    ],
)
def test_an_import_that_points_the_wrong_way_is_found(path, source):
    assert len(wrong_imports(Path(path), source)) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("graph/ops/math.py", "from ..op import Op"),
        ("graph/ops/math.py", "from headrace.formats.records import Records"),
        ("headrace/train.py", "from headrace.pipeline import queues\nfrom . import errors"),
        ("formats/_csv_cy.py", "from headrace.formats import _cython_shim as cython"),
        ("formats/lines.py", "import numpy as np"),
    ],
)
def test_an_import_that_points_the_right_way_is_not_blamed(path, source):
    assert wrong_imports(Path(path), source) == []


def all_sources() -> list[Path]:
    return [*modules(), *(path.relative_to(ROOT) for path in sorted((ROOT / "tests").rglob("*.py")))]


@pytest.mark.parametrize("law", [house.misplaced_imports, house.unused_imports], ids=["place", "use"])
def test_imports_keep_to_the_order_of_the_rooms_and_stand_at_the_head(law):
    assert [
        fault
        for path in modules()
        if path.name != "__init__.py" or law is house.misplaced_imports
        for fault in law(path, (ROOT / path).read_text())
    ] == []


def test_each_exception_from_the_law_is_needed():
    statements = {
        (path.as_posix(), found.statement) for path in modules() for found in house.imports_of(path, (ROOT / path).read_text())
    }
    assert set(house.EXCEPTIONS) <= statements
    assert len(house.EXCEPTIONS) < 10


def test_operations_are_told_apart_by_traits():
    assert [
        fault
        for path in modules()
        if not path.as_posix().startswith(house.KNOW_OP_TYPES)
        for fault in house.type_names(path, (ROOT / path).read_text())
    ] == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("graph/core/graph.py", "from ..execution.session import Session"),
        ("graph/types/dtypes.py", "from ..core import tensor"),
        ("graph/core/graph.py", "def f():\n    from .tensor import Tensor"),
        ("pipeline/readers/base.py", "class A:\n    def f(self):\n        from headrace.graph.core import op"),
        ("training/losses/losses.py", "from ..sessions import supervisor"),
    ],
)
def test_an_import_out_of_order_or_inside_a_function_is_found(path, source):
    assert len(house.misplaced_imports(Path(path), source)) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("graph/execution/session.py", "from ..core.graph import Graph"),
        ("graph/core/tensor.py", "from .. import ops"),
        ("graph/core/tensor.py", "if TYPE_CHECKING:\n    from ..execution.session import Session"),
        ("pipeline/inputs/batching.py", "from headrace.graph import ops\nfrom ..runners.queue_runner import QueueRunner"),
        ("formats/csv/rows.py", "def f():\n    import numpy"),
    ],
)
def test_an_import_in_order_is_not_blamed(path, source):
    assert house.misplaced_imports(Path(path), source) == []


@pytest.mark.parametrize(
    "source",
    [
        "op.type == 'Cast'",
        "op.type in ('Switch', 'Merge')",
        "op.type in _FORWARD",
        "_RULES[op.type]",
        "match op.type:\n  case 'A': 1",
    ],
)
def test_a_question_for_the_name_of_a_type_is_found(source):
    assert len(house.type_names(Path("graph/core/graph.py"), source)) == 1


def test_two_types_may_be_compared():
    assert house.type_names(Path("graph/core/graph.py"), "a.type == b.type; OPS[a.type]") == []


def test_an_import_for_a_side_effect_is_found():
    source = "from ..core import op, build\nbuild.add_node()"
    assert house.unused_imports(Path("graph/ops/a.py"), source) == [
        "graph/ops/a.py:1: imports for a side effect: from ..core import op, build"
    ]


def test_no_directory_is_too_wide_to_be_seen_at_a_glance():
    counts = Counter(path.parent.as_posix() for path in all_sources() if path.name != "__init__.py")
    assert {directory: count for directory, count in counts.items() if count > MOST_MODULES} == {}


def test_no_file_is_too_long_for_one_purpose():
    lengths = {path.as_posix(): (ROOT / path).read_text().count("\n") for path in all_sources()}
    limits = {path: MOST_LINES_OF_HOT_MODULES if path.endswith("_cy.py") else MOST_LINES for path in lengths}
    assert {path: lines for path, lines in lengths.items() if lines > limits[path]} == {}
    assert len(lengths) > 50, "the project has more files than this test has found"


def stale(setup: ModuleType) -> list[str]:
    """The compiled modules that would run in place of a newer source, or of none."""
    return [
        compiled.name
        for compiled in setup.compiled_modules()
        for source in [compiled.with_name(compiled.name.split(".")[0] + ".py")]
        if not source.exists() or compiled.stat().st_mtime < source.stat().st_mtime
    ]


def test_no_compiled_module_is_older_than_its_source():
    assert stale(load_setup()) == [], "rebuild with `make build`"


def test_every_hot_module_is_compiled_by_setup():
    setup = load_setup()
    left_out = () if os.name == "posix" else setup.POSIX
    sources = {path.as_posix() for path in modules() if path.name.endswith("_cy.py") and path.name not in left_out}
    assert sources
    assert set(setup.hot_modules().values()) == sources


def test_compiled_modules_older_than_their_source_or_without_one_are_found(tmp_path):
    suffix = importlib.machinery.EXTENSION_SUFFIXES[0]
    package = tmp_path / "formats"
    package.mkdir()
    for name in ("setup.py", "layers.txt"):
        (tmp_path / name).write_text((ROOT / name).read_text())
    for name in ("__init__.py", f"_gone_cy{suffix}"):
        (package / name).touch()
    times = {"_old_cy.py": 2, f"_old_cy{suffix}": 1, "_good_cy.py": 1, f"_good_cy{suffix}": 2}
    for name, seconds in times.items():
        (package / name).touch()
        os.utime(package / name, (seconds, seconds))
    assert sorted(stale(load_setup(tmp_path / "setup.py"))) == [f"_gone_cy{suffix}", f"_old_cy{suffix}"]


def test_built_files_are_not_tracked():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    assert [name for name in listed.stdout.split() if name.endswith((".so", ".pyd", ".c", ".pyc"))] == []
