"""Random programs, their operations on random tasks, give what they give in one process."""

from __future__ import annotations

import json
import random
import re
import tempfile
from typing import Any

import headrace as tf
from headrace.graph.core.traits import RESOURCE, USER_CODE
from headrace.graph.devices.references import references_of

from ..graphs.drawing import drawn
from ..graphs.law import _feeds, _fetches, _targets
from ..graphs.outcomes import described, described_error
from ..graphs.races import have_a_race, operations_of
from ..graphs.site import Site, Unbuilt, built
from .in_one_process import Cluster, cluster

_SECONDS = 20
_TASKS = ("/job:ps/task:0", "/job:ps/task:1", "/job:worker/task:0")


def difference(seed: int, is_client: bool) -> str | None:
    """What of the runs of a program is otherwise than in one process; None where nothing is."""
    with tempfile.TemporaryDirectory() as directory, cluster(ps=2, worker=1) as made:
        spec = drawn(seed, directory)
        if '"op": "nested"' in json.dumps(spec):
            return None  # a function runs a step of its own: what of the outer one has run by then is left open
        with tf.Graph().as_default():
            expected = _outcomes(built(spec, directory), spec, None, is_client)
        with tf.Graph().as_default():
            site = built(spec, directory)
            _spread(site, random.Random(seed))
            found = _outcomes(site, spec, made, is_client)
    for run, (one, other) in enumerate(zip(expected, found, strict=False)):
        if one != other and None not in (one, other):
            return f"seed {seed}, run {run}:\n  expected {one}\n  found    {other}\n{json.dumps(spec)}"
    return None


def _spread(site: Site, random: random.Random) -> None:
    for operation in site.graph.get_operations():
        if USER_CODE in operation.definition.traits:
            operation.device = _TASKS[2]
        elif any(one.dtype in (tf.resource, tf.variant) for one in (*operation.inputs, *operation.outputs)) and (
            RESOURCE not in operation.definition.traits
        ):
            continue
        elif not any(True for _ in references_of(operation)) and not operation.attributes.get("_class"):
            operation.device = random.choice(_TASKS)


def _outcomes(site: Site, spec: dict[str, Any], made: Cluster | None, is_client: bool) -> list[Any]:
    options = {"graph": site.graph, "config": tf.ConfigProto(operation_timeout_in_ms=_SECONDS * 1000)}
    session = tf.Session(**options) if made is None else made.session("worker", is_client=is_client, **options)
    outcomes: list[Any] = []
    with session:
        site.session, site.log = session, []
        starts = [variable.initializer for variable, initialized in site.variables if initialized]
        if starts:
            session.run(starts)
        for run in spec["runs"]:
            try:
                fetches, feeds = _fetches(site, run["fetch"]), _feeds(site, run)
            except Unbuilt:
                continue
            operations = operations_of(_targets(fetches), feeds)
            if have_a_race(operations):
                break
            try:
                outcomes.append(described(session.run(fetches, feeds)))
            except tf.errors.OpError as error:
                # Which of several errors is the first, and what else has run by then, is left open.
                return [*outcomes, None] if _is_left_open(error) else [*outcomes, "failed"]
            except Exception as error:
                kind, words, *_ = described_error(error)
                outcomes.append((kind, re.sub(r", device=[^)]*", "", words)))
    return outcomes


def _is_left_open(error: tf.errors.OpError) -> bool:
    """A variable of another task is read before it is known whether the branch which needs it is taken."""
    return isinstance(error, tf.errors.FailedPreconditionError) and "uninitialized value" in error.message
