"""Random graph programs of whose shapes much is unknown: what is known of them, in headrace and in TensorFlow."""
