"""How the cost of matching an item grows with the number of search profiles.

Run `python -m benchmarks.match_profiles`. Believable German items are matched against 10, 1,000
and 10,000 profiles by the compiled matcher and, one profile after the other, by regular expressions
in two ways: as one would first write them (on the text as it is, case ignored, umlauts spelled out
in the pattern) and with the matcher's own folding before them. The results are checked to be
identical before a time counts; times are CPU time, medians of interleaved rounds; ratios are what
to trust. PostgreSQL's tsquery and, where it is installed, hyperscan do the same beside it, see
`match_peers`; `--quick` takes fewer items and rounds and no 10,000 profiles.
"""

import random
import re
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial

from benchmarks.match_peers import Hyperscan, Tsquery, peers
from monitoring.query.fold import fold
from monitoring.query.matcher import Document, Matcher, matches
from monitoring.query.nodes import And, Filter, Near, Node, Not, Or, Term
from monitoring.query.parser import parse

SEED = 20240229
SIZES = (10, 1_000, 10_000)
DEMANDED = {10: 8, 1_000: 500, 10_000: 2_000}
ITEMS = 2_000
NAIVE_CHECKS = {10: 2_000, 1_000: 60, 10_000: 6}
PEER_ITEMS = {"tsquery": {1_000: 500, 10_000: 100}, "hyperscan": {10_000: 500}}
FASTER_THAN_TSQUERY = 30
ROUNDS = 5

NAMES = (
    "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch "
    "Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann "
    "Lange Schmitt Werner Krause Meier Lehmann Köhler Herrmann Walter König Mayer Huber Kaiser "
    "Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Schubert Vogel Friedrich Keller Günther "
    "Frank Berger Winkler Roth Beck Lorenz Baumann Franke Albrecht Schuster Simon Ludwig Böhm "
    "Winter Kraus Martin Schumacher Krämer Vogt Stein Jäger Otto Sommer Groß Seidel Heinrich "
    "Brandt Haas Schreiber Graf Schulte Dietrich Ziegler Kuhn Kühn Pohl Engel Horn Busch "
    "Bergmann Thomas Voigt Sauer Arnold Wolff Pfeiffer"
)
TRADES = (
    "Brauerei Bäckerei Metzgerei Gärtnerei Tischlerei Schreinerei Druckerei Molkerei Spedition "
    "Autohaus Möbelhaus Bauunternehmen Maschinenbau Werkzeugbau Metallbau Stahlbau Holzbau "
    "Elektrotechnik Haustechnik Sanitärtechnik Medizintechnik Messtechnik Fördertechnik "
    "Logistik Verlag Hotel Gasthof Weingut Reisebüro Apotheke Optik Küchenstudio Fahrradladen "
    "Baumarkt Softwarehaus Pflegedienst Kelterei Kaffeerösterei Gießerei Weberei Sägewerk "
    "Ziegelwerk"
)
TOWNS = (
    "Aachen Augsburg Bamberg Bayreuth Bielefeld Bochum Braunschweig Bremen Celle Chemnitz "
    "Coburg Cottbus Darmstadt Dortmund Dresden Duisburg Erfurt Erlangen Essen Flensburg "
    "Freiburg Fulda Fürth Gera Gießen Göttingen Gütersloh Hagen Halle Hamm Hannover Heidelberg "
    "Heilbronn Ingolstadt Jena Kaiserslautern Karlsruhe Kassel Kiel Koblenz Köln Krefeld "
    "Landshut Leipzig Lübeck Lüneburg Magdeburg Mainz Mannheim Marburg Minden Mönchengladbach "
    "Münster Neuss Nürnberg Oldenburg Osnabrück Paderborn Passau Pforzheim Potsdam Ravensburg "
    "Regensburg Remscheid Reutlingen Rosenheim Rostock Saarbrücken Schwerin Siegen Solingen "
    "Straubing Stuttgart Trier Tübingen Ulm Weimar Wiesbaden Wolfsburg Worms Wuppertal Würzburg "
    "Zwickau"
)
TOPICS = (
    "Lieferung Bestellung Rechnung Reklamation Beratung Termin Angebot Qualität Preis Service "
    "Hotline Webseite Filiale Parkplatz Ausbildung Nachhaltigkeit Verpackung Ersatzteil "
    "Garantie Montage Wartung Neueröffnung Jubiläum Stellenangebot Praktikum Öffnungszeiten "
    "Gutschein"
)
BRAND_STARTS = (
    "Alpi Nord Hansa Rhei Solvi Vita Terra Lumi Aqua Ferro Medi Bio Opti Duro Flexi Pano Silva "
    "Nova Kera Velo Roto Tele Thermo Hydro Mobi Agri Domo Lingu Texti Granu"
)
BRAND_ENDS = (
    "nova tec werk tron lux via form plast dent quell card feld tronik sana pan mont gard flor "
    "nex stahl mat bau rado vent zell kraft lindo varis mera sol"
)
BRAND_MIDDLES = ("", "ro", "li", "ma", "to", "sa", "ke", "vo", "ni", "du")
BRANDS = [
    a + b + c for a in BRAND_STARTS.split() for b in BRAND_MIDDLES for c in BRAND_ENDS.split()
]
PRODUCTS = (
    "Shop App Markt Akademie Gruppe Konfigurator Kaffee Pils Weizen Fenster Türen Regal Sessel "
    "Pumpe Ventil Motor Getriebe Sensor Lampe Pflegecreme Saft Müsli Käse Joghurt Stahlrohr "
    "Dünger Ziegel"
)
SENTENCES = (
    "Seit drei Wochen warte ich auf meine {topic}, und niemand geht ans Telefon.",
    "Die {topic} bei {name} in {town} war wirklich freundlich und schnell!",
    "Hat jemand Erfahrung mit der {trade} {name} in {town}?",
    "Gestern waren wir in {town} und haben uns die {trade} angesehen – sehr zu empfehlen.",
    "Leider ist die {topic} schon wieder teurer geworden, das verstehe ich nicht mehr.",
    "Die {trade} „{name} & Söhne“ feiert in diesem Jahr ihr {number}-jähriges Jubiläum.",
    "Für {number} Euro hätte ich von {name} deutlich mehr erwartet, schade.",
    "Wir suchen zum nächsten Monat Verstärkung für unser Team in {town}.",
    "Am Samstag gibt es ab {number} Uhr Kaffee und Kuchen, kommt gerne vorbei 🙂",
    "Nach dem Umbau öffnet das Geschäft in {town} am Montag wieder seine Türen.",
    "Wer kann mir sagen, warum {topic} und {topic2} seit gestern nicht funktionieren?",
    "Danke an das ganze Team von {name}, so macht Einkaufen Spaß.",
)


