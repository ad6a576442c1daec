"""The last part of an interrupted program in a process of its own.

python -m support.resume.elsewhere < request        what `laws.elsewhere` writes; it reads the answer
"""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

import headrace as tf

from ..pipelines.build import build
from ..pipelines.values import to_json
from .laws import Outcome, part


def main() -> None:
    logging.getLogger("headrace").setLevel(logging.CRITICAL)
    request = json.load(sys.stdin)
    program, outcome = build(tf, request["spec"], Path(request["folder"])), Outcome()
    part(program, request["steps"], request["state"], outcome, True, request["patience"])
    delivered = [[to_json(value) for value in element] for element in outcome.delivered]
    json.dump({**vars(outcome), "delivered": delivered}, sys.stdout)


if __name__ == "__main__":
    main()
