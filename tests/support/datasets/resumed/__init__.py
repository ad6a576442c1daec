"""Random programs of tf.data with bad records, interrupted at every place: what they deliver, leave out and keep."""
