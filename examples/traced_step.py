"""A training step that is traced, as a page for Chrome's trace viewer: operations, the threads that read, their waits.

python examples/traced_step.py [DIRECTORY]

Open the file at chrome://tracing or https://ui.perfetto.dev. TensorBoard shows the same step in its page of graphs.
"""

import json
import pathlib
import sys
import tempfile

import headrace as tf
from headrace.python.client import timeline

directory = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp())
sample = pathlib.Path(__file__).resolve().parent.parent / "sample_data"

files = tf.train.string_input_producer(sorted(map(str, sample.glob("iris-*.csv"))))
_, line = tf.TextLineReader().read(files)
*measures, kind = tf.decode_csv(line, [[0.0], [0.0], [0.0], [0.0], [""]])
features, kinds = tf.train.shuffle_batch([tf.stack(measures), kind], 256, capacity=2000, min_after_dequeue=1000)
is_setosa = tf.cast(tf.equal(kinds, "setosa"), tf.float32)
logits = tf.squeeze(tf.layers.dense(tf.layers.dense(features, 16, tf.nn.tanh), 1), 1)
loss = tf.losses.sigmoid_cross_entropy(is_setosa, logits)
train = tf.train.AdamOptimizer(0.05).minimize(loss, tf.train.get_or_create_global_step())

hook = tf.train.ProfilerHook(save_steps=10, output_dir=str(directory), show_memory=True)
with tf.train.MonitoredTrainingSession(hooks=[hook]) as session:
    for _step in range(25):
        session.run(train)
tf.summary.FileWriterCache.clear()

for path in sorted(directory.glob("timeline-*.json")):
    events = json.loads(path.read_text())["traceEvents"]
    longest = max((event for event in events if event["ph"] == "X"), key=lambda event: event["dur"])
    print(f"{path.name}: {len(events)} events, longest {longest['name']} of {longest['args']['name']}")

# The same by hand, of one run.
options = tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE)
metadata = tf.RunMetadata()
with tf.train.MonitoredTrainingSession() as session:
    session.run(train)
    session.run(train, options=options, run_metadata=metadata)
page = timeline.Timeline(metadata.step_stats).generate_chrome_trace_format()
(directory / "by_hand.json").write_text(page)
threads = {event["args"]["name"] for event in json.loads(page)["traceEvents"] if event["name"] == "thread_name"}
print(f"threads beside the step: {len(threads)}")

wanted = tf.profiler.ProfileOptionBuilder(tf.profiler.ProfileOptionBuilder.time_and_memory()).with_empty_output().build()
tree = tf.profiler.profile(run_meta=metadata, cmd="op", options=wanted)
print(f"pages of steps: {len(list(directory.glob('*.json')))}; most time goes to {tree.children[0].name}")
