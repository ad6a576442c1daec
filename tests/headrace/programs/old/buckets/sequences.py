from __future__ import print_function
import sys
import numpy as np
import tensorflow as tf

MODE = sys.argv[1]

def make_example(sequence, labels):
    # The object we return
    ex = tf.train.SequenceExample()
    # A non-sequential feature of our example
    sequence_length = len(sequence)
    ex.context.feature["length"].int64_list.value.append(sequence_length)
    # Feature lists for the two sequential features of our example
    fl_tokens = ex.feature_lists.feature_list["tokens"]
    fl_labels = ex.feature_lists.feature_list["labels"]
    for token, label in zip(sequence, labels):
        fl_tokens.feature.add().int64_list.value.append(token)
        fl_labels.feature.add().int64_list.value.append(label)
    return ex

def write(filename):
    rng = np.random.RandomState(0)
    writer = tf.python_io.TFRecordWriter(filename, options=tf.python_io.TFRecordOptions(tf.python_io.TFRecordCompressionType.GZIP))
    for i in range(60):
        n = rng.randint(1, 12)
        tokens = rng.randint(1, 10, n)
        ex = make_example(tokens, tokens % 2)
        writer.write(ex.SerializeToString())
    writer.close()
    print("Wrote to {}".format(filename))

def single_feature_file_reader(filename, num_epochs):
    queue = tf.train.string_input_producer([filename], num_epochs=num_epochs, shuffle=False)
    reader = tf.TFRecordReader(options=tf.python_io.TFRecordOptions(tf.python_io.TFRecordCompressionType.GZIP))
    _, serialized_example = reader.read(queue)
    context_features = {"length": tf.FixedLenFeature([], dtype=tf.int64)}
    sequence_features = {
        "tokens": tf.FixedLenSequenceFeature([], dtype=tf.int64),
        "labels": tf.FixedLenSequenceFeature([], dtype=tf.int64)
    }
    context, sequence = tf.parse_single_sequence_example(
        serialized=serialized_example, context_features=context_features, sequence_features=sequence_features)
    return tf.to_int32(context["length"], name='length'), sequence["tokens"], sequence["labels"]

if MODE == 'write':
    write(sys.argv[2])
else:
    length, tokens, labels = single_feature_file_reader(sys.argv[2], num_epochs=1)
    bucket_length, (tokens_b, labels_b) = tf.contrib.training.bucket_by_sequence_length(
        input_length=length, tensors=[tokens, labels], batch_size=5, bucket_boundaries=[4, 8],
        num_threads=1, capacity=32, dynamic_pad=True, allow_smaller_final_batch=True, name="b")
    cell = tf.contrib.rnn.GRUCell(6)
    embeddings = tf.Variable(tf.random_uniform([10, 4], -1, 1, seed=1))
    outputs, last = tf.nn.dynamic_rnn(cell, tf.nn.embedding_lookup(embeddings, tokens_b), sequence_length=bucket_length, dtype=tf.float32)
    logits = tf.contrib.layers.linear(outputs, 2)
    mask = tf.sequence_mask(bucket_length, dtype=tf.float32)
    loss = tf.contrib.seq2seq.sequence_loss(logits, tf.to_int32(labels_b), mask)
    train_op = tf.train.RMSPropOptimizer(0.05).minimize(loss)
    sess = tf.InteractiveSession()
    sess.run(tf.group(tf.global_variables_initializer(), tf.local_variables_initializer()))
    coord = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(coord=coord)
    total, batches, widths = 0, 0, []
    try:
        while not coord.should_stop():
            n, t, l, _ = sess.run([bucket_length, tokens_b, loss, train_op])
            total += len(n); batches += 1
            widths.append((n.min() < 4, t.shape[1] == n.max()))
            assert t.shape[1] == max(n), (t.shape, n)
    except tf.errors.OutOfRangeError:
        print("Done training")
    finally:
        coord.request_stop()
    coord.join(threads)
    print("%d sequences in %d batches" % (total, batches))
    sess.close()
