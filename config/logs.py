"""What is written into the log: addresses that are keys are not, nor is what people have said."""

import logging
import re

# Whoever holds one of these addresses may join, answer, see, refuse or choose a password.
KEYS = re.compile(
    r"(/(?:invitations|survey|wall|week|told|in|accounts/confirm-email"
    r"|accounts/password/reset/key)/"
    r"|[?&](?:key|hub\.verify_token)=)"
    r"[^/\s?&\"']+"
)
# What stands behind the question mark of somebody else's address may be a key of theirs.
QUERY = re.compile(r"(https?://[^\s?\"'<>]*\?)[^\s\"'<>]+")
NAME_AND_PASSWORD = re.compile(r"([a-z][a-z0-9+.-]*://)[^\s/@\"'<>]+@")
TOKEN = re.compile(r"\b((?:Bearer|Basic) )[A-Za-z0-9._~+/=-]+")
# PostgreSQL repeats the whole row that it has refused, with texts and authors.
ROW = re.compile(
    r"^((?:DETAIL|CONTEXT):).*?(?=\n\n(?:The above exception|During handling)|\Z)",
    re.DOTALL | re.MULTILINE,
)
STRUCK = (KEYS, QUERY, NAME_AND_PASSWORD, TOKEN, ROW)


def _without(said: str) -> str:
    for secret in STRUCK:
        said = secret.sub(_struck, said)
    return said


def _struck(found: re.Match[str]) -> str:
    return f"{found[1]}…@" if found[0].endswith("@") else f"{found[1]}…"


class WithoutKeys(logging.Filter):
    """Keep the secret part of addresses out of every line, whoever writes it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every line through, its secrets struck out; those of a traceback, too."""
        said = record.getMessage()
        kept = _without(said)
        if kept != said:
            record.msg, record.args = kept, ()
        if record.exc_info:
            record.exc_text = _without(logging.Formatter().formatException(record.exc_info))
        return True
