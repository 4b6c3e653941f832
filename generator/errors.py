"""What can go wrong, and how it is told to people: as values with a place, all of them at once.

Exception
└── InsigniaError        a mistake that somebody can mend; ``str()`` says how (exit status 1)
    ├── ContentError     the content has problems, each with its place
    ├── UsageError       the command was called in a way it cannot follow (exit status 2)
    └── KeyFileError     the signing key cannot be made, found, opened or trusted

Anything else that escapes is a fault of ours, and may show its traceback.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong with the content, where it stands, and what to do about it."""

    path: str
    """Relative to the project's folder, with forward slashes."""
    line: int
    """Counted from 1; 0 where the problem concerns the file as a whole."""
    column: int
    message: str
    code: str

    def __str__(self) -> str:
        """Write the problem the way editors and terminals recognise a place."""
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{place}: {self.message} [{self.code}]"


class InsigniaError(Exception):
    """A mistake that can be mended; its text is one line for people and says what to do next."""

    exit_code = 1


class ContentError(InsigniaError):
    """The content has problems; nothing was made of it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems in the order of their places, each once."""
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__(self.problems)

    def __str__(self) -> str:
        """Write one problem a line."""
        return "\n".join(map(str, self.problems))


class UsageError(InsigniaError):
    """The command was called in a way it cannot follow."""

    exit_code = 2


class KeyFileError(InsigniaError):
    """The signing key cannot be made, found, opened or trusted."""


class Problems:
    """Collects problems while reading goes on, so that people hear of all of them at once."""

    def __init__(self) -> None:
        """Start with nothing wrong."""
        self._found: list[Problem] = []

    def __len__(self) -> int:
        """Count what was added; a reader compares two counts to see whether it read cleanly."""
        return len(self._found)

    def add(self, path: str, line: int, column: int, message: str, code: str) -> None:
        """Keep one more problem."""
        self._found.append(Problem(path, line, column, message, code))

    def keep(self, problem: Problem) -> None:
        """Keep a problem that somebody else has made."""
        self._found.append(problem)

    @property
    def all(self) -> tuple[Problem, ...]:
        """The problems in the order of their places, each once."""
        return tuple(sorted(set(self._found)))

    def raise_if_any(self) -> None:
        """Stop here if anything was wrong.

        Raises:
            ContentError: with every problem found so far.
        """
        if self._found:
            raise ContentError(self._found)
