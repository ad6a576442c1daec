"""The law: interrupted at any place, and gone on with in another session or process, a program is what it is without."""

from __future__ import annotations

import contextlib
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import headrace as tf

from .generate import Spec
from .program import LONGEST, Outcome, Program, write_files

TESTS = Path(__file__).resolve().parents[3]


def faults_of(spec: Spec, other_process: bool = False, most_places: int | None = None) -> list[str]:
    """What is otherwise than without an interruption; each in words.

    Args:
      other_process: whether all that is interrupted goes on in another process.
      most_places: how many places to interrupt it at, which are drawn; None: at every one.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_files(spec, folder)
        whole, counts = _whole(spec, folder)
        places = list(range(len(whole) + 1))
        if most_places is not None and len(places) > most_places:
            places = sorted(random.Random(spec["seed"]).sample(places, most_places))
        states, found = {}, []
        for place in places:
            before, states[place] = _interrupted(spec, folder, place)
            found += _differences(f"before {place}", before, whole[:place])
        rests = (
            elsewhere(spec, folder, states)
            if other_process
            else {place: rest(spec, folder, place, states[place]) for place in places}
        )
        for place, (after, counted) in rests.items():
            found += _differences(f"behind {place}", after, whole[place:])
            if counted != counts and len(whole) < LONGEST:
                found.append(f"behind {place}: counted {counted}, and {counts} without an interruption")
    return found


def _whole(spec: Spec, folder: Path) -> tuple[list[Outcome], Any]:
    with _inside(folder / "whole"):
        program = Program(spec, folder)
        with program.begun() as session:
            outcomes = program.outcomes(session)
        return outcomes, json.loads(json.dumps(program.counts()))


def _interrupted(spec: Spec, folder: Path, place: int) -> tuple[list[Outcome], Any]:
    """What comes before a place, and the state there. What runs on behind it leaves its letters in the file."""
    with _inside(folder / f"at-{place}"):
        program = Program(spec, folder)
        with program.begun() as session:
            outcomes = program.outcomes(session, place)
            with program.graph.as_default():
                state = json.loads(json.dumps(tf.train.pipeline_state(session)))
            program.outcomes(session, 3)
        return outcomes, state


def rest(spec: Spec, folder: Path, place: int, state: Any) -> tuple[list[Outcome], Any]:
    """What comes behind a place, and what was counted in all."""
    with _inside(folder / f"at-{place}"):
        program = Program(spec, folder)
        with program.begun(state) as session:
            outcomes = program.outcomes(session, LONGEST - place)
        return outcomes, json.loads(json.dumps(program.counts()))


def elsewhere(spec: Spec, folder: Path, states: dict[int, Any]) -> dict[int, tuple[list[Outcome], Any]]:
    """The same of several places, in another process."""
    request = json.dumps({"spec": spec, "folder": str(folder), "states": list(states.items())})
    command = [sys.executable, "-m", "support.datasets.resumed", "--go-on"]
    found = subprocess.run(command, input=request, capture_output=True, text=True, cwd=TESTS, check=False)
    assert found.returncode == 0, found.stderr
    return {place: (outcomes, counts) for place, outcomes, counts in json.loads(found.stdout)}


def _differences(where: str, found: list[Outcome], expected: list[Outcome]) -> list[str]:
    for number, (got, wanted) in enumerate(zip(found, expected, strict=False)):
        if got != wanted:
            return [f"{where}: outcome {number} is {got}, and {wanted} without an interruption"]
    if len(found) != len(expected):
        return [f"{where}: {len(found)} outcomes, and {len(expected)} without an interruption"]
    return []


@contextlib.contextmanager
def _inside(folder: Path) -> Any:
    folder.mkdir(exist_ok=True)
    with contextlib.chdir(folder):
        yield
