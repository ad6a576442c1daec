"""tf.contrib.rnn and tf.contrib.grid_rnn: further cells, cells over whole sequences, stacked networks in both directions."""
