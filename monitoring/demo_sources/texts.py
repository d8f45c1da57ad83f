"""What people say in the demo. All companies, people and events are invented.

``{a|b|c}`` is one of several wordings; a name in angle brackets stands for one of WORDS. Kinds:
``praise``, ``criticism``, ``question``, ``news`` (neutral), ``competitor``, ``noise`` (something
else), ``english``.
"""

from collections.abc import Mapping

NOUNS = {
    "Esstisch": "m", "Einbauschrank": "m", "Schreibtisch": "m", "Garderobenschrank": "m",
    "Küche": "f", "Eckbank": "f", "Treppe": "f", "Kommode": "f",
    "Bett": "n", "Regal": "n", "Sideboard": "n", "Bücherbord": "n",
}  # fmt: skip
ARTICLES = {
    "Unser": {"m": "Unser", "f": "Unsere", "n": "Unser"},
    "unseren": {"m": "unseren", "f": "unsere", "n": "unser"},
    "einen": {"m": "einen", "f": "eine", "n": "ein"},
    "Der": {"m": "Der", "f": "Die", "n": "Das"},
}
WORDS: Mapping[str, tuple[str, ...]] = {
    "town": ("Freiburg", "Lahr", "Offenburg", "Villingen", "Ettenheim", "Emmendingen", "Lörrach"),
    "place": ("Straubing", "Landshut", "Deggendorf", "Dingolfing", "Regensburg", "Cham"),
    "valley": ("Altena", "Werdohl", "Plettenberg", "Iserlohn", "Hemer", "Neuenrade"),
    "beer": ("Helle", "Dunkle", "Kellerbier", "Weißbier", "Pils", "Märzen", "Zwickl"),
    **{
        article: tuple(f"{forms[gender]} {noun}" for noun, gender in NOUNS.items())
        for article, forms in ARTICLES.items()
    },
}