def main() -> None:
    """Print, per number of profiles, both speeds, their ratio and what is demanded."""
    chance = random.Random(SEED)
    items = [item(chance) for _ in range(ITEMS)]
    profiles = {key: parse(query(chance)) for key in range(max(SIZES))}
    size = statistics.mean(len(item.text) for item in items)
    terms = statistics.mean(count(node) for node in profiles.values())
    print(f"{ITEMS} items of {size:.0f} characters, profiles of {terms:.1f} words and phrases")
    print("                                            naive          | naive, folded  |")
    print("profiles   built in   hits/item   items/s   items/s  ratio | items/s  ratio |")
    sizes = SIZES[:-1] if "--quick" in sys.argv[1:] else SIZES
    for size in sizes:
        report(size, items, profiles)
    report_growth(items, profiles)
    print("\nours beside others, the same results         items/s    ours to it")
    for name, peer in peers():
        for size in sizes:
            report_peer(name, peer, size, items, profiles)
    for size in sizes:
        report_inflected(size, items, profiles, random.Random(SEED))


def report(size: int, items: Sequence[Document], profiles: dict[int, Node]) -> None:
    """Check, measure and print one line."""
    chosen = {key: profiles[key] for key in range(size)}
    started = time.process_time()
    matcher = Matcher(chosen)
    built = time.process_time() - started
    plain, folded = Naive(chosen, folded=False), Naive(chosen, folded=True)
    few = items[: NAIVE_CHECKS[size]]
    for document in few:
        assert matcher.match(document) == plain.match(document) == folded.match(document), document
    quick, slow, less_slow = interleaved(
        lambda: run(matcher.match, items),
        lambda: run(plain.match, few),
        lambda: run(folded.match, few),
    )
    hits = statistics.mean(len(matcher.match(document)) for document in items)
    print(
        f"{size:8,}   {built:7.2f}s   {hits:9.2f}   {quick:7,.0f}"
        f"   {slow:7,.1f}  {quick / slow:5,.0f}"
        f" | {less_slow:7,.1f}  {quick / less_slow:5,.0f} | demanded {DEMANDED[size]:,}"
    )


