"""tf.contrib.layers: layers with weights, biases and an activation, and what is trained and shown of them."""
