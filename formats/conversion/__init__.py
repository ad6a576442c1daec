"""Conversion: rows out of files of any kind into files of any kind.

    report = convert(["a.csv", "b.csv"], "train.tfrecord", shards=10, shuffle=True, workers=4)
    print(report.schema, report.rows)

The rows of all sources are read in their order by one schema, which is inferred from their first rows unless it is given,
and are written as they came, or shuffled, into one file or into shards of equal numbers of rows. What is written depends on
the sources and the arguments, never on how many processes write or how often they were interrupted:

- A file appears under its name when it is whole, and was read back.
- A conversion that was killed goes on when it is called again with the same arguments, for the same sources, and ends with
  the same bytes; shards that are done are checked and kept (`ledger.py`). One that fails, or is interrupted, where no shard is
  done leaves nothing.
- A record that is damaged, or does not fit the schema, ends it with its place, unless a policy of `quarantine` leaves it out.

TFRecords that are converted to TFRecords, without a schema, are copied as they are, whatever they hold.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..files import Path
from ..quarantine import OnDamage
from ..tables import Kind, Schema
from ..tables.kinds.kind import Progress
from ..workers import Doers
from .ledger import Shard
from .performing import Report, perform
from .plan import Plan
from .planning import plan

__all__ = ["Doers", "Plan", "Report", "Shard", "convert", "perform", "plan"]


def convert(
    sources: Path | Sequence[Path],
    target: Path,
    *,
    kind: str | Kind | None = None,
    target_kind: str | Kind | None = None,
    schema: Schema | str | None = None,
    infer_rows: int | None = 1000,
    shards: int | None = None,
    shuffle: bool = False,
    seed: int = 0,
    compression: str | None = None,
    workers: int | Doers = 1,
    on_damage: OnDamage | None = None,
    force: bool = False,
    verify: bool = True,
    progress: Progress | None = None,
) -> Report:
    """Convert files.

    Args:
      sources: what is read, in this order: paths or URLs; of pictures, directories.
      target: the file to be written. With shards=10 `train.tfrecord` is written as `train-00000-of-00010.tfrecord` and so on.
      kind, target_kind: of the sources and of the target, a name of `tables.KINDS` or one of these with options; None: what
        the content of each source, and the target's suffix, tell.
      schema: what to read, as a Schema or its text; None: what is inferred.
      infer_rows: how many rows of each source the schema is inferred from; None: all.
      shards: how many files to write, with the same number of rows, give or take one.
      shuffle: whether the rows of all sources are put in another order.
      seed: of that order, >= 0.
      compression: of the target: "", "GZIP" or "ZLIB"; None: what its suffix tells.
      workers: how many processes write shards, or who else does it: `headrace.cluster.workers.RayWorkers()`.
      on_damage: called with each record that is left out (see `quarantine`); None: such a record ends the conversion. A
        Policy is closed at the end.
      force: whether what is there under the target's name is replaced, and what is left of another conversion to the same
        target is discarded.
      verify: whether what was written is read back, before it gets its name.
      progress: called with how many records, and how many bytes of the sources, are done since the last call.
    Returns:
      What was done.

    Raises:
      AlreadyExistsError: the target is there, or is a source; what is left of another conversion is there.
      NotFoundError: there is no such source.
      InvalidArgumentError: nobody knows of what kind a file is; sources contradict each other; a row does not fit the schema;
        an argument is wrong.
      DataLossError: a source is damaged, or what is read back is not what was written.
      AbortedError: a source was changed meanwhile.
      FailedPreconditionError: another process is writing the target.
      ResourceExhaustedError: the disk is full.
    """
    made = plan(
        sources,
        target,
        kind=kind,
        target_kind=target_kind,
        schema=schema,
        infer_rows=infer_rows,
        shards=shards,
        seed=seed if shuffle else None,
        compression=compression,
        leaves_out=on_damage is not None,
    )
    return perform(made, workers=workers, on_damage=on_damage, force=force, verify=verify, progress=progress)