def report_growth(items: Sequence[Document], profiles: dict[int, Node]) -> None:
    """Print how much slower a hundred times as many profiles are, both sizes by turns."""
    matchers = [Matcher({key: profiles[key] for key in range(size)}) for size in (10, 1_000)]
    few, many = interleaved(*(partial(run, each.match, items) for each in matchers))
    print(f"10 -> 1,000 profiles: {few / many:.2f} x slower (demanded: at most 2)")


def report_peer(
    name: str,
    peer_of: type[Tsquery] | type[Hyperscan],
    size: int,
    items: Sequence[Document],
    profiles: dict[int, Node],
) -> None:
    """Check that another way finds the same, then print its speed and how much faster ours is."""
    chosen = {key: profiles[key] for key in range(size)}
    matcher, peer = Matcher(chosen), peer_of(chosen)
    some = items[: PEER_ITEMS.get(name, {}).get(size, len(items))]
    assert peer.match(some) == [matcher.match(document) for document in some]

    def run_peer() -> float:
        server = peer.server_seconds() if isinstance(peer, Tsquery) else 0.0
        started = time.process_time()
        peer.match(some)
        taken = time.process_time() - started
        after = peer.server_seconds() if isinstance(peer, Tsquery) else 0.0
        return len(some) / (taken + after - server)

    ours, theirs = interleaved(lambda: run(matcher.match, items), run_peer)
    demand = f" (demanded: {FASTER_THAN_TSQUERY})" if isinstance(peer, Tsquery) else ""
    print(
        f"{size:8,}   {name:10}                     {theirs:10,.0f}"
        f"   {ours / theirs:8.1f} x{demand}"
    )
    if isinstance(peer, Tsquery):
        peer.close()


def report_inflected(
    size: int, items: Sequence[Document], profiles: dict[int, Node], chance: random.Random
) -> None:
    """Let every tenth profile ask for all forms of a word, check, and print what that costs."""
    plain = {key: profiles[key] for key in range(size)}
    words = [*TOPICS.split(), *PRODUCTS.split(), *TRADES.split()]
    asking = plain | {
        key: Or((plain[key], And((Term(f"~{chance.choice(words)}"), Term(chance.choice(BRANDS))))))
        for key in range(0, size, 10)
    }
    without, inflected = Matcher(plain), Matcher(asking)
    for document in items[: NAIVE_CHECKS[size]]:
        found = [key for key, node in asking.items() if matches(node, document)]
        assert inflected.match(document) == found, document
    fast, slower = interleaved(
        lambda: run(without.match, items), lambda: run(inflected.match, items)
    )
    print(
        f"{size:8,}   every tenth with ~word: {slower:,.0f} items/s, {fast / slower:.2f} x slower"
    )


def run(match: Callable[[Document], list[int]], items: Sequence[Document]) -> float:
    """Return items per CPU second."""
    started = time.process_time()
    for document in items:
        match(document)
    return len(items) / (time.process_time() - started)


def interleaved(*measures: Callable[[], float]) -> list[float]:
    """Return the median of each measure, taken in turns."""
    rounds = [[measure() for measure in measures] for _ in range(ROUNDS)]
    return [statistics.median(column) for column in zip(*rounds, strict=True)]


class Naive:
    """Each profile on its own, by regular expressions, one for each word or phrase."""

    def __init__(self, profiles: dict[int, Node], *, folded: bool) -> None:
        self.folded = folded
        pattern = folded_pattern if folded else spelled_out_pattern
        self.predicates = {key: searched(node, pattern) for key, node in profiles.items()}

    def match(self, document: Document) -> list[int]:
        """Return the keys of the profiles that match."""
        text = fold(document.text) if self.folded else document.text
        return [key for key, found in self.predicates.items() if found(text, document)]


