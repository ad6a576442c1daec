"""Names that programs seldom say, on small values, run by TensorFlow 1.15 and here. See support/compared."""

import os

import numpy as np
from support.compared import Programs, results

PROGRAMS = Programs(results)
X = np.float32([[1.0, -2.0], [3.0, 4.0], [0.5, 0.0]])
IMAGES = (np.arange(48, dtype=np.float32) / 7).reshape(1, 4, 4, 3)


def _examples(tf, rows):
    """Serialized Examples of a float and a list of ints."""
    feature = tf.train.Feature
    made = []
    for rate, steps in rows:
        features = {
            "rate": feature(float_list=tf.train.FloatList(value=[rate])),
            "steps": feature(int64_list=tf.train.Int64List(value=steps)),
        }
        made.append(tf.train.Example(features=tf.train.Features(feature=features)).SerializeToString())
    return made


def _features(tf):
    return {"rate": tf.FixedLenFeature([], tf.float32), "steps": tf.VarLenFeature(tf.int64)}


def _plain(batch):
    return [batch["rate"].tolist(), batch["steps"].indices.tolist(), batch["steps"].values.tolist()]


@PROGRAMS
def examples_parsed_by_a_dataset(tf, session):
    found = []
    for group in (tf.contrib.data, tf.data.experimental):
        rows = tf.data.Dataset.from_tensor_slices(_examples(tf, [(1.5, [1, 2]), (2.5, [3])])).batch(2)
        batch = rows.apply(group.parse_example_dataset(_features(tf), num_parallel_calls=2)).make_one_shot_iterator()
        found.append(_plain(session.run(batch.get_next())))
    return found


@PROGRAMS
def batched_features_of_files(tf, session):
    with tf.python_io.TFRecordWriter("rows.tfrecord") as writer:
        for row in _examples(tf, [(1.5, [1, 2]), (2.5, [3]), (3.5, [])]):
            writer.write(row)
    found = []
    for group in (tf.contrib.data, tf.data.experimental):
        dataset = group.make_batched_features_dataset("rows.tfrecord", 2, _features(tf), num_epochs=1, shuffle=False)
        batch = dataset.make_one_shot_iterator().get_next()
        found.append([_plain(session.run(batch)), _plain(session.run(batch))])
        labels = group.make_batched_features_dataset(["rows.tfrecord"], 2, _features(tf), label_key="rate", shuffle=False)
        features, label = session.run(labels.make_one_shot_iterator().get_next())
        found.append([sorted(features), label.tolist()])
    return found


@PROGRAMS
def random_datasets(tf, session):
    found = []
    for group in (tf.contrib.data, tf.data.experimental):
        number = group.RandomDataset(seed=3).make_one_shot_iterator().get_next()
        found.append([number.dtype.name, number.shape.as_list(), int(session.run(number)) >= 0])
    return found


@PROGRAMS
def tables_of_text_files(tf, session):
    lookup = tf.contrib.lookup
    path = results.words_file(b"a\nb\nc\n")
    ids = lookup.HashTable(lookup.TextFileIdTableInitializer(path), -1)
    words = lookup.HashTable(lookup.TextFileStringTableInitializer(path, vocab_size=2), "none")
    session.run(tf.tables_initializer())
    return session.run([ids.lookup(tf.constant(["c", "x"])), words.lookup(tf.constant([1, 2], tf.int64)), words.size()])


@PROGRAMS
def what_tables_are_made_of(tf):
    lookup = tf.contrib.lookup
    table = lookup.LookupInterface(tf.string, tf.int64)
    initializer = lookup.TableInitializerBase(tf.string, tf.int64)
    filled = lookup.HashTable(lookup.KeyValueTensorInitializer(["a"], [1], tf.string, tf.int64), -1)
    return [
        [table.key_dtype.name, table.value_dtype.name, initializer.key_dtype.name, initializer.value_dtype.name],
        [isinstance(filled, lookup.InitializableLookupTableBase), isinstance(filled, lookup.LookupInterface)],
        results.refusal(lambda: table.lookup(tf.constant("a"))),
        results.refusal(table.size),
        results.refusal(lambda: initializer.initialize(filled)),
        results.refusal(lambda: lookup.InitializableLookupTableBase(-1, initializer)),
    ]


