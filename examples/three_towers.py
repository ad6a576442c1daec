"""Three towers on two CPU devices train one set of variables, and a log says where what is.

    python examples/three_towers.py

The variables are on /cpu:0. Each tower reads a third of the iris flowers and computes gradients on a device of its own:
/cpu:1, /cpu:2 and /gpu:0, which is not there, so that soft placement moves it to a CPU. The mean of the gradients is applied.
"""

import pathlib

import headrace as tf

DATA = pathlib.Path(__file__).resolve().parent.parent / "sample_data"
SPECIES = tf.constant(["setosa", "versicolor", "virginica"], name="species")
TOWERS = ["/cpu:1", "/cpu:2", "/gpu:0"]


def flowers(shard):
    """Batches of the flowers of one file: lengths, and the number of the species."""
    files = tf.train.string_input_producer([str(DATA / f"iris-{shard:05}-of-00003.csv")], shuffle=False)
    _, line = tf.TextLineReader().read(files)
    *lengths, name = tf.decode_csv(line, record_defaults=[[0.0]] * 4 + [[""]])
    label = tf.argmax(tf.cast(tf.equal(SPECIES, name), tf.int32), 0)
    return tf.train.shuffle_batch([tf.stack(lengths), label], batch_size=30, capacity=90, min_after_dequeue=40, seed=shard)


def loss_of(lengths, labels):
    weights = tf.get_variable("weights", [4, 3], initializer=tf.zeros_initializer())
    biases = tf.get_variable("biases", [3], initializer=tf.zeros_initializer())
    logits = tf.matmul(lengths, weights) + biases
    right = tf.reduce_mean(tf.cast(tf.equal(tf.argmax(logits, 1), labels), tf.float32))
    return tf.losses.sparse_softmax_cross_entropy(labels, logits, scope="loss"), right


def mean_gradients(of_towers):
    """(mean gradient, variable) for each variable, of lists of (gradient, variable) from each tower."""
    means = []
    for pairs in zip(*of_towers, strict=True):
        means.append((tf.reduce_mean(tf.stack([gradient for gradient, _ in pairs]), 0), pairs[0][1]))
    return means


with tf.device("/cpu:0"):
    optimizer = tf.train.MomentumOptimizer(0.02, 0.9)
    gradients, losses, accuracies = [], [], []
    with tf.variable_scope(tf.get_variable_scope()):
        for number, device in enumerate(TOWERS):
            on_variables = tf.train.replica_device_setter(ps_tasks=1, ps_device="/cpu:0", worker_device=device)
            with tf.device(on_variables), tf.name_scope(f"tower_{number}"):
                loss, right = loss_of(*flowers(number))
                tf.get_variable_scope().reuse_variables()
                gradients.append(optimizer.compute_gradients(loss))
                losses.append(loss)
                accuracies.append(right)
    train = optimizer.apply_gradients(mean_gradients(gradients))
    mean_loss, accuracy = tf.reduce_mean(losses), tf.reduce_mean(accuracies)

config = tf.ConfigProto(device_count={"CPU": 3}, allow_soft_placement=True)
with tf.Session(config=config) as sess:
    print(*(device.name for device in sess.list_devices()), sep="\n")
    sess.run(tf.global_variables_initializer())
    coord = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(sess, coord)
    for step in range(200):
        _, value = sess.run([train, mean_loss])
        if step % 50 == 0:
            print(f"step {step}: loss {value:.3f}")

    metadata = tf.RunMetadata()
    sess.run(train, options=tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE), run_metadata=metadata)
    for device in metadata.step_stats.dev_stats:
        products = [node.node_name for node in device.node_stats if node.node_name.endswith("/MatMul")]
        print(f"{device.device}: {len(device.node_stats)} operations, {', '.join(products) or 'no product'}")
    print(f"{100 * sum(sess.run(accuracy) for _ in range(10)) / 10:.0f}% of the flowers are told apart")
    coord.request_stop()
    coord.join(threads)
