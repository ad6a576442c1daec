"""Programs as texts that mean the same in TensorFlow and in headrace, and what comes of them."""
