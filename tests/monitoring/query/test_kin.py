import pytest

from monitoring.query.fold import fold_word
from monitoring.query.kin import can_have_kin, is_kin, kin_of

FOUND = """
Tisch: Tisch Tische Tischen Tisches Tischs Tischchen Esstisch Eßtische Tischplatte Küchentischbein
reklamieren: reklamiere reklamiert reklamierte Reklamierung Reklamation Reklamationsstelle
Reklamation: Reklamationen Reklamationsgrund reklamiert reklamieren
liefern: liefert geliefert anliefern abgeliefert abzuliefern ausgeliefert Lieferung Lieferzeit
Lieferung: Lieferungen Lieferungsverzug Teillieferung liefern geliefert
Haus: Hauses Häuser HÄUSERN Haushalt Hausmeister Rathaus Rathäuser Ra\u00adthaus
Häuser: Häusern Haus Hauses
Brenner: Brenners Brennern Brennerpass Gasbrenner
Bier: Biere Biergarten Weißbiere Starkbierfest
Küche: Küchen Küchenmöbel Einbauküche Kueche
Garten: Gärten Gartens Gartenhaus Biergärten
Kunden: Kunde Kundendienst
Straße: Strassen Hauptstraße Straßenbahn
freundlich: freundliche freundlicher freundlichsten
Zeugnis: Zeugnisse Arbeitszeugnissen
Müller: Müllers Mueller Müllerbrot
backen: backt gebacken Backofen
Schule: Schulen Schulbus Hochschulen
Bestellungen: Bestellung Vorbestellung
Bau: Baus Baue
Produkt: Produkte Produkthaftung Produktlieferungen
Öl: Öls Öle
Montage: Montagen Montageteam Küchenmontage
Rechnung: Rechnungen Rechnungsfehler Schlussrechnung
Wirtshaus: Wirtshauses Wirtshäuser Dorfwirtshaus
Stuhl: Stühle Stühlen Bürostühle Stuhlbein
Tür: Türen Haustür Türgriff
Schrank: Schränke Kleiderschrank Schranktür
Ofen: Öfen Kachelofen Ofenrohr
Fuß: Füße Fusses Fußboden Tischfüße
Gruß: Grüße Grüsse Grußkarte
bestellen: bestellt bestellte vorbestellt Bestellung abbestellen
wackeln: wackelt gewackelt wackelte
öffnen: öffnet geöffnet Öffnung Öffnungszeiten
Beschwerde: Beschwerden Beschwerdestelle
Lieferant: Lieferanten Holzlieferant
Mitarbeiter: Mitarbeiterin Mitarbeitern Mitarbeiterparkplatz
Kundin: Kundinnen Stammkundin
Termin: Termine Terminabsage Liefertermine
Flasche: Flaschen Bierflasche Flaschenpfand
Ausbildung: Ausbildungen Ausbildungsplatz
Lehrling: Lehrlinge Lehrlingslohn
Qualität: Qualitäten Holzqualität
"""
NOT_FOUND = """
Tisch: Tischler Tischlerei Fisch tischt
reklamieren: Reklame deklamieren
liefern: lief lieft verliefern
Haus: Chaussee Behausung
Brenner: brennen brennt Brennerei Brenn
Bier: probieren probiert probierten garantiert
Küche: Kuchen Kuchenform Koch
brauen: Brauerei Brauereien
Produkt: produktiv Produktivität produktlos
Öl: Heizöl
Bau: Bauch Neubau Baustelle baut
freundlich: unfreundlich Freund Freundlichkeit
Kauf: Verkauf gekauft
Konzern: Konzert Konzept
Müller: Müll Muller
Zeitung: Zeit Zeiten
Schule: Schüler Schulung
Montage: Montag Montags Montagmorgen
Tür: natürlich
Stuhl: stur
Ofen: offen
Gruß: groß Grus
Flasche: flach
öffnen: offen
Lehrling: Lehrer
Wirtshaus: Wirtschaft
Rechnung: rechts
Fuß: Fluss Fuchs
Termin: Terminal
"""


def pairs(lines):
    found = []
    for line in lines.strip().splitlines():
        asked, _, words = line.partition(":")
        found += [(asked, word) for word in words.split()]
    return found


@pytest.mark.parametrize(("asked", "word"), pairs(FOUND))
def test_a_word_is_found_in_its_forms_and_compounds(asked, word):
    assert is_kin(kin_of(asked), fold_word(word))


@pytest.mark.parametrize(("asked", "word"), pairs(NOT_FOUND))
def test_a_word_that_only_looks_alike_is_not_found(asked, word):
    assert not is_kin(kin_of(asked), fold_word(word))


@pytest.mark.parametrize(
    ("word", "can"), [("Öl", True), ("Ei", False), ("X500", False), ("a" * 61, False)]
)
def test_only_words_of_letters_have_forms(word, can):
    assert can_have_kin(word) == can


def test_a_monstrous_word_is_passed_over_at_once():
    assert not is_kin(kin_of("Tisch"), "aetisch" * 50_000)
