"""`tf.data`: datasets, their functions and iterators, on the blocks, readers and errors of the pipeline."""
