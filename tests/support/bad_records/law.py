"""What must hold of a program whose bad records are left out: it delivers what it means without them, and tells of each."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from random import Random

import headrace as tf
from headrace.formats import quarantine, tfrecord
from headrace.formats.records import BadRecord
from headrace.graph.execution.interpreted_session import InterpretedSession

from ..pipelines.build import Program, Spec, build
from ..pipelines.laws import contradictions, most_records
from ..pipelines.run import Outcome, meaning, run
from ..pipelines.sources import FAULTS

OF_LINES = ("lines", "csv", "words")


def can_leave_out(spec: Spec) -> bool:
    """Whether the law is for this program: it reads records, and comes to its end by itself."""
    return spec["source"]["kind"] != "none" and spec.get("stop") is None and spec.get("change_after") is None


def plant(spec: Spec, random: Random) -> None:
    """Give some records of the source a fault, where it can have one."""
    source = spec["source"]
    if source["kind"] in FAULTS:
        source["fault"] = random.choice(FAULTS[source["kind"]])
        source["bad"] = random.randrange(source["records"])
        if random.random() < 0.7:
            source["bad_every"] = random.choice([1, 2, 3, 7, 20])


def faults_of_leaving_out(spec: Spec) -> tuple[list[str], int]:
    """What contradicts the law, and how many records were bad."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dead.tfrecord"
        meant_folder, folder_of_run = Path(folder) / "meant", Path(folder) / "run"
        meant_folder.mkdir()
        folder_of_run.mkdir()
        with tf.train.bad_records("skip") as bad_files:
            program = build(tf, spec, meant_folder)
        meant, _ = meaning(tf, program, InterpretedSession, leaves_out=True)
        with tf.train.bad_records("quarantine", path=path) as bad:
            program = build(tf, spec, folder_of_run)
        with most_records(spec.get("block")):
            outcome = run(tf, program)
        faults = contradictions(program, meant, outcome.counted, outcome)
        letters = list(quarantine.read(path))
        if not meant.faults:
            faults += _wrong_letters(program, letters, bad, meant.bad + bad_files.count, outcome)
        return faults, bad.count


def _wrong_letters(
    program: Program, letters: list[BadRecord], bad: tf.train.BadRecords, expected: int, outcome: Outcome
) -> list[str]:
    spec, found = program.spec, []
    source, sink = spec["source"], spec["stages"][0]["sink"]
    if Counter(one.stage for one in letters) != Counter(bad.by_stage):
        found.append(f"{len(letters)} dead letters, {bad.by_stage} bad records")
    if len(spec["stages"]) == 1 and not source.get("up_to") and bad.count != expected:
        found.append(f"{bad.count} bad records, not {expected}: {[one.reason for one in letters]}")
    places = Counter((one.path, one.record, one.offset) for one in letters if one.path is not None)
    again = source["epochs"]
    if any(count > again for count in places.values()):
        found.append(f"told several times of {places}")
    for one in letters:
        if one.data is not None and one.path is not None and _data_at(one, source["kind"]) not in (None, one.data):
            found.append(f"{one} does not have the bytes that stand at its place; {sink}")
    return found


def _data_at(bad: BadRecord, kind: str) -> bytes | None:
    """What stands in its file at its place; None where that is not looked at."""
    assert bad.path is not None
    if kind in OF_LINES:
        return Path(bad.path).read_bytes().split(b"\n")[(bad.record or 0) - 1]
    if kind in ("records", "examples") and bad.stage != "checksum":
        found = {
            number: record
            for block in tfrecord.read(bad.path, on_damage=quarantine.Skip())
            for number, record in zip(block.numbers.tolist(), block, strict=True)  # type: ignore[union-attr]
        }
        return found[bad.offset or 0]
    return None