@PROGRAMS
def columns_checked(tf):
    layers = tf.contrib.layers
    height, again = layers.real_valued_column("height"), layers.real_valued_column("height")
    return [
        layers.check_feature_columns([height, layers.real_valued_column("width")]),
        results.refusal(lambda: tf.contrib.slim.check_feature_columns([height, again]))[0],
        results.refusal(lambda: layers.check_feature_columns({"height": height})),
    ]


@PROGRAMS
def metrics_of_two_classes(tf):
    found = tf.contrib.slim.get_default_binary_metrics_for_eval([0.25])
    return sorted(found)


@PROGRAMS
def columns_of_an_input_function(tf):
    columns = tf.contrib.learn.infer_real_valued_columns_from_input_fn(lambda: (tf.constant(X), tf.constant([1, 2, 3])))
    return [[column.name, column.dimension, column.dtype.name] for column in columns]


@PROGRAMS
def estimators_of_no_model(tf):
    return results.refusal(lambda: tf.contrib.learn.BaseEstimator("model"))


@PROGRAMS
def weights_that_decay(tf):
    class Decaying(tf.contrib.opt.DecoupledWeightDecayExtension, tf.train.MomentumOptimizer):
        pass

    weight = tf.Variable([1.0, -2.0])
    step = Decaying(0.1, learning_rate=0.5, momentum=0.9).minimize(tf.reduce_sum(weight * [2.0, -1.0]))
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        session.run([step])
        session.run([step])
        return session.run(weight)


@PROGRAMS
def cells(tf):
    rnn = tf.contrib.rnn
    embedded = rnn.EmbeddingWrapper(rnn.GRUCell(2), 4, 3, initializer=tf.ones_initializer())
    output, state = embedded(tf.constant([1, 3]), tf.zeros([2, 2]))

    class Own(rnn.LayerRNNCell):
        state_size = output_size = 2

        def build(self, shape):
            self.kernel = self.add_variable("kernel", [int(shape[1]), 2], initializer=tf.ones_initializer())
            self.built = True

        def call(self, inputs, state):
            state = tf.matmul(inputs, self.kernel) + state
            return state, state

    sums, _ = Own(name="own")(tf.constant(X), tf.ones([3, 2]))
    return [
        output.shape.as_list(),
        state.shape.as_list(),
        [[v.name, v.shape.as_list()] for v in tf.global_variables()],
        results.run(tf, sums)[0],
        rnn.best_effort_input_batch_size([tf.placeholder(tf.float32), tf.placeholder(tf.float32, [None, 7, 2])]),
        results.run(tf, rnn.best_effort_input_batch_size([tf.placeholder_with_default(X, [3, None])]))[0],
        results.refusal(lambda: rnn.best_effort_input_batch_size([tf.zeros([2])]))[0],
    ]


@PROGRAMS
def what_decoders_give(tf):
    seq2seq = tf.contrib.seq2seq
    made = [
        seq2seq.BasicDecoderOutput(rnn_output=1, sample_id=2),
        seq2seq.BeamSearchDecoderOutput(scores=1, predicted_ids=2, parent_ids=3),
        seq2seq.BeamSearchDecoderState(cell_state=1, log_probs=2, finished=3, lengths=4, accumulated_attention_probs=5),
        seq2seq.FinalBeamSearchDecoderOutput(predicted_ids=1, beam_search_decoder_output=2),
    ]
    return [[type(one).__name__, list(one._fields), list(one)] for one in made]


