"""Random searches and documents over a small vocabulary, so that they often meet."""

from hypothesis import strategies as st

from monitoring.query.matcher import Document
from monitoring.query.nodes import Filter, Near, Not, Or, Term, alternatives, conjunction

WORDS = ["Müller", "Bier", "Brauerei", "Straße", "E-Bike", "und", "AND"]
STEMS = ["Brau*", "Mül*", "Stras*", "Bier*"]
KIN = ["~Bier", "~Brauerei", "~Straße", "~brauen", "~Müller"]
SITES = ["example.de", "blog.example.de", "www.example.de", "müller.de", "de"]
AUTHORS = ["Max Müller", "mueller", "Eva*", "Max"]

terms = st.lists(st.sampled_from(WORDS + STEMS + KIN), min_size=1, max_size=3).map(
    lambda words: Term(" ".join(words))
)
single_terms = st.sampled_from(WORDS + STEMS + KIN).map(Term)
filters = st.one_of(
    st.sampled_from(["de", "en"]).map(lambda code: Filter("lang", code)),
    st.sampled_from(SITES).map(lambda site: Filter("site", site)),
    st.sampled_from(AUTHORS).map(lambda name: Filter("author", name)),
    st.sampled_from(["mastodon", "mail", "feed"]).map(lambda kind: Filter("source", kind)),
    st.just(Filter("is", "question")),
)
operands = st.one_of(
    single_terms, st.lists(single_terms, min_size=2, max_size=3).map(lambda found: Or(tuple(found)))
)
nears = st.builds(Near, operands, operands, st.integers(1, 6))


def _joined(children):
    several = st.lists(children, min_size=2, max_size=3)
    return st.one_of(several.map(conjunction), several.map(alternatives), children.map(Not))


nodes = st.recursive(st.one_of(single_terms, terms, filters, nears), _joined, max_leaves=8)

_words = st.sampled_from(
    [
        *WORDS,
        "MÜLLER",
        "Mu\u0308ller",
        "Muller",
        "STRASSE",
        "Brauereien",
        "brau",
        "e",
        "Biere",
        "Großbrauereien",
        "Biergärten",
        "gebraut",
        "Hauptstrasse",
        "Mühlenbräu",
    ]
)
_oddities = st.one_of(
    st.sampled_from(
        ["–", "?", "🍺", "…", "#Bier", "@mueller_bau", "Brau\u00aderei", "\n", "„Bier“"]
    ),
    st.text(max_size=3),
)
_pieces = st.one_of(_words, _words, _words, _oddities)
texts = st.lists(_pieces, max_size=12).map(" ".join)
documents = st.builds(
    Document,
    text=texts,
    title=st.one_of(st.just(""), texts),
    author=st.sampled_from(["", "Max Müller", "@mueller_bau", "Evamaria", "Max"]),
    site=st.sampled_from(
        ["", "example.de", "a.blog.example.de", "badexample.de", "xn--mller-kva.de", "x.at"]
    ),
    language=st.sampled_from(["", "de", "en", "de-AT"]),
    source=st.sampled_from(["", "feed", "imap", "mastodon", "mastodon-own"]),
)
