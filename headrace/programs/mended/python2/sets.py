"""Python 2's module `sets`."""

Set = set
ImmutableSet = frozenset
