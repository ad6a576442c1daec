"""The parts of the build that are computed: the packages, found in the directories of code, and the hot modules (`*_cy.py`).

`HEADRACE_BUILD=compiled` fails where a hot module cannot be compiled, `HEADRACE_BUILD=pure` compiles none and removes
what an earlier build left beside the sources; without either, what cannot be compiled runs as Python, after a warning.
"""

from __future__ import annotations

import os
import sys
import warnings
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext
from setuptools.errors import BaseError, CCompilerError

ROOT = Path(__file__).resolve().parent
LAYERS = (ROOT / "layers.txt").read_text().split()  # the lowest first: each imports those before it, and is a directory
TOP = "headrace"
MODES = ("", "pure", "compiled")
POSIX = ("_small_cy.py",)  # hot modules that call the system by its C names: elsewhere they run as Python

# What Cython writes into every module that has typed arrays; as a module of its own it is compiled once, not six times.
SHARED = "headrace._cython_shared"


def packages() -> dict[str, str]:
    """Each package and its directory: each directory in a layer with an `__init__.py`, or with stubs of what is made when it is
    imported. Links are not followed."""
    found = {}
    for layer in LAYERS:
        for directory, _, files in os.walk(ROOT / layer):
            if not {"__init__.py", "__init__.pyi"}.isdisjoint(files):
                path = Path(directory).relative_to(ROOT)
                found[".".join(path.parts if layer == TOP else (TOP, *path.parts))] = path.as_posix()
    return dict(sorted(found.items()))


def hot_modules() -> dict[str, str]:
    """Each module that is compiled here, and its source."""
    return {
        f"{package}.{source.stem}": source.relative_to(ROOT).as_posix()
        for package, directory in packages().items()
        for source in sorted((ROOT / directory).glob("*_cy.py"))
        if os.name == "posix" or source.name not in POSIX
    }


def compiled_modules() -> list[Path]:
    """What lies compiled beside the sources for the Python that runs this: its imports prefer it to the source."""
    return [
        file
        for directory in packages().values()
        for file in sorted((ROOT / directory).glob("*_cy.*"))
        if file.name.removeprefix(file.name.split(".")[0]) in EXTENSION_SUFFIXES
    ]


def build_mode() -> str:
    mode = os.environ.get("HEADRACE_BUILD", "")
    if mode not in MODES:
        raise SystemExit(f"HEADRACE_BUILD must be unset, 'pure' or 'compiled'; got {mode!r}")
    return mode


def extensions(mode: str) -> list[Extension]:
    if mode == "pure":
        return []
    try:
        from Cython.Build import cythonize
    except ModuleNotFoundError:
        if mode == "compiled":
            raise
        warnings.warn("Cython is not installed: the hot modules will run as Python, many times slower", stacklevel=2)
        return []
    # No fused multiply-add: it rounds otherwise than NumPy does, in one place and not in the next. Nobody asks which floating
    # point exceptions there were, or for errno: only where GCC knows that, it makes several choices, or roots, at once.
    exact = ["-ffp-contract=off", "-fno-trapping-math", "-fno-math-errno"]
    flags = ["/O2"] if os.name == "nt" else ["-O3", "-g0", "-w", *exact]
    headers = [path.relative_to(ROOT).as_posix() for layer in LAYERS for path in sorted((ROOT / layer).rglob("*_cy.h"))]
    options = {"include_dirs": ["."], "depends": headers, "extra_compile_args": flags}
    wanted = [Extension(name, [source], **options) for name, source in hot_modules().items()]
    # It makes and drops views, once for a call: what more than -O1 does to it nobody can measure, but who waits for it.
    wanted.append(Extension(SHARED, [], extra_compile_args=[*flags, "/O1" if os.name == "nt" else "-O1"]))
    made = cythonize(wanted, build_dir="build/cython", language_level=3, annotate=False, shared_utility_qualified_name=SHARED)
    for extension in made:
        extension.optional = mode != "compiled"  # after cythonize, which drops the flag
    # What takes longest to compile comes first: at the end no processor waits for it.
    return sorted(made, key=lambda extension: -os.path.getsize(extension.sources[0]))


class BuildHotModules(build_ext):
    """Building in place starts by removing what earlier builds left there: a compiled module hides its source. What cannot be
    compiled is said once, with what is lost."""

    def run(self) -> None:
        self.lost: dict[str, Exception] = {}
        if self.inplace or self.editable_mode:
            for compiled in compiled_modules():
                compiled.unlink()
        super().run()
        if self.lost:
            of, reason = f"{len(self.lost)} of {len(self.extensions)}", next(iter(self.lost.values()))
            print(
                f"headrace works, but {of} modules could not be compiled and run as Python: reading is 5 to 12 times slower. "
                f"Install a C compiler and build again ({reason}).",
                file=sys.stderr,
            )

    def build_extension(self, ext: Extension) -> None:
        try:
            super().build_extension(ext)
        except (BaseError, CCompilerError) as error:
            if not ext.optional:
                raise
            self.lost[ext.name] = error


if __name__ == "__main__":
    found = packages()
    setup(
        packages=list(found),
        package_dir=found,
        ext_modules=extensions(build_mode()),
        cmdclass={"build_ext": BuildHotModules},
        # A line in a .pth file. The import hook of the default mode is asked last: for a script beside a checkout that is
        # called headrace, Python takes that directory for the package before.
        options={"editable_wheel": {"mode": "compat"}},
    )
