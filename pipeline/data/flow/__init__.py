"""The machine under `tf.data`: elements that move in blocks, without graphs and sessions."""