BRENNER: Mapping[str, tuple[str, ...]] = {
    "praise": (
        "<Unser> von der Holzmanufaktur Brenner ist {endlich da|heute gekommen} und "
        "{wunderschön|einfach perfekt geworden|noch schöner als auf der Zeichnung}. "
        "{Absolut empfehlenswert.|Danke an das ganze Team!|Jeden Cent wert.}",
        "{Großes Lob|Ein dickes Dankeschön} an Brenner Möbel: {freundliche Beratung|sehr nette "
        "Leute in der Werkstatt}, saubere Arbeit und {pünktlich geliefert|alles wie besprochen}.",
        "Waren gestern in der Ausstellung von Brenner in <town>. {Tolle Qualität|Wirklich "
        "hochwertig}, man riecht das Holz noch. {Begeistert!|Sehr zu empfehlen.}",
        "Nach {drei|fünf|acht} Jahren hat sich ein Scharnier gelockert. Brenner kam vorbei, hat es "
        "{kostenlos|ohne Diskussion} gerichtet. {So geht guter Service.|Vorbildlich.}",
        "Meine Tochter macht ihre Ausbildung bei der Holzmanufaktur Brenner und ist "
        "{rundum zufrieden|richtig glücklich dort}: {faire Chefs|nette Kollegen}, man lernt viel.",
        "Haben uns für <einen> von Brenner entschieden, aus Weißtanne aus der Region. "
        "{Nachhaltig und schön|Besser geht es nicht}, {wir sind begeistert|tolle Arbeit}.",
    ),
    "criticism": (
        "Seit {acht|zehn|zwölf|vierzehn} Wochen warten wir auf <unseren> von Brenner. "
        "{Der Liefertermin wurde dreimal verschoben.|Kein Rückruf, keine Auskunft.} "
        "{Sehr enttäuschend.|So verliert man Kunden.|Nie wieder.}",
        "Lieferung von Brenner Möbel {schon wieder verspätet|zum zweiten Mal geplatzt}, "
        "{extra Urlaub genommen|den ganzen Tag umsonst gewartet}. {Ärgerlich!|Eine Frechheit.}",
        "<Der> von Brenner kam mit {einer Schramme|einem Riss in der Platte|falschem "
        "Maß}. Reklamation läuft seit {drei|vier} Wochen, {niemand fühlt sich zuständig|"
        "man wird nur vertröstet}. {Schlechter Service.|Unmöglich.}",
        "Auf meine E-Mail an die Holzmanufaktur Brenner kam {zwei|drei} Wochen lang keine Antwort. "
        "{Am Telefon war man dann auch noch unfreundlich.|Schade, das war früher besser.}",
        "{4.200|5.800|6.900} Euro für einen Tisch von Brenner? {Völlig überteuert.|Das ist "
        "Abzocke, auch wenn es Handarbeit ist.} {Leider.|Schade um die schöne Idee.}",
        "Die Internetseite von Brenner Möbel ist {eine Katastrophe|kaum zu bedienen}: "
        "{der Konfigurator stürzt ständig ab|auf dem Handy geht gar nichts}.",
    ),
    "question": (
        "Weiß jemand, ob die Holzmanufaktur Brenner auch <einen> nach Maß macht? "
        "{Und was kostet das ungefähr?|Wie lange dauert das?}",
        "Hat Brenner {samstags|zwischen den Jahren} in <town> geöffnet? "
        "{Auf der Seite finde ich nichts.|Ans Telefon geht gerade keiner.}",
        "Kann man bei Brenner Möbel auch {reparieren|aufarbeiten} lassen? {Es geht um einen alten "
        "Nussbaumschrank.|Wir hätten einen Erbstück-Tisch.}",
        "Sucht die Holzmanufaktur Brenner noch {Auszubildende|eine Schreinerin|Praktikanten} für "
        "nächstes Jahr? {Wo bewirbt man sich?|Mein Sohn wäre interessiert.}",
        "Welches Öl nehmt ihr für Eichenmöbel von Brenner? {Im Pflegeheft steht nur „pflegen“.|"
        "Unseres hat schon Flecken.}",
    ),
    "news": (
        "Die Holzmanufaktur Brenner aus <town> stellt auf der {Regiomesse|Herbstmesse|"
        "Handwerksschau} aus. Gezeigt werden Möbel aus heimischen Hölzern.",
        "Brenner Möbel erweitert die Werkstatt um {400|600|800} Quadratmeter. Der Gemeinderat hat "
        "dem Bauantrag am {Montag|Dienstag|Mittwoch} zugestimmt.",
        "Handwerkskammer zeichnet {drei|vier|fünf} Betriebe aus, darunter die Holzmanufaktur "
        "Brenner. Die Urkunden wurden im Rathaus überreicht.",
        "Holzpreise steigen weiter: Was Betriebe wie die Holzmanufaktur Brenner jetzt planen, "
        "berichtet unsere Wirtschaftsredaktion.",
        "Tag der offenen Werkstatt: Am {ersten|zweiten|dritten} Wochenende öffnen Betriebe der "
        "Region ihre Tore, auch Brenner Möbel ist dabei.",
    ),
    "competitor": (
        "Wir haben <unseren> bei Möbelwerk Sauter gekauft, {ging schnell|war günstig}, "
        "{aber die Qualität ist mäßig|und wir sind zufrieden}.",
        "Möbelwerk Sauter eröffnet einen neuen Standort in {Rastatt|Bühl|Achern}. "
        "Geplant sind {20|35|40} Arbeitsplätze.",
        "Bei Schreinerei Vollmer {wurden wir sehr gut beraten|hat alles prima geklappt}. "
        "{Klare Empfehlung.|Gern wieder.}",
        "Schreinerei Vollmer bietet jetzt einen Konfigurator im Netz an. {Macht Spaß.|"
        "Leider etwas langsam.}",
    ),
    "noise": (
        "Welche Säge nehmt ihr für {Hirnholz|feine Zinken}? {Meine ist stumpf.|Budget 80 Euro.}",
        "Baue gerade ein {Hochbeet|Vogelhaus} aus Resten. {Fotos folgen.|Macht Laune.}",
        "Der Brenner ist wegen {Schnee|Bauarbeiten} gesperrt, Stau bis Innsbruck.",
        "{Markt|Flohmarkt} am Sonntag in der Innenstadt, {es regnet leider|viel los}.",
    ),
    "english": (
        "Picked up a table from Holzmanufaktur Brenner while on holiday. {Wonderful work, lovely "
        "people!|Great craft, we love it.}",
        "Has anyone had furniture from Brenner Möbel shipped to {the UK|Ireland}? How did it go?",
    ),
}

