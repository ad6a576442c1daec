"""What gets installed: every package of the checkout, under the names by which they import each other."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LAYERS = (ROOT / "layers.txt").read_text().split()
BUILD_FILES = ("setup.py", "pyproject.toml", "layers.txt", "MANIFEST.in", "README.md", "LICENSE")
BESIDE = (".ci", "CHANGELOG.md", "Makefile", "benchmarks", "docs", "examples", "sample_data", "tests", "zensical.toml")
HOT_MODULE = "import cython\n\ncompiled: bool = cython.compiled\n"
SHIPPED = (".py", ".pyi", ".pxd", ".proto", ".typed")


def sources(root: Path) -> dict[str, Path]:
    """Each file of the layers that belongs in a wheel, by its path there."""
    found = {}
    for layer in LAYERS:
        for directory, _, names in os.walk(root / layer):  # does not follow the links in headrace/
            installed = Path("headrace", Path(directory).relative_to(root / "headrace" if layer == "headrace" else root))
            for name in names:
                if name.endswith(SHIPPED):
                    found[(installed / name).as_posix()] = Path(directory, name)
    return found


def copied(target: Path) -> Path:
    """A copy of the checkout without its links, plus a sub-package that nobody registered."""
    for path in [*(ROOT / name for name in BUILD_FILES), *sources(ROOT).values()]:
        copy = target / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    extra = target / "pipeline" / "newcomer"
    extra.mkdir()
    (extra / "__init__.py").write_text('GREETING = "found"\n')
    (extra / "_loop_cy.py").write_text(HOT_MODULE)
    return target


@pytest.fixture(scope="module")
def checkout(tmp_path_factory) -> Path:
    """A copy as a system without symbolic links has it: the links are text files. It has the name of the package."""
    copy = copied(tmp_path_factory.mktemp("texts") / "headrace")
    for layer in LAYERS[:-1]:
        (copy / "headrace" / layer).write_text(f"../{layer}")
    return copy


@pytest.fixture(scope="module")
def linked_checkout(tmp_path_factory) -> Path:
    copy = copied(tmp_path_factory.mktemp("links") / "headrace")
    for layer in LAYERS[:-1]:
        (copy / "headrace" / layer).symlink_to(f"../{layer}")
    return copy


def setup_py(checkout: Path, *arguments: object, mode: str = "pure") -> str:
    """What it says."""
    environment = {**os.environ, "HEADRACE_BUILD": mode}
    command = [sys.executable, "setup.py", "--quiet", *map(str, arguments)]
    done = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def wheel_of(checkout: Path, target: Path) -> zipfile.ZipFile:
    setup_py(checkout, "bdist_wheel", "--dist-dir", target)
    (wheel,) = target.glob("headrace-*-py3-none-any.whl")
    return zipfile.ZipFile(wheel)


def files_of_the_package(archive: zipfile.ZipFile) -> set[str]:
    return {name for name in archive.namelist() if ".dist-info/" not in name}


def test_a_wheel_holds_every_file_of_every_package(checkout, tmp_path):
    with wheel_of(checkout, tmp_path) as archive:
        installed = files_of_the_package(archive)
        metadata = archive.read(next(name for name in archive.namelist() if name.endswith("/METADATA"))).decode()
    assert installed == set(sources(checkout))
    assert "headrace/pipeline/newcomer/__init__.py" in installed
    assert {name.rpartition(".")[2] for name in installed} == {"py", "pyi", "pxd", "proto", "typed"}
    assert "License-Expression: Apache-2.0" in metadata


def test_a_wheel_built_from_the_source_distribution_is_the_same(checkout, tmp_path):
    setup_py(checkout, "sdist", "--dist-dir", tmp_path)
    (sdist,) = tmp_path.glob("headrace-*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (unpacked,) = (path for path in tmp_path.iterdir() if path.is_dir())
    with wheel_of(unpacked, tmp_path) as archive:
        assert files_of_the_package(archive) == set(sources(checkout))


def test_the_source_distribution_holds_what_its_readme_names(tmp_path):
    """So that `make demo`, `make test` and the pages work from it as from a clone."""
    copy = copied(tmp_path / "headrace")
    for name in BESIDE:
        ignored = shutil.ignore_patterns("__pycache__", ".*_cache")
        shutil.copytree(ROOT / name, copy / name, ignore=ignored) if (ROOT / name).is_dir() else shutil.copy(ROOT / name, copy)
    setup_py(copy, "sdist", "--dist-dir", tmp_path)
    (sdist,) = tmp_path.glob("headrace-*.tar.gz")
    with tarfile.open(sdist) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", readme)
    named = {link.rstrip("/") for link in [*links, *re.findall(r"`([\w.]+/[\w./]*)`", readme)] if (ROOT / link).exists()}
    assert len(named) > 5
    assert sorted(named - held) == []
    every = {path.relative_to(copy).as_posix() for name in BESIDE for path in [copy / name, *(copy / name).rglob("*")]}
    assert sorted(every - held) == []


def test_the_settings_for_wheels_name_what_exists():
    """For cibuildwheel, which builds and tests a wheel for each Python that is supported."""
    tomllib = pytest.importorskip("tomllib", reason="Python 3.11")
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wheels = settings["tool"]["cibuildwheel"]
    versions = [int(build.removeprefix("cp3").removesuffix("-*")) for build in wheels["build"].split()]
    assert f">=3.{versions[0]}" == settings["project"]["requires-python"]
    assert versions == [*range(versions[0], versions[0] + 5)]
    assert wheels["environment"] == {"HEADRACE_BUILD": "compiled"}
    assert set(wheels["test-extras"]) <= settings["project"]["optional-dependencies"].keys()
    assert all((ROOT / source).exists() for source in wheels["test-sources"])
    tested = wheels["test-command"].split()[-1]
    assert any(tested.startswith(source) for source in wheels["test-sources"])
    assert (ROOT / tested).exists()


def test_an_installed_wheel_runs(checkout, tmp_path):
    site = tmp_path / "site"
    with wheel_of(checkout, tmp_path) as archive:
        archive.extractall(site)
    assert run(PROGRAM, tmp_path, site).split() == ["[2.", "3.]", str(site / "headrace" / "formats" / "records.py")]


def test_a_wheel_runs_as_it_is(checkout, tmp_path):
    """Python imports from zip files; there nothing can be opened by its path."""
    with wheel_of(checkout, tmp_path) as archive:
        path = archive.filename
    assert run(PROGRAM, tmp_path, path).split()[:2] == ["[2.", "3.]"]


def test_an_editable_install_needs_no_links_and_sees_files_written_later(checkout, tmp_path):
    site = editable(checkout, tmp_path)
    (checkout / "graph" / "written_later.py").write_text("import headrace.pipeline.newcomer as n\n")
    assert run("import headrace.graph.written_later as later; print(later.n.GREETING)", tmp_path, site).split() == ["found"]


def test_a_script_beside_a_checkout_that_has_the_name_of_the_package_finds_the_package(checkout, tmp_path):
    """Python takes a directory beside the script for a namespace package, unless it finds a package further on its path."""
    site = editable(checkout, tmp_path)
    assert (checkout.name, (checkout / "__init__.py").exists()) == ("headrace", False)
    assert run(PROGRAM, checkout.parent, site).split() == ["[2.", "3.]", str(checkout / "formats" / "records.py")]


PROGRAM = """
import headrace as tf
import headrace.formats.records
import headrace.training.optimizers
from headrace.python.framework import ops