@PROGRAMS
def blocks_of_residual_networks(tf):
    utils = __import__(
        f"{'headrace' if tf.__name__ == 'headrace' else 'tensorflow'}.contrib.slim.nets", fromlist=["x"]
    ).resnet_utils

    def unit(net, depth, stride, rate=1):
        with tf.variable_scope("unit", values=[net]):
            return tf.reduce_sum(net, axis=3, keepdims=True)[:, ::stride, ::stride] * depth * rate

    blocks = [
        utils.Block("first", unit, [{"depth": 2.0, "stride": 1}, {"depth": 1.0, "stride": 2}]),
        utils.Block("second", unit, [{"depth": 1.0, "stride": 2}]),
    ]
    with tf.contrib.framework.arg_scope([utils.stack_blocks_dense], outputs_collections="ends"):
        net = utils.stack_blocks_dense(tf.constant(IMAGES), blocks)
        kept = utils.stack_blocks_dense(tf.constant(IMAGES), blocks, output_stride=2)
    ends = [one.shape.as_list() for one in tf.get_collection("ends")]
    refused = results.refusal(lambda: utils.stack_blocks_dense(tf.constant(IMAGES), blocks, output_stride=3))
    return [list(blocks[0]._fields), ends, results.run(tf, net, kept), refused]


@PROGRAMS
def checkpoints_awaited(tf):
    tf.Variable(1.0)
    none = tf.contrib.training.wait_for_new_checkpoint("kept", seconds_to_sleep=0.001, timeout=0.002)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        os.mkdir("kept")
        path = tf.train.Saver().save(session, "kept/model", global_step=3)
    wait = tf.contrib.training.wait_for_new_checkpoint
    return [none, path, wait("kept"), wait("kept", path, seconds_to_sleep=0.001, timeout=0.002)]


@PROGRAMS
def batches_of_segments(tf):
    saver = tf.contrib.training.SequenceQueueingStateSaver(
        1,
        2,
        tf.constant(2),
        input_sequences={"x": tf.constant(X[:2])},
        input_key=tf.constant("key"),
        input_context={"kind": tf.constant(7)},
        initial_states={"sum": tf.zeros([2])},
        capacity=3,
    )
    first = saver.next_batch
    batch = tf.contrib.training.NextQueuedSequenceBatch(saver)
    names = ["total_length", "length", "insertion_index", "key", "next_key", "sequence", "sequence_count"]
    given = {name: getattr(batch, name) for name in names}
    shown = {name: [one.dtype.name, one.shape.as_list()] for name, one in given.items()}
    return [
        shown,
        batch.batch_size.dtype.name,
        batch.context["kind"].shape.as_list(),
        batch.sequences["x"].shape.as_list(),
        batch.state("sum").shape.as_list(),
        isinstance(first, tf.contrib.training.NextQueuedSequenceBatch),
    ]


@PROGRAMS
def steps_in_words(tf):
    values = tf.train.SessionRunValues(results=1, options=None, run_metadata=None)
    context = tf.train.SessionRunContext(tf.train.SessionRunArgs("x"), "session")
    before = context.stop_requested
    context.request_stop()
    return [
        [list(values._fields), list(values)],
        [context.original_args.fetches, context.session, before, context.stop_requested],
        [tf.estimator.SessionRunValues is tf.train.SessionRunValues],
        [tf.estimator.SessionRunContext is tf.train.SessionRunContext],
    ]


@PROGRAMS
def steps_of_a_monitored_session(tf):
    tf.train.create_global_step()
    number = tf.constant(3)
    seen = []

    def twice(step_context):
        seen.append(isinstance(step_context, tf.train.MonitoredSession.StepContext))
        seen.append(int(step_context.session.run(number)))
        seen.append(int(step_context.run_with_hooks(number)))
        step_context.request_stop()

    with tf.train.MonitoredSession() as session:
        session.run_step_fn(twice)
    own = tf.train.MonitoredSession.StepContext("session", lambda *arguments: arguments)
    return [seen, own.session, list(own.run_with_hooks(1, 2)), results.refusal(own.request_stop)]


@PROGRAMS
def workers(tf):
    number = tf.constant(3)
    scaffold = tf.train.Scaffold(ready_op=tf.constant([], tf.string), ready_for_local_init_op=tf.constant([], tf.string))
    with tf.train.MonitoredSession(tf.train.WorkerSessionCreator(scaffold, max_wait_secs=5)) as session:
        return session.run(number)


