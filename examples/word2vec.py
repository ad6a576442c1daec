"""word2vec: words that stand in the same places become alike, by noise-contrastive estimation.

    python examples/word2vec.py

The text is made up: each topic has words of its own, and a sentence speaks of one topic.
"""

import numpy as np

import headrace as tf

TOPICS = {
    "sea": ["ship", "sail", "harbour", "wave", "anchor", "deck"],
    "kitchen": ["pan", "spoon", "butter", "oven", "salt", "dough"],
    "garden": ["rose", "spade", "hedge", "bee", "seed", "lawn"],
}
WORDS = [word for words in TOPICS.values() for word in words]
SIZE, SAMPLED, WINDOW = 8, 6, 2


def pairs(random, count):
    """Words and words near them, [count] and [count, 1]."""
    found: list[tuple[int, int]] = []
    while len(found) < count:
        topic = list(TOPICS.values())[random.randint(len(TOPICS))]
        sentence = [WORDS.index(topic[k]) for k in random.randint(0, len(topic), 10)]
        for at, word in enumerate(sentence):
            near = sentence[max(0, at - WINDOW) : at] + sentence[at + 1 : at + 1 + WINDOW]
            found.extend((word, other) for other in near if other != word)
    centers, others = np.array(found[:count]).T
    return centers, others[:, None]


def main():
    random = np.random.RandomState(2)
    tf.set_random_seed(2)
    inputs = tf.placeholder(tf.int32, [None])
    labels = tf.placeholder(tf.int64, [None, 1])
    embeddings = tf.Variable(tf.random_uniform([len(WORDS), SIZE], -1.0, 1.0))
    weights = tf.Variable(tf.truncated_normal([len(WORDS), SIZE], stddev=1.0 / SIZE**0.5))
    biases = tf.Variable(tf.zeros([len(WORDS)]))

    embedded = tf.nn.embedding_lookup(embeddings, inputs)
    loss = tf.reduce_mean(tf.nn.nce_loss(weights, biases, labels, embedded, num_sampled=SAMPLED, num_classes=len(WORDS)))
    train = tf.train.AdagradOptimizer(0.5).minimize(loss)
    normed = tf.nn.l2_normalize(embeddings, 1)
    alike = tf.matmul(normed, normed, transpose_b=True)

    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for step in range(400):
            centers, others = pairs(random, 128)
            _, value = session.run([train, loss], {inputs: centers, labels: others})
            if step % 100 == 0:
                print(f"step {step}: loss {value:.3f}")
        found = session.run(alike)
    np.fill_diagonal(found, -1)
    nearest = found.argmax(1)
    for word in ("ship", "oven", "bee"):
        print(f"{word}: {', '.join(WORDS[k] for k in np.argsort(-found[WORDS.index(word)])[:3])}")
    per_topic = len(WORDS) // len(TOPICS)
    right = np.mean(nearest // per_topic == np.arange(len(WORDS)) // per_topic)
    print(f"{'good' if right > 0.9 else 'bad'}: the nearest word is of the same topic for {right:.0%}")


if __name__ == "__main__":
    main()
