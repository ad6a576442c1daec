"""Sequences that are turned round: an encoder, and two decoders that share their weights.

    python examples/seq2seq_beam.py

One decoder is trained on given sequences, the other follows the best beams; both look at what the encoder has read. They
share everything: the second is built with `reuse=True` in the scope of the first.
"""

import numpy as np

import headrace as tf

SYMBOLS, GO, END = 10, 0, 1  # the others are letters
LONGEST, SIZE, BEAMS = 5, 48, 3


def batch(random, count):
    """Sources and their lengths, what the decoder is given and what it should say."""
    lengths = random.randint(2, LONGEST + 1, count).astype(np.int32)
    sources = np.full((count, LONGEST), END, np.int32)
    inputs = np.full((count, LONGEST + 1), END, np.int32)
    targets = np.full((count, LONGEST + 1), END, np.int32)
    for row, length in enumerate(lengths):
        letters = random.randint(2, SYMBOLS, length)
        sources[row, :length] = letters
        targets[row, :length] = letters[::-1]
        inputs[row, : length + 1] = [GO, *letters[::-1]]
    return sources, lengths, inputs, targets


def decoder_cell(memory, lengths):
    """The decoder's cell, which looks at a memory; its variables are those of the scope."""
    attention = tf.contrib.seq2seq.LuongAttention(SIZE, memory, memory_sequence_length=lengths)
    return tf.contrib.seq2seq.AttentionWrapper(tf.nn.rnn_cell.GRUCell(SIZE), attention, attention_layer_size=SIZE)


def main():
    random = np.random.RandomState(3)
    tf.set_random_seed(3)
    sources = tf.placeholder(tf.int32, [None, LONGEST])
    lengths = tf.placeholder(tf.int32, [None])
    inputs = tf.placeholder(tf.int32, [None, LONGEST + 1])
    targets = tf.placeholder(tf.int32, [None, LONGEST + 1])
    count = tf.size(lengths)

    table = tf.get_variable("embedding", [SYMBOLS, 16])
    out = tf.layers.Dense(SYMBOLS, use_bias=False, name="out")
    with tf.variable_scope("encoder"):
        embedded = tf.nn.embedding_lookup(table, sources)
        memory, state = tf.nn.dynamic_rnn(tf.nn.rnn_cell.GRUCell(SIZE), embedded, lengths, dtype=tf.float32)

    with tf.variable_scope("decoder"):
        cell = decoder_cell(memory, lengths)
        start = cell.zero_state(count, tf.float32).clone(cell_state=state)
        helper = tf.contrib.seq2seq.TrainingHelper(tf.nn.embedding_lookup(table, inputs), lengths + 1)
        decoder = tf.contrib.seq2seq.BasicDecoder(cell, helper, start, out)
        outputs, _, _ = tf.contrib.seq2seq.dynamic_decode(decoder, scope="loop")
    steps = tf.shape(outputs.rnn_output)[1]
    weights = tf.sequence_mask(lengths + 1, steps, dtype=tf.float32)
    loss = tf.contrib.seq2seq.sequence_loss(outputs.rnn_output, targets[:, :steps], weights)
    variables = tf.trainable_variables()
    clipped, _ = tf.clip_by_global_norm(tf.gradients(loss, variables), 5.0)
    train = tf.train.AdamOptimizer(0.01).apply_gradients(zip(clipped, variables, strict=True))

    before = len(tf.trainable_variables())
    with tf.variable_scope("decoder", reuse=True):
        tile = tf.contrib.seq2seq.tile_batch
        cell = decoder_cell(tile(memory, BEAMS), tile(lengths, BEAMS))
        start = cell.zero_state(count * BEAMS, tf.float32).clone(cell_state=tile(state, BEAMS))
        search = tf.contrib.seq2seq.BeamSearchDecoder(cell, table, tf.fill([count], GO), END, start, BEAMS, out)
        found, _, _ = tf.contrib.seq2seq.dynamic_decode(search, maximum_iterations=LONGEST + 1, scope="loop")
    shared = len(tf.trainable_variables()) == before

    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for step in range(250):
            given = dict(zip((sources, lengths, inputs, targets), batch(random, 64), strict=True))
            _, value = session.run([train, loss], given)
            if step % 50 == 0:
                print(f"step {step}: loss {value:.3f}")
        test = batch(random, 100)
        best = session.run(found.predicted_ids, {sources: test[0], lengths: test[1]})[:, :, 0]
    right = np.mean([one[:n].tolist() == t[:n].tolist() for one, t, n in zip(best, test[3], test[1], strict=True)])
    print(f"{test[0][0].tolist()} becomes {best[0].tolist()}")
    verdict = "good" if right > 0.8 and shared else "bad"
    print(f"{verdict}: {right:.0%} of new sequences are turned round; the decoders share their weights: {shared}")


if __name__ == "__main__":
    main()
