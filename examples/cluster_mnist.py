"""Two workers and a parameter server learn to read digits together, as in "Distributed TensorFlow".

    python examples/cluster_mnist.py                                          # all of it on this machine

or one process each, on one machine or several (pip install headrace[ray]; headrace cluster up):

    HOSTS="--ps_hosts=localhost:2222 --worker_hosts=localhost:2223,localhost:2224"
    python examples/cluster_mnist.py --job_name=ps --task_index=0 $HOSTS
    python examples/cluster_mnist.py --job_name=worker --task_index=0 $HOSTS
    python examples/cluster_mnist.py --job_name=worker --task_index=1 $HOSTS
"""

import os
import pathlib
import socket
import subprocess
import sys
import tempfile

import headrace as tf
from headrace.cluster import local
from headrace.examples.tutorials.mnist import input_data

flags = tf.app.flags
FLAGS = flags.FLAGS
flags.DEFINE_string("job_name", None, "'ps' or 'worker'; without it all processes are started here.")
flags.DEFINE_integer("task_index", 0, "The number of the task in its job.")
flags.DEFINE_string("ps_hosts", "localhost:2222", "Addresses of the parameter servers, with commas between.")
flags.DEFINE_string("worker_hosts", "localhost:2223,localhost:2224", "Addresses of the workers.")
flags.DEFINE_integer("last_step", 400, "How many steps the workers take together.")
flags.DEFINE_integer("batch_size", 50, "Examples in a batch.")
DIGITS = pathlib.Path(__file__).parents[1] / "sample_data" / "digits"


def work(server, cluster):
    """What each worker does: its own batches, the same variables."""
    data = input_data.read_data_sets(str(DIGITS), validation_size=0)
    with tf.device(tf.train.replica_device_setter(worker_device=f"/job:worker/task:{FLAGS.task_index}", cluster=cluster)):
        images = tf.placeholder(tf.float32, [None, data.train.images.shape[1]])
        labels = tf.placeholder(tf.int64, [None])
        hidden = tf.layers.dense(images, 64, tf.nn.relu)
        logits = tf.layers.dense(hidden, 10)
        loss = tf.losses.sparse_softmax_cross_entropy(labels, logits)
        correct = tf.reduce_mean(tf.cast(tf.equal(tf.argmax(logits, 1), labels), tf.float32))
        step = tf.train.get_or_create_global_step()
        train = tf.train.AdagradOptimizer(0.1).minimize(loss, global_step=step)
    steps = 0
    hooks = [tf.train.StopAtStepHook(last_step=FLAGS.last_step)]
    with tf.train.MonitoredTrainingSession(server.target, FLAGS.task_index == 0, hooks=hooks) as session:
        while not session.should_stop():
            x, y = data.train.next_batch(FLAGS.batch_size)
            session.run(train, {images: x, labels: y})
            steps += 1
    with tf.Session(server.target) as session:
        accuracy = session.run(correct, {images: data.test.images, labels: data.test.labels})
    print(f"worker {FLAGS.task_index}: {steps} steps; {accuracy:.0%} of {data.test.num_examples} test digits are read right")


def start_all():
    """A Ray of this machine, a parameter server and two workers on it."""
    with tempfile.TemporaryDirectory() as directory:
        os.environ["TMPDIR"] = directory  # no other Ray is in the way
        tempfile.tempdir = None
        ps, *others = (f"localhost:{port}" for port in free_ports(3))
        os.environ["RAY_ADDRESS"] = local.up(cpus=2, memory=100 << 20).address
        hosts = [f"--ps_hosts={ps}", f"--worker_hosts={','.join(others)}", f"--last_step={FLAGS.last_step}"]
        tasks = ["--job_name=ps"], ["--job_name=worker"], ["--job_name=worker", "--task_index=1"]
        server, *workers = [subprocess.Popen([sys.executable, __file__, *task, *hosts]) for task in tasks]
        try:
            ends = [worker.wait() for worker in workers]
        finally:
            for process in (server, *workers):
                process.kill()
                process.wait()
            local.down()
    sys.exit("a worker failed" if any(ends) else 0)


def free_ports(count):
    sockets = [socket.create_server(("localhost", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def main(_):
    if FLAGS.job_name is None:
        start_all()
    cluster = tf.train.ClusterSpec({"ps": FLAGS.ps_hosts.split(","), "worker": FLAGS.worker_hosts.split(",")})
    server = tf.train.Server(cluster, FLAGS.job_name, FLAGS.task_index)
    if FLAGS.job_name == "ps":
        server.join()
    work(server, cluster)


if __name__ == "__main__":
    tf.app.run()
