"""Plans of conversions: kinds of files by their content, the schema of all sources, what makes no sense."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence

from ..errors import AlreadyExistsError, InvalidArgumentError, OpError
from ..files import Path, path_text
from ..files.compression import BY_SUFFIX
from ..tables import KINDS, Kind, Schema, kind_by_suffix, kind_of
from ..tables.kinds.tfrecord import TFRecordKind
from .plan import Plan, Source, real

_MANY_ROWS = 1 << 20


def plan(
    sources: Path | Sequence[Path],
    target: Path,
    *,
    kind: str | Kind | None = None,
    target_kind: str | Kind | None = None,
    schema: Schema | str | None = None,
    infer_rows: int | None = 1000,
    shards: int | None = None,
    seed: int | None = None,
    compression: str | None = None,
    leaves_out: bool = False,
) -> Plan:
    """What `convert` would do; nothing is written.

    Args:
      sources, target, kind, target_kind, schema, infer_rows, shards, compression: as for `convert`.
      seed: None: the rows stay in order.
      leaves_out: whether there is a policy for bad records.

    Raises:
      InvalidArgumentError: no sources, or `shards` out of its range.
      AlreadyExistsError and others: as `convert`.
    """
    paths = [path_text(path) for path in ([sources] if isinstance(sources, (str, bytes, os.PathLike)) else sources)]
    name = path_text(target)
    if not paths:
        raise InvalidArgumentError(None, None, f"{name}: there must be a source at least")
    if shards is not None and not 1 <= shards <= 99999:
        raise InvalidArgumentError(None, None, f"shards must be in [1, 99999]; got {shards}")
    if seed is not None and seed < 0:
        raise InvalidArgumentError(None, None, f"seed must be >= 0; got {seed}")
    found = tuple(Source.of(path, _source_kind(path, kind)) for path in paths)
    into = _target_kind(name, target_kind)
    copies = schema is None and isinstance(into, TFRecordKind) and all(isinstance(one.kind, TFRecordKind) for one in found)
    notes: list[str] = []
    if isinstance(schema, str):
        schema = Schema.parse(schema)
    infers = schema is None and not copies
    if infers:
        schema, notes = into.adapted(_inferred(found, infer_rows, leaves_out))
    made = Plan(
        sources=found,
        target=name,
        kind=into,
        schema=schema,
        inferred_from=infer_rows if infers else None,
        compression=_compression(name) if compression is None else compression,
        shards=shards,
        seed=seed,
        leaves_out=leaves_out,
        notes=tuple(notes),
    )
    _check_apart(made)
    return made


def _source_kind(path: str, kind: str | Kind | None) -> Kind:
    return kind if isinstance(kind, Kind) else kind_of(path, kind)


def _target_kind(path: str, kind: str | Kind | None) -> Kind:
    if isinstance(kind, Kind):
        return kind
    if kind is not None:
        return kind_of(path, kind)
    found = kind_by_suffix(path)
    if found is None:
        message = f"{path}: of what kind is it to be? Its name does not tell; there are {', '.join(KINDS)}"
        raise InvalidArgumentError(None, None, message, path=path)
    return found


def _compression(path: str) -> str:
    return next((name for suffix, name in BY_SUFFIX.items() if path.endswith(suffix)), "")


def _inferred(sources: Sequence[Source], rows: int | None, leaves_out: bool) -> Schema:
    """The schema of all sources."""
    found: Schema | None = None
    first = ""
    for source in sources:
        one = _inferred_before_bad(source, rows) if leaves_out else source.kind.infer(source.path, rows)
        if not len(one):
            continue  # it has no rows
        first = first or source.path
        found = one if found is None else found.merged(one, (first, source.path))
    if found is None:
        message = f"{sources[0].path}: there is no row to tell what its features are; give a schema"
        raise InvalidArgumentError(None, None, message, path=sources[0].path)
    return found


def _inferred_before_bad(source: Source, rows: int | None) -> Schema:
    """The schema of a file by rows before the first bad one, which is left out when it is read."""
    try:
        return source.kind.infer(source.path, rows)
    except OpError:
        count = _MANY_ROWS if rows is None else rows
    while count > 1:
        count //= 2
        with contextlib.suppress(OpError):
            return source.kind.infer(source.path, count)
    return source.kind.infer(source.path, 1)


def _check_apart(made: Plan) -> None:
    """Raises AlreadyExistsError if a source would be replaced."""
    read = {real(source.path) for source in made.sources}
    for path in made.targets:
        if real(path) in read:
            message = f"{path}: is a source of the conversion too, and would be replaced"
            raise AlreadyExistsError(None, None, message, path=path)
