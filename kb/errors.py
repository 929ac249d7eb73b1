"""Our own errors. Each message says what was expected, what was met, where, and what to do next."""

from __future__ import annotations


class SvarbasenError(Exception):
    """Something went wrong that a user can do something about; `str()` is one line of English."""


class Unreadable(SvarbasenError):
    """A file that cannot be read as a letter. The other files are not affected."""


class NotFound(SvarbasenError):
    """A letter, QA or file that the knowledge base does not have."""


class HeldBack(NotFound):
    """A letter that nobody may see until a keeper has looked at it."""


class Tampered(SvarbasenError):
    """Stored text that no longer equals the lines it was made from, or bytes that lost their digest."""


class Unavailable(SvarbasenError):
    """The store or index cannot answer now; trying again may help."""


class Mismatch(SvarbasenError):
    """The index was built with another encoder, dimension or content; trying again never helps."""


class BadQuestion(SvarbasenError):
    """A question that cannot be asked: empty, or longer than the limit."""
