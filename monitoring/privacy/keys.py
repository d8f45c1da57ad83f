"""A company's own key, and the hashes that stand where a name or an entry stood.

Nobody can tell from a hash whose it is without the key, which is sealed by the installation
(companies/secrets.py). The same person gets the same pseudonym: figures about speakers stay.
"""

import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from os import urandom

from django.db import connection

from companies.models import Company
from companies.secrets import open_text, seal_text
from monitoring.models import Retention
from monitoring.query.fold import fold

LENGTH = 32
PSEUDONYM = "Pseudonym "
"""The word is the same in German and in English, so it may stand where the name stood."""
REMEMBERED = "~"
"""What an external id begins with that is a hash of what it was."""
KEYS = "SELECT company_id, key FROM monitoring_retention WHERE company_id = ANY(%s::bigint[])"
HASHED = re.compile(rf"{REMEMBERED}[0-9a-f]{{{2 * LENGTH}}}")


@dataclass(frozen=True, slots=True)
class Key:
    """The key of one company."""

    secret: bytes

    def pseudonym(self, author: str, site: str) -> str:
        """What an author is called from now on, where they write."""
        return f"{PSEUDONYM}{self._hash('author', fold(author).strip(), site).hex()[:10].upper()}"

    def entry(self, site: str, external_id: str) -> bytes:
        """An entry without the words that lead to it (32 bytes)."""
        return self._hash("entry", site, external_id)

    def remembered(self, site: str, external_id: str) -> str:
        """The external id of a mention whose own could lead to its author."""
        return f"{REMEMBERED}{self.once(site, external_id).hex()}"

    def once(self, site: str, external_id: str) -> bytes:
        """An entry as ``entry`` gives it, whether its id is its own still or a hash by now."""
        if HASHED.fullmatch(external_id):
            return bytes.fromhex(external_id.removeprefix(REMEMBERED))
        return self.entry(site, external_id)

    def person(self, asked: str) -> str:
        """What was asked for, without saying it (64 hex digits)."""
        return self._hash("person", " ".join(fold(asked).split())).hex()

    def _hash(self, *parts: str) -> bytes:
        return hmac.new(self.secret, "\0".join(parts).encode(), sha256).digest()


def key_of(company: Company) -> Key:
    """The company's key, made when it is first needed; raises UnreadableSecretError."""
    return _opened(company.pk, retention_of(company).key)


def retention_of(company: Company) -> Retention:
    """How long the company keeps authors, with its key."""
    fresh = seal_text(urandom(LENGTH).hex(), place=place_of(company.pk))
    row, _new = Retention.everywhere.get_or_create(company=company, defaults={"key": fresh})
    return row


def keys_of(company_ids: Iterable[int]) -> dict[int, Key]:
    """The keys of the companies that have one (one query)."""
    with connection.cursor() as cursor:
        cursor.execute(KEYS, [list(set(company_ids))])
        return {company: _opened(company, sealed) for company, sealed in cursor.fetchall()}


def place_of(company_id: int) -> str:
    """Where a company's key is sealed for."""
    return f"privacy:{company_id}"


def _opened(company_id: int, sealed: str) -> Key:
    return Key(bytes.fromhex(open_text(sealed, place=place_of(company_id))))
