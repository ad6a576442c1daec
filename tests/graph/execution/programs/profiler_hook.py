"""ProfilerHook: which steps it traces, and what it writes."""

from __future__ import annotations

import json
import os
import shutil
import tempfile

from support.compared import Programs, results
from support.compared.results import tried

PROGRAMS = Programs(results)


def _traced(tf, steps, **options):
    step = tf.train.get_or_create_global_step()
    train = tf.assign_add(step, 1, name="train")
    directory = tempfile.mkdtemp()
    try:
        hook = tf.train.ProfilerHook(output_dir=directory, **options)
        with tf.train.MonitoredSession(hooks=[hook]) as session:
            for _ in range(steps):
                session.run(train)
        tf.summary.FileWriterCache.clear()
        names = sorted(os.listdir(directory))
        (events,) = [name for name in names if not name.startswith("timeline")]
        tags = []
        for event in tf.train.summary_iterator(os.path.join(directory, events)):
            if event.HasField("tagged_run_metadata"):
                metadata = tf.RunMetadata.FromString(event.tagged_run_metadata.run_metadata)
                tags.append([event.tagged_run_metadata.tag, len(metadata.step_stats.dev_stats) > 0, event.step])
        pages = [_page(os.path.join(directory, name)) for name in names if name.startswith("timeline")]
        kinds = [sorted({event["ph"] for event in page["traceEvents"]} - {"s", "t"}) for page in pages]
        return [name for name in names if name != events], tags, kinds
    finally:
        shutil.rmtree(directory)


def _page(path):
    with open(path) as file:
        return json.load(file)


@PROGRAMS
def every_two_steps(tf):
    return _traced(tf, 7, save_steps=2)


@PROGRAMS
def with_memory(tf):
    return _traced(tf, 4, save_steps=3, show_memory=True)[2]


@PROGRAMS
def refusals(tf):
    directory = tempfile.mkdtemp()
    found = [
        tried(lambda: tf.train.ProfilerHook(output_dir=directory)),
        tried(lambda: tf.train.ProfilerHook(save_steps=1, save_secs=1, output_dir=directory)),
        tried(lambda: tf.train.ProfilerHook(save_steps=1, output_dir=directory).begin()),
    ]
    tf.summary.FileWriterCache.clear()
    shutil.rmtree(directory)
    return found