with ops.Graph().as_default(), tf.Session() as session:
    print(session.run(tf.constant([1.0, 2.0]) + 1.0), headrace.formats.records.__file__)
"""


@pytest.mark.parametrize("kind", ["checkout", "linked_checkout"])
def test_a_checkout_runs_from_its_root_whatever_became_of_its_links(kind, request):
    root = request.getfixturevalue(kind)
    assert run(PROGRAM, root).split() == ["[2.", "3.]", str(root / "formats" / "records.py")]


WAYS_IN = """
import importlib, sys

tf = importlib.import_module("headrace")
from headrace import formats, graph, pipeline, training
import headrace.formats as first, headrace.training as last

assert tf.formats is formats is first is sys.modules["headrace.formats"], tf.formats
assert tf.training is training is last is sys.modules["headrace.training"], tf.training
assert tf.pipeline.FIFOQueue is pipeline.queues.FIFOQueue
print(*sorted(name for name in sys.modules if name.split(".")[0] in {"formats", "graph", "pipeline", "training", "cluster"}))
"""


@pytest.mark.parametrize("kind", ["checkout", "linked_checkout"])
def test_a_layer_is_one_module_whichever_way_it_is_imported(kind, request):
    assert run(WAYS_IN, request.getfixturevalue(kind)).split() == []


@pytest.mark.parametrize("name", ["headrace", "setup"])
def test_what_else_lies_in_a_checkout_is_not_in_the_package(name, checkout):
    program = f"import headrace, importlib.util\nprint(importlib.util.find_spec('headrace.{name}'))"
    assert run(program, checkout).split() == ["None"]


def editable(checkout: Path, target: Path) -> Path:
    """Install `checkout` editable, into a directory of packages."""
    setup_py(checkout, "editable_wheel", "--dist-dir", target)
    (wheel,) = target.glob("headrace-*.whl")
    site = target / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    return site


def run(program: str, directory: Path, site: Path | None = None) -> str:
    """What a script in `directory` prints, with the packages in `site`, and without this environment's own headrace."""
    script = directory / "script.py"
    added = "" if site is None else f"site.addsitedir({str(site)!r})"
    script.write_text(f"import site, sys\n{added}\nsys.path += {site_packages()!r}\n{program}")
    # -S keeps the links of this environment's editable install from being followed.
    command = [sys.executable, "-S", str(script)]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=directory, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def site_packages() -> list[str]:
    return sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})


