import pytest
from django.db import connection

from monitoring.query.fold import fold_word
from monitoring.query.stem import bare, stem

WORDS = (
    "häuser haus häusern bücher katzen kategorie aufeinander neue neuen quelle quellen bauern "
    "bauer feuer steuern verlässlich verlässlichkeit freundlichkeit freundschaften einsamkeit "
    "ergebnisse ergebnissen zeugnis lieferung lieferungen geliefert reklamation reklamationen "
    "bäckerinnen lehrerin handeln sammelns systemen system fenstern größte größter schönste "
    "wichtigste arbeitest tüchtig mutigen kräftiger wenigen richtung heizungen bewegung "
    "beleidigend beleidigung geigen übel übung straßen süß maßnahmen bayerisch musik politik "
    "katholisch heimlich krankheit ewigkeit wirklichkeit gelegenheit oper jauchzen yacht hyänen "
    "statue aktuell januar museum michael poesie israel au ei a tischs bierkrugs hofs films"
).split()


@pytest.mark.django_db
def test_stems_are_those_of_the_database():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, ts_lexize('german_stem', word) FROM unnest(%s::text[]) AS word", [WORDS]
        )
        theirs = {word: stems[0] for word, stems in cursor.fetchall() if stems}
    assert len(theirs) > 80
    assert {word: stem(fold_word(word)) for word in theirs} == {
        word: bare(fold_word(found)) for word, found in theirs.items()
    }
