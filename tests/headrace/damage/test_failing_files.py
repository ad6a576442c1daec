"""Every format read from files that fail: short reads, errors at any byte, connections that break, sizes that are wrong."""

from __future__ import annotations

import random

import pytest
from support.damage.failing_files import Fault, failing
from support.damage.judging import outcome, outcome_of_good
from support.damage.parsers import PARSERS

from headrace.formats import limits
from headrace.formats.files.remote import RemoteFileWarning

pytestmark = pytest.mark.filterwarnings("ignore", category=RemoteFileWarning)

NAMES = [name for name, parser in PARSERS.items() if parser.names and name != "checkpoint state"]
URL = "failing://folder/f"


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch):
    monkeypatch.setattr(limits, "remote_pauses", (0.0,) * 12)


def read(name, fault, seed=0):
    """What is read of the format's file from a file system that fails."""
    parser = PARSERS[name]
    contents = {f"folder/f{suffix}": good for suffix, good in parser.files.items()}
    with failing(contents, fault, seed):
        return outcome(parser, URL)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("fault", [Fault(), Fault(short=True), Fault(short=True, flaky=20), Fault(claims=None)])
def test_what_is_awkward_does_no_harm(name, fault):
    assert read(name, fault) == outcome_of_good(PARSERS[name])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("error", ["EIO", "vanished", "of a library"])
def test_what_cannot_be_read_is_an_error_that_names_the_file_and_nothing_is_missing_in_silence(name, error):
    parser = PARSERS[name]
    places = random.Random(1).sample(range(len(parser.good)), min(8, len(parser.good)))
    for at in [0, len(parser.good) - 1, *places]:
        for short in (False, True):
            found = read(name, Fault(short, breaks_at=at, error=error))
            if isinstance(found, Exception):
                assert URL in str(found), (at, found)
            else:  # nobody needed what is there
                assert found == outcome_of_good(parser), (at, short)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("claims", [-5, 5, 1 << 40])
def test_a_size_that_is_wrong_is_told_or_does_no_harm(name, claims):
    """Remote stores have been seen to tell sizes before compression."""
    found = read(name, Fault(claims=claims))
    if isinstance(found, Exception):
        assert URL in str(found)
    else:
        assert found == outcome_of_good(PARSERS[name])
