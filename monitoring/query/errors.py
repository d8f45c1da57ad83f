"""What is wrong with a search, said at the character where it goes wrong."""

from django.utils.functional import Promise


class QueryError(ValueError):
    """A search that cannot be read.

    `message` is a sentence for the person, translated when it is shown; `position` and `length`
    mark the characters it is about, counted from 0 in the text as typed.
    """

    def __init__(self, message: str | Promise, position: int, length: int = 1) -> None:
        super().__init__(message, position, length)
        self.message = message
        self.position = position
        self.length = length

    def __str__(self) -> str:
        return str(self.message)
