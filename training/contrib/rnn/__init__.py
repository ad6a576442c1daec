"""Cells of tf.contrib.rnn, and what runs several of them."""