Search = Callable[[str, Document], bool]


def searched(node: Node, pattern: Callable[[Term], re.Pattern[str]]) -> Search:
    """Return a predicate made of regular expressions."""
    match node:
        case Term():
            expression = pattern(node)
            return lambda text, _: expression.search(text) is not None
        case And(nodes):
            every = [searched(child, pattern) for child in nodes]
            return lambda text, item: all(found(text, item) for found in every)
        case Or(nodes):
            some = [searched(child, pattern) for child in nodes]
            return lambda text, item: any(found(text, item) for found in some)
        case Not(child):
            inner = searched(child, pattern)
            return lambda text, item: not inner(text, item)
        case Filter("lang", value):
            return lambda _, item: item.language == value
        case Filter() | Near():
            raise ValueError("The benchmark's profiles do not use this.")


def folded_pattern(term: Term) -> re.Pattern[str]:
    """Return a pattern for folded text."""
    return re.compile(
        r"\b" + r"\W+".join(p.word + (r"\w*" if p.prefix else "") for p in term.parts) + r"\b"
    )


def spelled_out_pattern(term: Term) -> re.Pattern[str]:
    """Return a pattern for the text as it is."""
    expression = folded_pattern(term).pattern
    for plain, either in (("ae", "(?:ä|ae)"), ("oe", "(?:ö|oe)"), ("ue", "(?:ü|ue)")):
        expression = expression.replace(plain, either)
    return re.compile(expression.replace("ss", "(?:ß|ss)"), re.IGNORECASE)


def item(chance: random.Random) -> Document:
    """Return a mention of three to six sentences."""
    text = " ".join(
        sentence.format(
            name=chance.choice(BRANDS if chance.random() < 0.5 else NAMES.split()),
            trade=chance.choice(TRADES.split()),
            town=chance.choice(TOWNS.split()),
            topic=chance.choice(TOPICS.split()),
            topic2=chance.choice(TOPICS.split()),
            number=chance.randrange(2, 150),
        )
        for sentence in chance.sample(SENTENCES, chance.randint(3, 6))
    )
    return Document(text, language="de" if chance.random() < 0.95 else "en")


def count(node: Node) -> int:
    """Return how many words, phrases and conditions a profile has."""
    match node:
        case And(nodes) | Or(nodes):
            return sum(count(child) for child in nodes)
        case Not(child):
            return count(child)
        case _:
            return 1


def query(chance: random.Random) -> str:
    """Return a profile as small companies write them: their name, what they do, where."""
    name, other = chance.sample(NAMES.split(), 2)
    brand, rival = chance.sample(BRANDS, 2)
    trade, town, topic = (
        chance.choice(TRADES.split()),
        chance.choice(TOWNS.split()),
        chance.choice(TOPICS.split()),
    )
    product, other_product = chance.sample(PRODUCTS.split(), 2)
    shapes = (
        brand,
        f'{brand} OR "{brand[:4]} {brand[4:]}" OR {brand}{trade.lower()}* OR "{brand} {town}"',
        f"({brand} OR {brand}-{product} OR {brand}{product.lower()}*) NOT (Praktikum OR {rival})",
        f'"{brand} {product}" OR "{brand} {other_product}" OR "{product} von {brand}" '
        f"OR ({brand} AND ({topic} OR Reklamation OR Beschwerde))",
        f'"{name} & Söhne" OR "{trade} {name}" OR "{name} {trade}" OR {trade}-{name} '
        f'OR "{name} {town}" OR ({name} AND {town} AND ({trade} OR {product}))',
        f'"{trade} {name}" OR {name}{trade.lower()}* OR ({name} AND {trade[:6]}* AND NOT {other})',
        f'lang:de ("{trade} {name}" OR "{name} {trade}" OR "Firma {name}") ({town} OR {topic})',
        f'("{name} {other}" OR "{other} {name}" OR {name}-{other}) -Fußball -Bundesliga',
        f"{brand} OR {rival} OR {chance.choice(BRANDS)} OR {chance.choice(BRANDS)}",
    )
    return chance.choice(shapes)


if __name__ == "__main__":
    main()
