"""The machine, and what is installed on it: what a bug report should contain, and why something may be slow.

from headrace.diagnostics import doctor
found = doctor.examine()
print(found["compiled"], found["advice"])
"""

from __future__ import annotations

import importlib
import importlib.metadata
import locale
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.formats.tfrecord import _frames_cy as frames

from .. import _version

LAYERS = ("formats", "graph", "pipeline", "training")

EXTRAS = {
    "images": ("pillow", "simplejpeg"),
    "progress": ("rich",),
    "parquet": ("pyarrow",),
    "http": ("aiohttp",),
    "py2": ("fissix",),
}
"""What each of headrace's extras needs."""

_NEEDED = ("numpy", "protobuf", "crc32c", "fsspec", "absl-py", "threadpoolctl", "click", "six")
_BESIDE = ("tensorflow", "tensorflow-cpu", "tensorboard", "pandas", "cython", "s3fs", "gcsfs")
_SETTINGS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "PYTHONUTF8", "PYTHONIOENCODING", "TMPDIR")
_FEW_FILES = 1024
_CHECKSUM_BYTES = 1 << 24
_SHORT_BYTES = 1 << 10  # of a record


def examine() -> dict[str, Any]:
    """What there is, as values that JSON has.

    Returns:
      "headrace", "python", "machine", "packages" (versions by name; None: not installed), "extras" (whether each is there),
      "blas" (a dict for each library), "protobuf" (how it is implemented), "compiled" (whether each hot module is), "checksum"
      (bytes a second, and whether the processor computes it), "limits", "text" (encodings), "environment" (settings that
      matter), and "advice": sentences about what makes it slower than it could be.
    """
    packages = {name: _version_of(name) for name in (*_NEEDED, *(one for names in EXTRAS.values() for one in names), *_BESIDE)}
    found: dict[str, Any] = {
        "headrace": {
            "version": _version.__version__,
            "tensorflow": _version.VERSION,
            "path": os.path.dirname(_version.__file__),
        },
        "python": {
            "version": platform.python_version(),
            "implementation": platform.python_implementation(),
            "bits": 64 if sys.maxsize > 2**32 else 32,
            "has_gil": getattr(sys, "_is_gil_enabled", lambda: True)(),
        },
        "machine": _machine(),
        "packages": packages,
        "extras": {name: all(packages[one] for one in needed) for name, needed in EXTRAS.items()},
        "blas": _blas(),
        "protobuf": _protobuf(),
        "compiled": compiled(),
        "checksum": _checksum(),
        "limits": {"open_files": _open_files(), "temporary_directory": tempfile.gettempdir()},
        "text": {
            "file_names": sys.getfilesystemencoding(),
            "locale": locale.getpreferredencoding(False),
            "output": getattr(sys.stdout, "encoding", None),
        },
        "environment": {name: os.environ[name] for name in _SETTINGS if name in os.environ},
    }
    return {**found, "advice": _advice(found)}


def _version_of(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _machine() -> dict[str, Any]:
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {
        "system": platform.platform(),
        "processor": platform.machine(),
        "cores": os.cpu_count(),
        "usable_cores": usable,
        "memory": _memory("MemTotal"),
        "available_memory": _memory("MemAvailable"),
    }


def _memory(name: str) -> int | None:
    """Bytes, where the system tells."""
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
    except OSError:
        lines = []
    for line in lines:
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    return None


def _blas() -> list[dict[str, Any]]:
    try:
        import threadpoolctl
    except ImportError:
        return []
    libraries = threadpoolctl.threadpool_info()
    keys = ("internal_api", "version", "num_threads", "threading_layer", "architecture")
    return [{key: one.get(key) for key in keys} for one in libraries if one["user_api"] == "blas"]


def _protobuf() -> str:
    from google.protobuf.internal import api_implementation

    return str(api_implementation.Type())


def compiled() -> dict[str, bool]:
    """Whether each hot module is compiled, by its name."""
    found = {}
    for layer in LAYERS:
        root = Path(next(iter(importlib.import_module(f"headrace.{layer}").__path__)))
        for source in sorted(root.rglob("*_cy.py")):
            name = ".".join(("headrace", layer, *source.relative_to(root).with_suffix("").parts))
            found[name] = bool(importlib.import_module(name).compiled)
    return found


def about_modules(modules: Mapping[str, bool]) -> str:
    """How many hot modules are compiled, and which are not."""
    pure = [name.removeprefix("headrace.") for name, is_compiled in modules.items() if not is_compiled]
    return f"{len(modules) - len(pure)} of {len(modules)} compiled{'; not: ' * bool(pure)}{', '.join(pure)}"


@export("show_config")
def show_config() -> None:
    """Print what this headrace is: its version, where it lies, and which hot modules are compiled; what is not runs as Python,
    many times slower. `headrace doctor` says more."""
    modules = compiled()
    print(f"headrace {_version.__version__} with the names of TensorFlow {_version.VERSION}")
    print(os.path.dirname(_version.__file__))
    print(f"hot modules: {about_modules(modules)}")
    for sentence in _advice_on_modules(modules):
        print(sentence)


def _advice_on_modules(modules: Mapping[str, bool]) -> list[str]:
    slow = [name for name, is_compiled in modules.items() if not is_compiled]
    if not slow:
        return []
    of = f"{len(slow)} of {len(modules)}"
    return [f"{of} hot modules are not compiled, and many times slower: install a C compiler and Cython and build again"]


def _checksum() -> dict[str, Any]:
    import crc32c

    data = memoryview(bytes(_CHECKSUM_BYTES))
    record = np.zeros(_CHECKSUM_BYTES, np.uint8)
    short = np.arange(0, _CHECKSUM_BYTES, _SHORT_BYTES)
    out = np.empty(_CHECKSUM_BYTES + 16 * len(short), np.uint8)
    return {
        "hardware": bool(crc32c.hardware_based),
        "bytes_per_second": _speed(lambda: crc32c.crc32c(data)),
        "short_records_bytes_per_second": _speed(lambda: frames.frame(record, short, short + _SHORT_BYTES, out)),
    }


def _speed(call: Callable[[], Any]) -> int:
    """The bytes a second of what works on `_CHECKSUM_BYTES`: the best of three."""
    seconds = []
    for _ in range(3):
        begin = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - begin)
    return int(_CHECKSUM_BYTES / min(seconds))


def _open_files() -> int | None:
    try:
        import resource
    except ImportError:  # not a POSIX system
        return None
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


def _advice(found: dict[str, Any]) -> list[str]:
    advice = _advice_on_modules(found["compiled"])
    if found["protobuf"] == "python":
        advice.append("protobuf runs as Python: GraphDefs and summaries take many times longer than with its compiled form")
    if not found["checksum"]["hardware"]:
        advice.append("the processor has no instruction for the checksum of TFRecords: long records are read more slowly")
    if found["limits"]["open_files"] is not None and found["limits"]["open_files"] < _FEW_FILES:
        advice.append(f"only {found['limits']['open_files']} files may be open at once: `ulimit -n 4096` allows more")
    if found["machine"]["usable_cores"] and found["machine"]["usable_cores"] < (found["machine"]["cores"] or 0):
        cores = f"{found['machine']['usable_cores']} of {found['machine']['cores']}"
        advice.append(f"{cores} cores may be used by this process")
    if not found["text"]["file_names"].lower().replace("-", "").startswith("utf8"):
        advice.append(f"file names are {found['text']['file_names']}: PYTHONUTF8=1 makes them UTF-8")
    return advice