def small_checkout(tmp_path: Path) -> None:
    """A checkout with one hot module."""
    for name in ("setup.py", "pyproject.toml", "layers.txt", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path)
    for layer in LAYERS:
        (tmp_path / layer).mkdir()
        (tmp_path / layer / "__init__.py").touch()
    (tmp_path / "README.md").touch()
    (tmp_path / "graph" / "_loop_cy.py").write_text(HOT_MODULE)


@pytest.mark.parametrize("command", ["build_ext --inplace", "bdist_wheel"])
def test_what_is_lost_without_a_compiler_is_said_once(command, tmp_path, monkeypatch):
    monkeypatch.setenv("CC", "/absent/cc")
    small_checkout(tmp_path)
    said = setup_py(tmp_path, *command.split(), mode="")
    assert said.count("2 of 2 modules could not be compiled and run as Python") == 1
    assert "Install a C compiler" in said
    assert "building extension" not in said


@pytest.mark.skipif(shutil.which("cc") is None, reason="needs a C compiler")
def test_a_compiled_module_lands_beside_its_source_and_a_pure_build_removes_it(tmp_path):
    small_checkout(tmp_path)
    compiled = tmp_path / "graph" / f"_loop_cy{sysconfig.get_config_var('EXT_SUFFIX')}"

    setup_py(tmp_path, "build_ext", "--inplace", mode="compiled")
    assert compiled.exists()
    assert not list((tmp_path / "graph").glob("*.c"))
    setup_py(tmp_path, "build_ext", "--inplace", mode="pure")
    assert not compiled.exists()


def test_an_unknown_build_mode_is_refused():
    with pytest.raises(AssertionError, match="HEADRACE_BUILD must be unset, 'pure' or 'compiled'; got 'fast'"):
        setup_py(ROOT, "--version", mode="fast")


def test_every_directory_with_modules_is_a_package():
    directories = {path.parent for name, path in sources(ROOT).items() if name.endswith(".py")}
    assert [str(directory) for directory in sorted(directories) if not (directory / "__init__.py").exists()] == []
