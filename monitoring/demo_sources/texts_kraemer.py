"""What people say about the demo's third company. Everything is invented; see texts."""

from collections.abc import Mapping

KRAEMER: Mapping[str, tuple[str, ...]] = {
    "praise": (
        "{Unser Geländer|Unsere Treppe|Unser Carport} von Metallbau Krämer ist {montiert|fertig}: "
        "{saubere Schweißnähte|passt auf den Millimeter}, {nette Monteure|pünktlich und "
        "freundlich}. {Sehr zu empfehlen.|Gern wieder.}",
        "Krämer Metallbau hat das Hoftor {am selben Tag|noch vor dem Wochenende} repariert. "
        "{Großes Lob!|Das nenne ich Service.}",
        "Mein Sohn lernt bei Metallbau Krämer, {zweites|erstes|drittes} Lehrjahr. {Faire Leute, er "
        "darf viel selbst machen.|Er geht richtig gern hin.}",
        "Danke an Metallbau Krämer für die {schnelle|ehrliche} Antwort hier im Forum. {So wünscht "
        "man sich das.|Hat mir sehr geholfen.}",
        "Das Video aus der Lehrwerkstatt von Krämer ist {klasse|super gemacht}. {Da bekommt man "
        "Lust auf Schweißen.|Endlich mal echte Leute.}",
    ),
    "criticism": (
        "Angebot bei Metallbau Krämer angefragt, {drei|vier} Wochen {keine Antwort|nur "
        "vertröstet}. {Schade.|Enttäuschend.}",
        "Das Tor von Krämer {klemmt schon wieder|quietscht nach einem Jahr}, {Reklamation läuft "
        "seit Wochen.|der Kundendienst kommt erst nächsten Monat. Ärgerlich.}",
        "{2.900|3.400} Euro für {ein Geländer|ein Vordach} von Krämer? {Ganz schön "
        "teuer.|Da hört der Spaß auf.}",
    ),
    "question": (
        "Macht Metallbau Krämer auch {Edelstahl|Wintergärten|Einzelstücke für den Garten}? {Und "
        "was kostet das ungefähr?|Wer hat Erfahrung?}",
        "Wie lange wartet man bei Krämer gerade auf {ein Balkongeländer|eine Außentreppe}?",
        "Sucht Metallbau Krämer noch {Auszubildende|Schweißer|Praktikanten}? {Wo bewirbt man "
        "sich?|Frage für meine Tochter.}",
        "Womit pflegt man ein verzinktes Tor von Krämer? {Auf dem Zettel steht nichts.|Danke "
        "schon mal!}",
    ),
    "news": (
        "Metallbau Krämer liefert die Geländer für {die neue Schule|das Parkhaus} in <valley>. "
        "Montiert wird im {Frühjahr|Sommer|Herbst}.",
        "{Lossprechung|Tag der Ausbildung} in <valley>: Auch {zwei|drei} Auszubildende von "
        "Metallbau Krämer wurden geehrt.",
        "Stahlpreise geben nach: Was Betriebe wie Metallbau Krämer erwarten.",
    ),
    "competitor": (
        "Stahlbau Hölter {hat uns ein gutes Angebot gemacht|war schneller am Telefon}. {Mal "
        "sehen.|Wird wohl gemacht.}",
        "Stahlbau Hölter sucht Leute und wirbt {im Radio|auf Plakaten}.",
    ),
    "noise": (
        "Welche Elektrode nehmt ihr für {dünnes Blech|Guss}? {Meine kleben immer.|Danke!}",
        "Die Familie Krämer vom Reiterhof lädt zum {Sommerfest|Basar} ein.",
    ),
    "english": (
        "Metallbau Krämer built the stairs for our office in <valley>. {Solid work.|Very happy.}",
    ),
}
