"""A character RNN learns a page of text and goes on from its first words: two layers of LSTM, unrolled by legacy_seq2seq.

python examples/char_rnn.py
"""

import pathlib

import numpy as np

import headrace as tf

TEXT = (pathlib.Path(__file__).resolve().parent.parent / "sample_data" / "README.md").read_text(encoding="utf-8")[:2000]
LAYERS, SIZE, BATCH, STEPS, EPOCHS = 2, 96, 8, 24, 40

letters = sorted(set(TEXT))
number_of = {letter: number for number, letter in enumerate(letters)}
numbers = np.array([number_of[letter] for letter in TEXT], np.int32)
batches = (len(numbers) - 1) // (BATCH * STEPS)


def as_batches(values):
    return np.split(values[: batches * BATCH * STEPS].reshape(BATCH, -1), batches, axis=1)


class Model:
    """The network over `steps` letters of `batch` lines."""

    def __init__(self, batch, steps, training):
        self.letters = tf.placeholder(tf.int32, [batch, steps])
        self.targets = tf.placeholder(tf.int32, [batch, steps])
        cell = tf.contrib.rnn.MultiRNNCell([tf.contrib.rnn.BasicLSTMCell(SIZE) for _ in range(LAYERS)])
        self.initial_state = cell.zero_state(batch, tf.float32)
        with tf.variable_scope("rnnlm"):
            w = tf.get_variable("softmax_w", [SIZE, len(letters)])
            b = tf.get_variable("softmax_b", [len(letters)])
            embedding = tf.get_variable("embedding", [len(letters), SIZE])
        inputs = [tf.squeeze(one, [1]) for one in tf.split(tf.nn.embedding_lookup(embedding, self.letters), steps, 1)]
        outputs, self.last_state = tf.contrib.legacy_seq2seq.rnn_decoder(inputs, self.initial_state, cell, scope="rnnlm")
        logits = tf.matmul(tf.reshape(tf.concat(outputs, 1), [-1, SIZE]), w) + b
        self.probabilities = tf.nn.softmax(logits)
        if training:
            loss = tf.contrib.legacy_seq2seq.sequence_loss_by_example(
                [logits], [tf.reshape(self.targets, [-1])], [tf.ones([batch * steps])]
            )
            self.cost = tf.reduce_sum(loss) / batch / steps
            variables = tf.trainable_variables()
            gradients, _ = tf.clip_by_global_norm(tf.gradients(self.cost, variables), 5.0)
            self.train = tf.train.AdamOptimizer(0.01).apply_gradients(zip(gradients, variables, strict=True))


tf.set_random_seed(1)
with tf.variable_scope("model"):
    model = Model(BATCH, STEPS, training=True)
with tf.variable_scope("model", reuse=True):
    one_letter = Model(1, 1, training=False)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    costs = []
    for epoch in range(EPOCHS):
        state = sess.run(model.initial_state)
        for letters_in, letters_out in zip(as_batches(numbers[:-1]), as_batches(numbers[1:]), strict=True):
            fed = {model.letters: letters_in, model.targets: letters_out}
            for part, value in zip(model.initial_state, state, strict=True):
                fed[part.c], fed[part.h] = value.c, value.h
            cost, state, _ = sess.run([model.cost, model.last_state, model.train], fed)
            costs.append(cost)
        if epoch % 10 == 0:
            print(f"epoch {epoch}: {np.mean(costs[-batches:]):.2f} nats a letter")

    text = TEXT[:10]
    state = sess.run(one_letter.initial_state)
    for place in range(80):
        fed = {one_letter.letters: [[number_of[text[place]]]], one_letter.initial_state: state}
        found, state = sess.run([one_letter.probabilities, one_letter.last_state], fed)
        if place + 1 == len(text):
            text += letters[int(np.argmax(found[0]))]
    print(text.replace("\n", " "))
    print(f"learned: {np.mean(costs[-batches:]) < 1}, from {costs[0]:.2f} to {np.mean(costs[-batches:]):.2f} nats a letter")
