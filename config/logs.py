"""What is written into the log: addresses that are keys are not."""

import logging
import re

# Whoever holds one of these addresses may join, answer, see, refuse or choose a password.
KEYS = re.compile(
    r"(/(?:invitations|survey|wall|week|told|in|accounts/confirm-email"
    r"|accounts/password/reset/key)/"
    r"|[?&](?:key|hub\.verify_token)=)"
    r"[^/\s?&\"']+"
)


class WithoutKeys(logging.Filter):
    """Keep the secret part of addresses out of every line, whoever writes it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every line through, its secrets struck out."""
        said = record.getMessage()
        kept = KEYS.sub(r"\1…", said)
        if kept != said:
            record.msg, record.args = kept, ()
        return True
