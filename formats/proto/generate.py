"""Make the `_pb2.py` and `_pb2.pyi` files from the `.proto` files beside this one.

    pip install grpcio-tools==1.62.3        # its protoc writes code for protobuf 4.25 and every later release
    python -m headrace.formats.proto.generate

Later generators write code that refuses to load on a protobuf older than themselves: raising the version here raises
the lower bound of `protobuf` in pyproject.toml. Each file begins with a line that holds the checksum of its `.proto`
and of the code below the line: `stale` compares them, so that neither is edited without the other.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

GENERATOR = ("grpcio-tools", "1.62.3")
HERE = Path(__file__).parent
PACKAGE = "headrace/formats/proto"


def has_generator() -> bool:
    """Whether the generator is installed in the version that made the files."""
    name, wanted = GENERATOR
    try:
        return version(name) == wanted
    except PackageNotFoundError:
        return False


def generated() -> Iterator[tuple[str, str]]:
    """The name and the text of each file, as protoc makes it of the `.proto` files now.

    Raises:
      RuntimeError: the generator is missing or of another version, or protoc refused a file.
    """
    if not has_generator():
        raise RuntimeError("needs the generator: pip install {}=={}".format(*GENERATOR))
    from grpc_tools import protoc  # type: ignore[import-not-found,import-untyped,unused-ignore]

    with tempfile.TemporaryDirectory() as scratch:
        # protoc takes import paths from file paths: lay the files out as they are imported.
        source = Path(scratch, "source", PACKAGE)
        source.mkdir(parents=True)
        protos = sorted(HERE.glob("*.proto"))
        for proto in protos:
            (source / proto.name).write_bytes(proto.read_bytes())
        target = Path(scratch, "target")
        target.mkdir()
        known = Path(protoc.__file__).with_name("_proto")  # protobuf's own messages
        options = [f"-I{Path(scratch, 'source')}", f"-I{known}", f"--python_out={target}", f"--pyi_out={target}"]
        if protoc.main(["protoc", *options, *(f"{PACKAGE}/{proto.name}" for proto in protos)]):
            raise RuntimeError("protoc refused the files")
        for proto in protos:
            for suffix in ("_pb2.py", "_pb2.pyi"):
                name = proto.stem + suffix
                code = (target / PACKAGE / name).read_text()
                yield name, _stamp(proto.read_bytes(), code) + code


def stale() -> list[str]:
    """The files that were changed, or whose `.proto` was, since they were generated."""
    names = []
    for proto in sorted(HERE.glob("*.proto")):
        for suffix in ("_pb2.py", "_pb2.pyi"):
            made = HERE / (proto.stem + suffix)
            stamp, _, code = made.read_text().partition("\n") if made.exists() else ("", "", "")
            if stamp + "\n" != _stamp(proto.read_bytes(), code):
                names.append(made.name)
    return names


def _stamp(proto: bytes, code: str) -> str:
    return "# {}=={}; sha256 of the .proto and of what follows: {}\n".format(
        *GENERATOR, hashlib.sha256(proto + b"\0" + code.encode()).hexdigest()
    )


def main() -> None:
    for name, text in list(generated()):
        (HERE / name).write_text(text)
        print(name)


if __name__ == "__main__":
    main()
