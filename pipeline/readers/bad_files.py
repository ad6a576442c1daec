"""BadFiles: what a reader asks where a file cannot be read on, or is damaged."""

from __future__ import annotations

from collections.abc import Sequence

from headrace.formats.records import BadRecord
from headrace.graph.runtime.run_context import FOREVER
from headrace.graph.types.errors import OpError

from ..bad_records.asking import Bad
from ..bad_records.policy import BadRecords
from ..diagnosis.runner_status import status_of

NOTHING_TOLD = -1


class BadFiles:
    """What becomes of bad files, and of bad records in them: by what was in force where the reader was made, else by what was
    in force where the queue runner was made that reads.

    It is used by the one thread that looks for more records.

    Attributes:
      run: that thread's.
      told_to: where the last damage of the file at work begins that was told.
    """

    def __init__(self) -> None:
        self.run = FOREVER
        self.told_to = NOTHING_TOLD
        self._own = Bad(())
        self._refused: BaseException | None = None

    def made_under(self, own: Bad) -> None:
        """The reader was made under the policies of `own`."""
        self._own = own

    def begin_file(self) -> None:
        """The next file is at work."""
        self.told_to = NOTHING_TOLD

    def are_told(self) -> bool:
        """Whether anyone says what becomes of damage in files, and of those that cannot be read."""
        return any(not policy.stages.isdisjoint(("read", "checksum")) for policy in self._asked()[1])

    def tell(self, bad: BadRecord) -> None:
        """Leave out what is damaged, or raise what ends the file. Of a file that is read once more nothing is told again."""
        assert bad.offset is not None
        if bad.offset > self.told_to:
            self._refused = self._refusal(bad)
            if self._refused is not None:
                raise self._refused
            self.told_to = bad.offset

    def leaves_out(self, error: Exception, path: bytes, given: int) -> bool:
        """Whether the rest of a file is left out that cannot be read on; else what `tell` or this has decided is raised.

        Args:
          given: how many of its records were read before.
        """
        refused, self._refused = self._refused, None
        if error is refused or not isinstance(error, OpError) or not self._asked()[1]:
            return False
        name = path.decode(errors="surrogateescape")
        bad = BadRecord(name, given, error.offset, None, error.message, error, None, "read")
        raised = self._refusal(bad)
        if raised is not None and raised is not error:
            raise raised from error
        return raised is None

    def passed(self, good: int) -> None:
        """So many good records were found. Those that a runner reads count when it has put them in."""
        if status_of(self.run) is None:
            self._own.passed(good)

    def _refusal(self, bad: BadRecord) -> BaseException | None:
        counted, policies = self._asked()
        return counted.refusal(bad, policies)

    def _asked(self) -> tuple[Bad, Sequence[BadRecords]]:
        """Where what is left out counts, and who is asked."""
        status = status_of(self.run)
        counted = self._own if status is None else status.bad
        return counted, self._own.policies or counted.policies
