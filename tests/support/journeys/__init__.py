"""Random programs that train, as graphs that travel: written by one library, run by another, with equal numbers.

`programs` writes them with whatever library it is given, `layers` what their networks are made of, `inputs` where their
records come from. `travel` is a graph on its way (a MetaGraphDef and what to run in it), and what a library finds in it.
"""
