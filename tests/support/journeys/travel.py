"""A graph on its way: what one library writes of a program, and what another finds when it runs that.

A journey is a dict of plain data: "graph", a MetaGraphDef as bytes; "plan", what to run by names; "found", what came of it
where it was written.
"""

from __future__ import annotations

import gzip
import io
import json
import os

import numpy as np

from .programs import write


def departed(tf, seed, directory):
    """The journey of a seed, written and run by a library in a directory of its own."""
    with tf.Graph().as_default() as graph:
        plan = write(tf, seed)
        written = tf.train.export_meta_graph(graph=graph)
    written.meta_info_def.ClearField("stripped_op_list")
    journey = {"graph": written.SerializeToString(), "plan": plan}
    journey["found"] = arrived(tf, journey, directory)
    return journey


def arrived(tf, journey, directory):
    """What a library finds when it runs a graph: a dict of arrays for each step, and one of what is left at the end."""
    plan, here = journey["plan"], os.getcwd()
    os.makedirs(str(directory), exist_ok=True)
    os.chdir(str(directory))
    try:
        for name, data in plan["files"].items():
            with open(name, "wb") as file:
                file.write(data)
        with tf.Graph().as_default():
            message = tf.MetaGraphDef()
            message.ParseFromString(journey["graph"])
            tf.train.import_meta_graph(message)
            with tf.Session() as session:
                return _run(tf, session, plan)
    finally:
        os.chdir(here)


def _run(tf, session, plan):
    for name in plan["start"]:
        session.run(name)
    coordinator = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(session, coordinator)
    try:
        found = [_step(tf, session, plan, feed) for feed in plan["feeds"]]
        found.append(session.run(plan["after"]))
        if plan["saver"]:
            found.append(_saved(session, plan))
    finally:
        coordinator.request_stop()
        coordinator.join(threads, ignore_live_threads=True)
    return found


def _step(tf, session, plan, feed):
    values = session.run({**plan["fetches"]}, feed)
    session.run(plan["train"], feed)
    if "summary" in values:
        values.update(_summary(tf, values.pop("summary")))
    return values


def _summary(tf, data):
    """What of a summary is compared: numbers and sizes."""
    found = {}
    for value in tf.Summary.FromString(data).value:
        if "fraction_" in value.tag:  # how full a queue is, is a matter of time
            continue
        kind = value.WhichOneof("value")
        parts = {"simple_value": lambda: value.simple_value, "histo": lambda: (value.histo.num, value.histo.sum)}  # noqa: B023
        parts["image"] = lambda: (value.image.height, value.image.width)  # noqa: B023
        parts["audio"] = lambda: (value.audio.sample_rate, value.audio.length_frames)  # noqa: B023
        found["summary_" + value.tag] = np.asarray(parts[kind]() if kind in parts else len(kind), np.float64)
    return found


def _saved(session, plan):
    """Variables that were saved, changed by a step and restored."""
    filename, save, restore = plan["saver"]
    path = session.run(save, {filename: "saved"})
    session.run(plan["train"], plan["feeds"][0])
    session.run(restore, {filename: path})
    return session.run(plan["after"])


def kept(journeys):
    """Journeys by name as bytes of a file."""
    data = io.BytesIO()
    with gzip.GzipFile(fileobj=data, mode="wb", mtime=0) as file:
        file.write(json.dumps(journeys, default=_plain, separators=(",", ":"), ensure_ascii=False).encode())
    return data.getvalue()


def _plain(value):
    if isinstance(value, bytes):
        return {"bytes": value.decode("latin-1")}
    array = np.asarray(value)
    numbers = [float(f"{one:.7g}") if isinstance(one, float) else one for one in array.ravel().tolist()]
    return {"array": array.dtype.name, "shape": array.shape, "numbers": numbers}


def read(data):
    """The journeys that `kept` wrote."""
    return json.loads(gzip.decompress(data), object_hook=_value)


def _value(found):
    if set(found) == {"bytes"}:
        return found["bytes"].encode("latin-1")
    if set(found) == {"array", "shape", "numbers"}:
        return np.array(found["numbers"], found["array"]).reshape(found["shape"])
    return found


def differences(expected, found):
    """What was found otherwise than it was expected, as words. Steps of training make more of what was rounded."""
    if len(expected) != len(found):
        return [f"{len(found)} steps, not {len(expected)}"]
    wrong = []
    for at, (one, other) in enumerate(zip(expected, found)):  # noqa: B905  # Python 3.7
        wrong += [f"{at} {name} is in one alone" for name in sorted(set(one) ^ set(other))]
        for name in sorted(set(one) & set(other)):
            value, right = np.asarray(other[name]), np.asarray(one[name])
            if value.shape != right.shape or value.dtype != right.dtype:
                wrong.append(f"{at} {name}: {value.dtype} {value.shape}, not {right.dtype} {right.shape}")
            elif not np.allclose(value, right, 2e-3, 2e-4 + 5e-4 * np.abs(right).max(initial=0), equal_nan=True):
                wrong.append(f"{at} {name}: {value.ravel()[:5].tolist()}, not {right.ravel()[:5].tolist()}")
    return wrong
