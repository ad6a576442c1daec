"""What children of a program that multiprocessing starts anew import as its `__main__` (see `running`)."""

from . import running

running.run_in_child(globals())
