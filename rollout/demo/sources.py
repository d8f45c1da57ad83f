"""What the demo's companies watch: the demo server's feeds, and what they look for in them."""

import re
from datetime import datetime

from companies.models import Company, User
from monitoring.models import Feed
from monitoring.services.profiles import add_profile
from monitoring.services.sources import add_source

HOST = "http://127.0.0.1"

BRENNER = (
    ("Holzforum", "forum/holz.rss", False),
    ("Oberrhein-Bote", "presse/oberrhein.rdf", False),
    ("Bewertungen", "bewertungen/brenner.json", True),
    ("Google Alert „Brenner Möbel“", "alerts/brenner.atom", True),
    ("Gartenfreunde-Forum", "forum/garten.rss", False),
)
BRENNER_PROFILES = (
    ("Holzmanufaktur Brenner", "brand", '"Holzmanufaktur Brenner" OR "Brenner Möbel" OR (Brenner '
     "(Tisch OR Esstisch OR Küche OR Schrank OR Möbel OR Lieferung OR Werkstatt OR Ausstellung "
     "OR Reklamation)) NOT (Stau OR gesperrt OR Innsbruck)"),
    ("Ausbildung bei uns", "topic", "Brenner (Ausbildung OR Auszubildende OR Praktikum OR "
     "Praktikanten)"),
    ("Möbelwerk Sauter", "competitor", '"Möbelwerk Sauter" OR "Sauter Möbel"'),
    ("Schreinerei Vollmer", "competitor", '"Schreinerei Vollmer"'),
)  # fmt: skip

LINDNER = (
    ("Bierforum", "forum/bier.rss", False),
    ("Donau-Kurier am Abend", "presse/donau.rdf", False),
    ("Bewertungen", "bewertungen/lindner.json", True),
    ("Google Alert „Lindner Bräu“", "alerts/lindner.atom", True),
)
LINDNER_PROFILES = (
    ("Lindner Bräu", "brand", '"Lindner Bräu" OR "Biergarten Lindner" OR (Lindner (Brauerei OR '
     'Bier OR Weißbier OR Kellerbier OR Pils OR Helle)) NOT "Christian Lindner"'),
    ("Kronenbräu", "competitor", "Kronenbräu"),
)  # fmt: skip

KRAEMER = (
    ("Metallforum", "forum/metall.rss", False),
    ("Lenne-Zeitung", "presse/lenne.rdf", False),
    ("Bewertungen", "bewertungen/kraemer.json", True),
)
KRAEMER_PROFILES = (
    ("Metallbau Krämer", "brand", '"Metallbau Krämer" OR "Krämer Metallbau" OR (Krämer (Geländer '
     'OR Tor OR Treppe OR Lehrwerkstatt OR Vordach)) NOT Reiterhof'),
    ("Ausbildung bei uns", "topic", "Krämer (Ausbildung OR Auszubildende OR Lehrjahr OR "
     "Praktikum)"),
    ("Stahlbau Hölter", "competitor", '"Stahlbau Hölter"'),
)  # fmt: skip


PURPOSE = "Fragen und Kritik rechtzeitig beantworten und daraus lernen."
BALANCING = (
    "Gelesen wird nur, was alle ohne Anmeldung lesen können. Wer öffentlich über uns schreibt, "
    "rechnet damit, dass wir mitlesen. Wir legen keine Profile von Personen an; nach einem Jahr "
    "stehen Pseudonyme anstelle der Namen, und wer widerspricht, wird gelöscht."
)


def watch(
    company: Company,
    sources: tuple[tuple[str, str, bool], ...],
    profiles: tuple[tuple[str, str, str], ...],
    *,
    port: int,
    by: User,
    at: datetime,
) -> None:
    """Let the company watch these sources and look for these words."""
    for name, path, takes_everything in sources:
        add_source(
            company=company,
            address=f"{HOST}:{port}/{path}",
            name=name,
            takes_everything=takes_everything,
            by=by,
            at=at,
        )
    for name, kind, query in profiles:
        purpose, balancing = ("", "") if kind == "competitor" else (PURPOSE, BALANCING)
        add_profile(
            company=company,
            name=name,
            kind=kind,
            query=query,
            purpose=purpose,
            balancing=balancing,
            by=by,
            at=at,
        )


def follow_port(port: int) -> None:
    """The demo server may come up on another port: its feeds move along.

    One that was added by hand at the new address is left where it is, and so is what it would
    become.
    """
    feeds = Feed.objects.filter(address__regex=rf"^{HOST}:\d+/").exclude(
        address__startswith=f"{HOST}:{port}/"
    )
    for feed in feeds.order_by("id"):
        there = re.sub(rf"^{HOST}:\d+/", f"{HOST}:{port}/", feed.address)
        same = Feed.objects.filter(kind=feed.kind, private_to=feed.private_to, address=there)
        if not same.exists():
            Feed.objects.filter(pk=feed.pk).update(address=there)
