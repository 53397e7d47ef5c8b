"""Every error a person may meet, named after the boundary where it happened.

PeilianError
├── ContentError      a file somebody wrote: file, line, field, remedy
├── InputError        what was typed or sent: a command line, a form, a JSON line
├── ModelError        a language model or its endpoint
│   └── JudgeError    a judge's answer that cannot be used
├── KnowledgeError    the clause index
├── StoreError        the database or the data folder
└── AccessError       not signed in, or not allowed to see this object
"""

from __future__ import annotations

from pathlib import Path


class PeilianError(Exception):
    """One plain sentence for a person; `str(error)` is that sentence.

    `code` is a stable word by which a page finds its own translation; empty where there is none.
    """

    def __init__(self, sentence: str = "", *, code: str = "") -> None:
        self.code = code
        super().__init__(sentence)


class ContentError(PeilianError):
    """A content file is wrong.

    `file` is shown by name, `line` is 1-based, `field` is a dotted path, `remedy` says what to write instead.
    """

    def __init__(
        self,
        problem: str,
        *,
        file: Path | str | None = None,
        line: int | None = None,
        field: str | None = None,
        remedy: str | None = None,
    ) -> None:
        self.problem = problem
        self.file = str(file) if file is not None else None
        self.line = line
        self.field = field
        self.remedy = remedy
        where = self.file or ""
        if line is not None:
            where += f":{line}"
        if field:
            where += f" [{field}]"
        super().__init__(
            ": ".join(part for part in (where.strip(), problem) if part) + (f" — {remedy}" if remedy else "")
        )


class InputError(PeilianError):
    """What was typed or sent cannot be accepted; the sentence names the field or line and the remedy."""


class ModelError(PeilianError):
    """A language model did not answer usefully.

    `retryable` tells the retrying wrapper whether another try can help; `kind` is a stable word for logs.
    """

    def __init__(
        self, sentence: str, *, kind: str = "failed", retryable: bool = False, retry_after: float | None = None
    ) -> None:
        self.kind = kind
        self.retryable = retryable
        self.retry_after = retry_after
        super().__init__(sentence)


class JudgeError(ModelError):
    """A judge answered, but not in a form that can become a finding; its part stays unscored."""


class KnowledgeError(PeilianError):
    """The clause index cannot be built or read."""


class StoreError(PeilianError):
    """The database or the data folder refused."""


class AccessError(PeilianError):
    """Not signed in, or not allowed to do this to this object."""
