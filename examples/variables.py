"""Variables: made, initialized (one from another), changed, and counted by a collection.

python examples/variables.py
"""

import headrace as tf

weights = tf.Variable(tf.random_normal([784, 200], stddev=0.35), name="weights")
biases = tf.Variable(tf.zeros([200]), name="biases")
# The value of one variable for another: not weights itself, which may not have its value yet when this one gets its own.
twice = tf.Variable(weights.initialized_value() * 2.0, name="twice")
steps = tf.Variable(0, trainable=False, name="steps")
count = tf.assign_add(steps, 1)

with tf.Session() as sess:
    print("without a value:", ", ".join(name.decode() for name in sess.run(tf.report_uninitialized_variables())))
    sess.run(tf.global_variables_initializer())
    first, second = sess.run([weights, twice])
    print("twice as much:", (second == 2 * first).all())
    for _ in range(5):
        sess.run(count)
    biases.load([1.0] * 200, sess)
    print("biases:", sess.run(biases)[:3])
    print(f"{sess.run(steps)} steps, {len(tf.trainable_variables())} variables to train of {len(tf.global_variables())}")
