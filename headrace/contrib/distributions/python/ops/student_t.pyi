"""tf.contrib.distributions.python.ops.student_t: as far as programs use it. Made by `make names`."""

from headrace.training.distributions.student import StudentT as StudentT

__all__ = [
    "StudentT",
]
