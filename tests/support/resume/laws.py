"""Random pipelines that are interrupted, and go on in another session from the state that they were in.

What they deliver before and after together is held against what the program means; where nothing is left to chance, also
against what it delivers without an interruption.
"""

from __future__ import annotations

import copy
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random
from typing import Any

import headrace as tf
from headrace.graph.execution.interpreted_session import InterpretedSession

from ..pipelines.build import Program, Spec, build
from ..pipelines.laws import contradictions, most_records, shown
from ..pipelines.model import Meaning, _plain
from ..pipelines.run import LONGEST, PATIENCE, Outcome, _finish, _start, meaning, run, words_of
from ..pipelines.sinks import JOINS
from ..pipelines.values import from_json, same

TESTS = Path(__file__).resolve().parents[2]


def can_be_resumed(spec: Spec) -> bool:
    """Whether nothing in a program refuses it: functions that remember, queues that the program fills."""
    functions = [op for stage in spec["stages"] for op in stage["ops"] if op["op"] == "py_func"]
    return (
        spec["source"]["kind"] != "queue"
        and spec.get("change_after") is None
        and not any(function["at"]["stateful"] for function in functions)
    )


def is_repeatable(spec: Spec) -> bool:
    """Whether each run delivers the same in the same order."""
    for stage in spec["stages"]:
        sink = stage["sink"]
        if sink["threads"] > 1 or sink["kind"] == "bucket" or sink.get("queue") == "PriorityQueue":
            return False
        if ("huffle" in sink["kind"] or sink.get("queue") == "RandomShuffleQueue") and not sink["least"]:
            return False
    return True


def with_other_threads(spec: Spec, random: Random) -> Spec:
    """The same program with other numbers of threads."""
    spec = copy.deepcopy(spec)
    for stage in spec["stages"]:
        if stage["sink"]["kind"] not in JOINS:
            stage["sink"]["threads"] = random.choice([1, 2, 4])
    return spec


def faults_of_resuming(
    spec: Spec,
    random: Random,
    tries: int = 1,
    *,
    other_threads: bool = False,
    other_process: bool = False,
    patience: float = PATIENCE,
) -> list[str]:
    """What contradicts a program's meaning when it is interrupted, once or twice, at a place that is drawn for each try.

    Args:
      other_threads: it goes on with other numbers of threads.
      other_process: the last part runs in another process.
    """
    spec, total = copy.deepcopy(spec), LONGEST
    stop = spec.pop("stop", None)
    if spec["source"]["kind"] == "none":
        total = stop["after"]
        spec["stop"] = {"after": total, "how": "stop"}
    with tempfile.TemporaryDirectory() as folder, most_records(spec.get("block")):
        program = build(tf, spec, Path(folder))
        meant, counted = meaning(tf, program, InterpretedSession)
        whole = run(tf, program, patience=patience) if is_repeatable(spec) else None
        found = []
        for _ in range(tries):
            most = min(total, len(meant.delivered))
            cuts = sorted(random.randint(0, most) for _ in range(random.choice([1, 1, 1, 2])))
            specs = [spec] + [with_other_threads(spec, random) if other_threads else spec for _ in cuts]
            programs = [build(tf, one, Path(folder)) for one in specs]
            try:
                outcome = resumed(programs, [*cuts, total], patience, other_process)
            except Exception as error:
                found.append(f"at {cuts}: {type(error).__name__}: {error}")
                continue
            judged = max(programs, key=lambda one: sum(stage.sink["threads"] for stage in one.stages))
            found += [f"at {cuts}: {fault}" for fault in contradictions(judged, meant, counted, outcome)]
            if whole is not None and not found and not other_threads:
                found += [f"at {cuts}: {fault}" for fault in _others(outcome, whole, meant)]
    return found


def resumed(programs: list[Program], cuts: list[int], patience: float, other_process: bool) -> Outcome:
    """What programs deliver, each going on from the state of the one before it, up to so many elements in all."""
    outcome, state = Outcome(), None
    for number, (program, cut) in enumerate(zip(programs, cuts, strict=True)):
        is_last = number == len(programs) - 1
        if is_last and other_process:
            elsewhere(program, cut, state, outcome, patience)
            break
        state = part(program, cut, state, outcome, is_last, patience)
        if state is None:
            break
    return outcome


def elsewhere(program: Program, cut: int, state: Any, outcome: Outcome, patience: float) -> None:
    """The last part of a program in a process of its own."""
    steps = cut - len(outcome.delivered)
    request = {"spec": program.spec, "folder": str(program.world.directory), "state": state, "steps": steps}
    command = [sys.executable, "-m", "support.resume.elsewhere"]
    found = subprocess.run(
        command, input=json.dumps({**request, "patience": patience}), capture_output=True, text=True, cwd=TESTS, check=False
    )
    assert found.returncode == 0, found.stderr
    answer = json.loads(found.stdout)
    delivered = [[from_json(value) for value in element] for element in answer.pop("delivered")]
    vars(outcome).update(answer, delivered=outcome.delivered + delivered)
    outcome.ended, outcome.joined = (words and tuple(words) for words in (outcome.ended, outcome.joined))


def part(program: Program, cut: int, state: Any, outcome: Outcome, is_last: bool, patience: float) -> Any:
    """Go on from a state up to so many elements; the state then, or None where the program has ended."""
    options = tf.RunOptions(timeout_in_ms=int(patience * 1000))
    directory, left = program.world.directory, None
    with program.graph.as_default():
        session = tf.Session(graph=program.graph)
        feeder = _start(tf, program, session)
        if state is not None:
            tf.train.restore_pipeline_state(session, state)
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        try:
            while len(outcome.delivered) < cut:
                outcome.delivered.append([_plain(value) for value in session.run(program.fetches, options=options)])
            if not is_last:
                left = json.loads(json.dumps(tf.train.pipeline_state(session, timeout=patience)))
        except tf.errors.OpError as error:
            outcome.ended = words_of(error, directory)
            outcome.hangs = isinstance(error, tf.errors.DeadlineExceededError)
        coordinator.request_stop()
        try:
            coordinator.join(threads, stop_grace_period_secs=patience)
        except Exception as error:
            if left is None:
                outcome.joined = words_of(error, directory)
                outcome.hangs |= "threads still running" in str(error)
        if left is None:
            _finish(program, session, feeder, outcome)
        else:
            session.close()
    return left


def _others(outcome: Outcome, whole: Outcome, meant: Meaning) -> list[str]:
    """What is otherwise than in the run without an interruption."""
    if meant.faults:
        return []  # how much of what is good comes before an error depends on the time
    for number, (got, expected) in enumerate(zip(outcome.delivered, whole.delivered, strict=False)):
        if len(got) != len(expected) or not all(same(a, b) for a, b in zip(got, expected, strict=True)):
            return [f"element {number} is {shown(got)}, and {shown(expected)} without an interruption"]
    if len(outcome.delivered) != len(whole.delivered):
        return [f"{len(outcome.delivered)} elements, and {len(whole.delivered)} without an interruption"]
    return []
