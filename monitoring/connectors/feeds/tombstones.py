"""What an Atom feed says was deleted (RFC 6721): entries that are named and no longer there."""

import re
from html import unescape

from monitoring.connectors.feeds.identity import external_id
from monitoring.connectors.feeds.words import clean

NAMESPACE = b"http://purl.org/atompub/tombstones/1.0"
BOUND = re.compile(rb"""xmlns:([A-Za-z_][\w.-]{0,40})\s{0,9}=\s{0,9}["']%b["']""" % NAMESPACE)
QUOTED = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
"""Words, not markup: readers may write them, and must not delete what others have written."""
REF = re.compile(r"""\sref\s{0,9}=\s{0,9}(?:"([^"<]{1,2000})"|'([^'<]{1,2000})')""")
MOST = 2_000
LONGEST = 5_000


def buried(text: bytes) -> frozenset[str]:
    """The ids of entries for which a tombstone stands in a document (UTF-8), at most 2,000."""
    if NAMESPACE not in text:
        return frozenset()
    text = QUOTED.sub(b"", text)
    bound = BOUND.search(text)
    if bound is None:
        return frozenset()
    start = re.compile(rb"<%b:deleted-entry(\s[^<>]{1,%d})>" % (re.escape(bound[1]), LONGEST))
    found: set[str] = set()
    for tag in start.finditer(text):
        if ref := REF.search(tag[1].decode("utf-8", "replace")):
            stated = clean(unescape(ref[1] or ref[2]).strip())
            found.add(external_id(stated, "", "", "", ""))
        if len(found) >= MOST:
            break
    return frozenset(found - {""})
