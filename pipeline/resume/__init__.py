"""The state of a session's pipeline as a value: taken while it runs, and given to another session that goes on from it."""