@PROGRAMS
def conversions_of_own_types(tf):
    class Meters:
        def __init__(self, value):
            self.value = value

    def convert(value, dtype=None, name=None, as_ref=False):
        return tf.constant(value.value, dtype or tf.float32, name=name)

    registered = tf.register_tensor_conversion_function(Meters, convert, priority=50)
    refused = [
        results.refusal(lambda: tf.register_tensor_conversion_function(3, convert)),
        results.refusal(lambda: tf.register_tensor_conversion_function((Meters, "x"), convert)),
        results.refusal(lambda: tf.register_tensor_conversion_function(Meters, 3)),
        results.refusal(lambda: tf.register_tensor_conversion_function(float, convert)),
        results.refusal(lambda: tf.register_tensor_conversion_function((Meters, np.ndarray), convert)),
    ]
    return [registered, refused] + results.run(tf, tf.convert_to_tensor(Meters(2.5)), tf.add(Meters(1.0), 2.0))


@PROGRAMS
def depthwise_gradients(tf):
    filters = np.ones([2, 2, 3, 1], np.float32)
    nn = tf.nn
    return results.run(
        tf,
        nn.depthwise_conv2d_native_backprop_input([1, 4, 4, 3], filters, IMAGES, [1, 1, 1, 1], "SAME"),
        nn.depthwise_conv2d_native_backprop_filter(IMAGES, [2, 2, 3, 1], IMAGES[:, :3, :3], [1, 1, 1, 1], "VALID"),
    )


@PROGRAMS
def old_metrics_at_k(tf):
    labels = tf.constant([[0], [1], [1]], tf.int64)
    scores = tf.constant([[0.5, 0.2, 0.1], [0.1, 0.2, 0.5], [0.4, 0.5, 0.2]])
    average, average_update = tf.metrics.sparse_average_precision_at_k(labels, scores, 2)
    precision, precision_update = tf.metrics.sparse_precision_at_k(labels, scores, 1)
    return results.run(tf, [average_update, precision_update], [average, precision])


@PROGRAMS
def kinds_of_reparameterization(tf):
    distributions = tf.distributions
    kind = distributions.ReparameterizationType("OWN")
    normal, coin = distributions.Normal(0.0, 1.0), distributions.Bernoulli(0.5)
    return [
        [repr(kind), kind == distributions.ReparameterizationType("OWN"), kind == kind],
        [repr(one.reparameterization_type) for one in (normal, coin)],
        [normal.reparameterization_type == distributions.FULLY_REPARAMETERIZED],
    ]


@PROGRAMS
def readers_by_their_ops(tf):
    made = tf.WholeFileReader()
    reader = tf.ReaderBase(made.reader_ref, supports_serialize=True)
    with open("file", "wb") as file:
        file.write(b"content")
    key, _ = reader.read(tf.train.string_input_producer(["file"], num_epochs=1))
    found = [reader.supports_serialize, reader.reader_ref is made.reader_ref, made.supports_serialize]
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        found += [session.run(key), session.run(reader.num_records_produced())]
        coordinator.request_stop()
        coordinator.join(threads)
    return found


@PROGRAMS
def paths_of_resources(tf):
    loader = tf.resource_loader
    return [loader.readahead_file_path("a/b"), loader.readahead_file_path("a", readahead="1M")]


@PROGRAMS
def messages_of_tasks(tf):
    before = tf.logging.get_verbosity()
    tf.logging.set_verbosity(tf.logging.FATAL)
    tf.logging.vlog(tf.logging.DEBUG, "so %s", 1)
    tf.logging.TaskLevelStatusMessage("not shown")
    tf.logging.set_verbosity(before)


@PROGRAMS
def supervisors_of_old(tf):
    tf.train.create_global_step()
    rounds, summary = [], tf.summary.scalar("s", 2.0)
    supervisor = tf.train.Supervisor(logdir="logs", save_model_secs=0, save_summaries_secs=0)

    def turn(last):
        rounds.append(len(rounds))
        if len(rounds) == last:
            supervisor.RequestStop()

    with supervisor.managed_session(start_standard_services=False) as session:
        computed = supervisor.SummaryComputed(session, session.run(summary), global_step=3)
        thread = supervisor.Loop(None, turn, args=(3,))
        supervisor.WaitForStop()
        thread.join()
    return [computed, rounds, len(os.listdir("logs")) > 0]


@PROGRAMS
def no_eager_execution(tf):
    return [tf.disable_eager_execution(), tf.executing_eagerly()]
