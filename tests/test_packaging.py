"""What gets installed: every package of the checkout, under the names that DESIGN.md gives them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = {
    "headrace": "headrace",
    "formats": "headrace/formats",
    "graph": "headrace/graph",
    "pipeline": "headrace/pipeline",
    "training": "headrace/training",
}
HOT_MODULE = "import cython\n\ncompiled: bool = cython.compiled\n"
SHIPPED = (".py", ".pyi", ".proto", ".typed")


def sources(root: Path) -> dict[str, Path]:
    """Each file of the code folders that belongs in a wheel, by its path there."""
    found = {}
    for folder, installed in FOLDERS.items():
        for directory, _, names in os.walk(root / folder):  # does not follow the links in headrace/
            inside = Path(directory).relative_to(root / folder)
            for name in names:
                if name.endswith(SHIPPED):
                    found[(Path(installed) / inside / name).as_posix()] = Path(directory, name)
    return found


@pytest.fixture(scope="module")
def checkout_without_links(tmp_path_factory) -> Path:
    """A copy as a system without symbolic links has it, plus a sub-package that nobody registered."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in ("setup.py", "pyproject.toml", "README.md", "LICENSE"):
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, copy)
    for path in sources(ROOT).values():
        target = copy / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    extra = copy / "pipeline" / "newcomer"
    extra.mkdir()
    (extra / "__init__.py").write_text('GREETING = "found"\n')
    (extra / "_loop_cy.py").write_text(HOT_MODULE)
    return copy


def setup_py(checkout: Path, *arguments: object, mode: str = "pure") -> None:
    environment = {**os.environ, "HEADRACE_BUILD": mode}
    command = [sys.executable, "setup.py", "--quiet", *map(str, arguments)]
    done = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_wheel_holds_every_file_of_every_package(checkout_without_links, tmp_path):
    setup_py(checkout_without_links, "bdist_wheel", "--dist-dir", tmp_path)
    (wheel,) = tmp_path.glob("headrace-*-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as archive:
        installed = {name for name in archive.namelist() if name.startswith("headrace/")}
        metadata = archive.read(next(name for name in archive.namelist() if name.endswith("/METADATA"))).decode()
    assert installed == set(sources(checkout_without_links))
    assert "headrace/pipeline/newcomer/__init__.py" in installed
    assert "License-Expression: Apache-2.0" in metadata


def test_an_editable_install_needs_no_links_and_sees_files_written_later(checkout_without_links, tmp_path):
    setup_py(checkout_without_links, "editable_wheel", "--dist-dir", tmp_path)
    (wheel,) = tmp_path.glob("headrace-*.whl")
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    (checkout_without_links / "graph" / "written_later.py").write_text("import headrace.pipeline.newcomer as n\n")
    printed = run_beside(
        site,
        "import headrace.formats.records as records, headrace.graph.written_later as later\n"
        "print(records.__file__, later.n.GREETING)",
    )
    assert printed.split() == [str(checkout_without_links / "formats" / "records.py"), "found"]


def run_beside(site: Path, program: str) -> str:
    """What `program` prints with the packages in `site`, and without this environment's own headrace."""
    start = f"import site, sys; site.addsitedir({str(site)!r}); sys.path += {site_packages()!r}\n"
    # -S keeps the links of this environment's editable install from being followed.
    command = [sys.executable, "-S", "-c", start + program]
    done = subprocess.run(command, cwd=site, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def site_packages() -> list[str]:
    return sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})


@pytest.mark.skipif(shutil.which("cc") is None, reason="needs a C compiler")
def test_a_compiled_module_lands_beside_its_source_and_a_pure_build_removes_it(tmp_path):
    for name in ("setup.py", "pyproject.toml", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path)
    for folder in FOLDERS:
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "__init__.py").touch()
    (tmp_path / "README.md").touch()
    (tmp_path / "graph" / "_loop_cy.py").write_text(HOT_MODULE)
    compiled = tmp_path / "graph" / f"_loop_cy{sysconfig.get_config_var('EXT_SUFFIX')}"

    setup_py(tmp_path, "build_ext", "--inplace", mode="compiled")
    assert compiled.exists()
    assert not list((tmp_path / "graph").glob("*.c"))
    setup_py(tmp_path, "build_ext", "--inplace", mode="pure")
    assert not compiled.exists()


def test_an_unknown_build_mode_is_refused():
    with pytest.raises(AssertionError, match="HEADRACE_BUILD must be unset, 'pure' or 'compiled'; got 'fast'"):
        setup_py(ROOT, "--version", mode="fast")


def test_every_folder_with_modules_is_a_package():
    folders = {path.parent for name, path in sources(ROOT).items() if name.endswith(".py")}
    assert [str(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []
