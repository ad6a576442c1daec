"""The ops of datasets and iterators: TensorFlow's types and attributes; what runs when they run is in `flow`."""
