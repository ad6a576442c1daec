"""A tagger: a network in both directions over words, and a conditional random field over the tags of a sentence.

    python examples/crf_tagger.py

Sentences are made up: a determiner, at will some adjectives, a noun, a verb, now and then an adverb. One word is a noun or
a verb, as the words before it say; the transitions between tags help to see which.
"""

import numpy as np

import headrace as tf

TAGS = ["DET", "ADJ", "NOUN", "VERB", "ADV"]
WORDS = {
    "DET": ["the", "a", "every"],
    "ADJ": ["old", "small", "blue", "quick"],
    "NOUN": ["dog", "ship", "garden", "run", "walk"],
    "VERB": ["sees", "likes", "run", "walk", "sleeps"],
    "ADV": ["often", "never"],
}
VOCABULARY = sorted({word for words in WORDS.values() for word in words})
LONGEST = 8


def sentence(random):
    """The numbers of words and of their tags."""
    tags = ["DET", *["ADJ"] * random.randint(0, 3), "NOUN", "VERB", *["ADV"] * random.randint(0, 2)]
    words = [random.choice(WORDS[tag]) for tag in tags]
    return [VOCABULARY.index(word) for word in words], [TAGS.index(tag) for tag in tags]


def sentences(random, count):
    """Words and tags [count, LONGEST], zeros behind the ends, and lengths."""
    words, tags = np.zeros((count, LONGEST), np.int32), np.zeros((count, LONGEST), np.int32)
    lengths = np.zeros(count, np.int32)
    for row in range(count):
        found = sentence(random)
        lengths[row] = len(found[0])
        words[row, : lengths[row]], tags[row, : lengths[row]] = found
    return words, tags, lengths


def main():
    random = np.random.RandomState(1)
    tf.set_random_seed(1)
    words = tf.placeholder(tf.int32, [None, LONGEST], "words")
    tags = tf.placeholder(tf.int32, [None, LONGEST], "tags")
    lengths = tf.placeholder(tf.int32, [None], "lengths")

    table = tf.get_variable("embedding", [len(VOCABULARY), 8])
    forward, backward = tf.nn.rnn_cell.LSTMCell(8), tf.nn.rnn_cell.LSTMCell(8)
    inputs = tf.nn.embedding_lookup(table, words)
    outputs, _ = tf.nn.bidirectional_dynamic_rnn(forward, backward, inputs, lengths, dtype=tf.float32)
    scores = tf.layers.dense(tf.concat(outputs, 2), len(TAGS))

    log_likelihood, transitions = tf.contrib.crf.crf_log_likelihood(scores, tags, lengths)
    loss = -tf.reduce_mean(log_likelihood)
    train = tf.train.AdamOptimizer(0.05).minimize(loss)
    best, _ = tf.contrib.crf.crf_decode(scores, transitions, lengths)

    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for step in range(60):
            given = dict(zip((words, tags, lengths), sentences(random, 32), strict=True))
            _, value = session.run([train, loss], given)
            if step % 20 == 0:
                print(f"step {step}: loss {value:.3f}")
        test = sentences(random, 200)
        found = session.run(best, dict(zip((words, tags, lengths), test, strict=True)))
    counted = np.arange(LONGEST) < test[2][:, None]
    accuracy = np.mean(found[counted] == test[1][counted])
    row = int(np.argmax(test[2]))
    shown = zip(test[0][row, : test[2][row]], found[row, : test[2][row]], strict=True)
    print(" ".join(f"{VOCABULARY[word]}/{TAGS[tag]}" for word, tag in shown))
    print(f"{'good' if accuracy > 0.97 else 'bad'}: {accuracy:.1%} of the tags of new sentences are right")


if __name__ == "__main__":
    main()
