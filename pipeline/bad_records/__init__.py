"""Bad records of a pipeline: which are left out, counted and kept, and which end it. `policy` says how; `asking` who asks."""
