"""tf.contrib.seq2seq: decoders that loop, what feeds them, attention, beam search."""
