"""Random programs of whole graphs: what a Session makes of them is held against their operations run one by one.

`drawing` makes specs, `site` and `recipes` build them, `law` runs and compares them, `shrinking` cuts failing ones down.
`python -m support.graphs` in `tests/` goes on until it is stopped.
"""