LINDNER: Mapping[str, tuple[str, ...]] = {
    "praise": (
        "Das <beer> von Lindner Bräu ist {ein Gedicht|richtig gut|mein Favorit}. "
        "{Endlich wieder eine Brauerei mit Charakter.|Sehr empfehlenswert.}",
        "Brauereiführung bei Lindner Bräu mitgemacht: {super nette Leute|sehr kompetent erklärt}, "
        "{tolle Brotzeit danach|klasse Nachmittag}. {Danke!|Gerne wieder.}",
        "Biergarten Lindner in <place>: {freundliche Bedienung|schnelle Küche}, gutes Essen, "
        "{faire Preise|gemütlich wie früher}. {Wir kommen wieder.|Top!}",
        "Respekt an Lindner Bräu: {Pfandkisten jetzt aus altem Kunststoff|Strom vom eigenen Dach}. "
        "{Vorbildlich.|So macht man das nachhaltig.}",
    ),
    "criticism": (
        "Schon wieder {kein Kellerbier|keine Kisten} von Lindner Bräu im Getränkemarkt. "
        "{Lieferung fällt ständig aus.|Seit Wochen leere Regale.} {Ärgerlich.|Schade.}",
        "Das <beer> von Lindner schmeckt seit dem neuen Etikett {fad|anders|schlecht}. "
        "{Bin enttäuscht.|Früher war es besser.}",
        "Eine Stunde Wartezeit im Biergarten Lindner, dann {kaltes Essen|falsche Rechnung}. "
        "{Bedienung unfreundlich.|Nie wieder.}",
        "Lindner Bräu erhöht die Preise {schon wieder|zum zweiten Mal dieses Jahr}. "
        "{Unverschämt.|Abzocke.|Das ist mir zu teuer.}",
    ),
    "question": (
        "Wo bekomme ich in <place> noch Lindner Bräu? {Der Markt hat es nicht mehr.|Am liebsten "
        "in der Bügelflasche.}",
        "Gibt es bei Lindner Bräu {Führungen am Wochenende|Gutscheine|einen Werksverkauf}? "
        "{Weiß das jemand?|Und was kostet das?}",
        "Ist das alkoholfreie Weißbier von Lindner vegan? {Auf der Flasche steht nichts.|Danke!}",
        "Bildet Lindner Bräu auch {Brauer|Kaufleute} aus? {Ab wann kann man sich bewerben?|"
        "Frage für meinen Neffen.}",
    ),
    "news": (
        "Lindner Bräu liefert das Festbier für {das Volksfest|die Dult} in <place>. "
        "Der Vertrag läuft über {drei|fünf} Jahre.",
        "Lindner Bräu investiert {zwei|drei} Millionen Euro in eine neue Abfüllung. "
        "Baubeginn ist im {März|April}.",
        "Brauereien der Region beklagen Mangel an Leergut, darunter Lindner Bräu und Kronenbräu.",
    ),
    "competitor": (
        "Kronenbräu bringt ein {Fassbrause|Naturradler} auf den Markt. {Schmeckt gut.|Mir zu süß.}",
        "Kronenbräu {ist mir lieber|hat das bessere Weißbier}. {Geschmackssache.|Prost!}",
        "Kronenbräu eröffnet ein Wirtshaus in <place>.",
    ),
    "noise": (
        "Christian Lindner war {gestern|heute} im Fernsehen. {Wie immer.|Nichts Neues.}",
        "Welches Malz nehmt ihr für {Bock|Stout}? {Erster Sud am Wochenende.|Danke für Tipps.}",
        "{Radtour|Wanderung} an der Donau, {Wetter traumhaft|leider Gegenwind}.",
    ),
    "english": (
        "Lindner Bräu is the best beer we had in Bavaria. {Lovely place!|Great tour, too.}",
    ),
}

OPENINGS = (
    "", "", "", "Kurze Rückmeldung aus <town>.", "Moin zusammen.",
    "So, jetzt schreibe ich auch mal.",
    "Bin neu hier.", "Vorweg: Ich bekomme nichts dafür.", "Wir wohnen gleich um die Ecke.",
    "Mein Schwager hat mich darauf gebracht.", "Nach langem Überlegen im Herbst.",
    "Für unseren Umbau in <place>.", "Gestern Abend beim Stammtisch besprochen.",
    "Meine Frau meint, ich soll das mal aufschreiben.", "Zum zweiten Mal in diesem Jahr.",
    "Habe lange mitgelesen.", "Kleines Update zu meinem Beitrag von neulich.",
    "Wer sich noch an meine Frage erinnert:", "Eigentlich schreibe ich so etwas nie.",
    "Aus der Nachbarschaft.", "Letzte Woche in <town> gewesen.", "Mal was anderes als Politik.",
)  # fmt: skip
CLOSINGS = (
    "", "", "", "Grüße aus <town>!", "Gruß aus <place>.", "Mehr dazu nächste Woche.",
    "Was meint ihr?", "Bilder kann ich gern zeigen.", "Musste mal gesagt werden.",
    "Der Kaffee dazu war auch dabei.", "Das Wetter spielte mit.", "Schönes Wochenende!",
    "Wir waren zu viert.", "Ich melde mich wieder.", "Bis bald im Forum.", "Soweit von mir.",
    "Das war an einem Dienstag.", "Die Kinder waren auch mit.", "Parken ging problemlos.",
    "Kommen im Frühjahr noch einmal.", "Hat sonst jemand Erfahrung damit gemacht?",
)  # fmt: skip

AUTHORS = (
    "holzwurm71",
    "Sabine K.",
    "martin_b",
    "Familie Huber",
    "Jonas",
    "waldkauz",
    "Petra aus Lahr",
    "schraubenzieher",
    "A. Yildiz",
    "omaLiesl",
    "T. Neumann",
    "radlerin",
    "Herr Schwarz",
    "mia.l",
    "Kochlöffel",
    "Gast",
    "eichenblatt",
    "Donaufischer",
    "K. Winter",
    "hopfenfreund",
    "Resi",
)  # fmt: skip
