"""What the services of this app say when something cannot be done."""

from django.utils.functional import Promise


class RefusedError(Exception):
    """``str()`` is a sentence for the person; ``field`` names the form field it belongs to."""

    def __init__(self, sentence: str | Promise, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field

    def __str__(self) -> str:
        return str(self.sentence)
