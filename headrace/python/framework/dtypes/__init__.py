"""tf.python.framework.dtypes: types of tensors. Made by `make names`."""

from .... import _lazy

__all__, __dir__, __getattr__ = _lazy.attach(globals(), "python.framework.dtypes")
