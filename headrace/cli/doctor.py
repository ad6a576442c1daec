"""`headrace doctor`: what a bug report should contain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from ..diagnostics import doctor
from . import support


@click.command()
@support.json_option
def command(as_json: bool) -> None:
    """Print what a bug report should contain: versions, which modules are compiled, how fast checksums are, what is installed
    beside, the machine and its limits; and what makes headrace slower here than it could be.

    Example: headrace doctor --json > report.json
    """
    found = doctor.examine()
    if as_json:
        support.print_json(found)
        return
    support.print_table(["", ""], _rows(found))
    for sentence in found["advice"]:
        click.echo(f"\n{sentence}")


def _rows(found: Mapping[str, Any]) -> list[tuple[str, str]]:
    machine, checksum = found["machine"], found["checksum"]
    cores = f"{machine['usable_cores']} of {machine['cores']}"
    return [
        ("headrace", f"{found['headrace']['version']} with the names of TensorFlow {found['headrace']['tensorflow']}"),
        ("", found["headrace"]["path"]),
        ("python", " ".join(str(value) for value in list(found["python"].values())[:2]) + _gil(found["python"]["has_gil"])),
        ("system", machine["system"]),
        ("cores", cores),
        ("memory", f"{_bytes(machine['available_memory'])} available of {_bytes(machine['memory'])}"),
        ("hot modules", doctor.about_modules(found["compiled"])),
        ("checksums", f"{_bytes(checksum['bytes_per_second'])}/s{_hardware(checksum['hardware'])}"),
        ("of short records", f"{_bytes(checksum['short_records_bytes_per_second'])}/s"),
        *(("blas", f"{one['internal_api']} {one['version']}, {one['num_threads']} threads") for one in found["blas"]),
        ("protobuf", f"{found['packages']['protobuf']} ({found['protobuf']})"),
        ("extras", ", ".join(f"{name}: {'yes' if has else 'no'}" for name, has in found["extras"].items())),
        ("packages", ", ".join(f"{name} {version}" for name, version in found["packages"].items() if version)),
        ("open files", f"{found['limits']['open_files']} at once"),
        ("encodings", ", ".join(f"{name} {value}" for name, value in found["text"].items())),
        ("environment", ", ".join(f"{name}={value}" for name, value in found["environment"].items()) or "nothing set"),
    ]


def _bytes(count: int | None) -> str:
    return "unknown" if count is None else support.bytes_text(count)


def _gil(has_gil: bool) -> str:
    return "" if has_gil else ", free-threaded"


def _hardware(is_there: bool) -> str:
    return ", by the processor's instruction" if is_there else ", without an instruction of the processor"
