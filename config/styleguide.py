"""/styleguide/: every component in every state, with German sample text; ?theme=light or dark.

Sample data only; shown while developing and in the demo.
"""

from types import SimpleNamespace as Sample
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from companies.access import public_view
from monitoring.charts import Bar, Point, Series, horizontal_bars, lines, radar, stacked_bars

TONES = ["accent", "negative", "neutral", "positive", "unclear", "ok", "warn", "stop"]
TITLES = [
    "Kulturcheck",
    "Zuhören",
    "Ziele & Zielgruppen",
    "Strategie",
    "Ressourcen",
    "Pilot",
    "Ausbau",
]


class SampleForm(forms.Form):
    name = forms.CharField(label="Name des Profils", max_length=60)
    query = forms.CharField(
        label="Suchanfrage",
        help_text="Zum Beispiel: Brandt AND (Fenster OR Türen)",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    start = forms.DateField(
        label="Beginn", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    rhythm = forms.ChoiceField(
        label="Rhythmus", choices=[("15", "alle 15 Minuten"), ("60", "jede Stunde")]
    )
    answer = forms.ChoiceField(
        label="Kritik wird bei uns offen besprochen.",
        choices=[
            (str(n), text)
            for n, text in enumerate(
                ["gar nicht", "kaum", "teils", "meist", "ganz und gar"], start=1
            )
        ],
        widget=forms.RadioSelect,
    )
    agree = forms.BooleanField(label="Ich übernehme die Verantwortung für diese Maßnahme.")


@public_view
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show the design system; nothing here is read from or written to the database."""
    theme = request.GET.get("theme", "")
    bad = SampleForm({"bad-query": "Brandt AND (Fenster"}, prefix="bad")
    bad.add_error("query", "Die Klammer an Stelle 12 wird nicht geschlossen.")
    return render(
        request,
        "styleguide.html",
        {
            "theme": theme if theme in ("light", "dark") else "",
            "tones": TONES,
            "nav": navigation(),
            "company": Sample(name="Brandt Fenster GmbH"),
            "companies": [
                Sample(name="Brandt Fenster GmbH", url="#", current=True),
                Sample(name="Stadtbäckerei Kolbe", url="#", current=False),
            ],
            "legal": [Sample(label="Impressum", url="#"), Sample(label="Datenschutz", url="#")],
            "stages": stages(current=2),
            "stages_waiting": stages(current=3, state=("Eingereicht", "warn", "hourglass")),
            "criteria": criteria(),
            "mentions": mentions(),
            "health": health(),
            "events": events(),
            "charts": charts(),
            "form": SampleForm(),
            "bad_form": bad,
            **small_samples(),
        },
    )


def navigation() -> list[Sample]:
    names = [("Start", "home"), ("Etappen", "route"), ("Erwähnungen", "mention")]
    items = [Sample(label=n, url="#", icon=i, current=n == "Start", badge="") for n, i in names]
    items[2].badge = "12"
    return [
        *items,
        Sample(label="Einstellungen", url="#", icon="settings", current=False, badge=""),
    ]


def stages(*, current: int, state: tuple[str, str, str] = ("Offen", "accent", "")) -> list[Sample]:
    rows = []
    for number, title in enumerate(TITLES, start=1):
        label, tone, icon = ("Gesperrt", "neutral", "lock")
        if number < current:
            label, tone, icon = ("Bestanden", "ok", "check")
        if number == current:
            label, tone, icon = state
        rows.append(
            Sample(
                number=number,
                title=title,
                state_label=label,
                tone=tone,
                icon=icon,
                is_reached=number < current,
                is_current=number == current,
                url="#" if number <= current else "",
                note="3 von 5 erfüllt" if number == current else "",
            )
        )
    return rows


def criteria() -> list[Sample]:
    return [
        Sample(
            label="Mindestens drei Personen aus zwei Rollen haben geantwortet",
            sentence="Vier Personen: Geschäftsführung, Marketing, Vertrieb.",
            state_label="Erfüllt",
            tone="ok",
            icon="check",
            figure="4 (mindestens 3)",
        ),
        Sample(
            label="Jede Dimension erreicht ihren Schwellenwert oder hat eine Maßnahme",
            sentence="„Umgang mit Kritik“ liegt bei 2,4 von 5 und hat noch keine Maßnahme.",
            state_label="Noch offen",
            tone="stop",
            icon="close",
            figure="2,4",
            url="#",
            url_label="Maßnahme anlegen",
        ),
        Sample(
            label="Die Geschäftsführung hat selbst geantwortet",
            sentence="Liegt als unterschriebenes Protokoll vor.",
            state_label="Bestätigt",
            tone="ok",
            icon="user",
            attested="Bestätigt von Jana Berg am 3. November 2026",
        ),
        Sample(
            label="Bestandsaufnahme der eigenen Kanäle",
            sentence="Noch kein Kanal eingetragen.",
            state_label="Empfohlen",
            tone="neutral",
            icon="minus",
            weight_label="Empfehlung",
            url="#",
            url_label="Kanäle eintragen",
        ),
    ]


def mentions() -> list[Sample]:
    base = {
        "when_exact": "2026-11-20T09:12:00+01:00",
        "language": "de",
        "language_label": "Deutsch",
    }
    return [
        Sample(
            **base,
            source_icon="forum",
            author="fensterfrust_84",
            place="Bauherrenforum",
            url="#",
            when="vor 2 Stunden",
            title="Sechs Wochen Wartezeit, keine Antwort",
            text=mark_safe(
                "Ich warte seit sechs Wochen auf die Fenster von <mark>Brandt</mark>. Am Telefon "
                "vertröstet man mich, auf Mails antwortet niemand. Hat jemand ähnliche Erfahrungen?"
            ),
            tone="negative",
            tone_label="Negativ",
            tone_icon="tone-negative",
            tone_reasons=["vertröstet", "antwortet niemand"],
            kind_label="Kritik",
            is_unread=True,
        ),
        Sample(
            **base,
            source_icon="news",
            author="Redaktion Wirtschaft",
            place="Oberbergischer Anzeiger",
            url="#",
            when="gestern, 17:40",
            title="Mittelständler bauen aus",
            text=mark_safe(
                "<mark>Brandt Fenster</mark> erweitert die Fertigung in Gummersbach um eine Halle "
                "und sucht zwanzig Fachkräfte."
            ),
            tone="neutral",
            tone_label="Neutral",
            tone_icon="tone-neutral",
            duplicates_label="4 gleiche Meldungen",
            duplicates=[
                Sample(place="Kölner Rundblick", url="#", when="gestern, 18:02"),
                Sample(place="Presseportal Oberberg", url="", when="gestern, 18:30"),
            ],
        ),
        Sample(
            **base,
            source_icon="network",
            author="Miriam K.",
            place="Mastodon",
            url="#",
            when="Montag, 8:15",
            text=mark_safe(
                "Einbau gestern: pünktlich, sauber, freundlich. Danke, <mark>Brandt</mark>!"
            ),
            tone="positive",
            tone_label="Positiv",
            tone_icon="tone-positive",
            tone_reasons=["pünktlich", "sauber", "freundlich"],
            kind_label="Lob",
        ),
        Sample(
            source_icon="feed",
            author="P. van Dijk",
            place="Bouwblog",
            url="",
            when="12. November",
            when_exact="2026-11-12",
            language="nl",
            language_label="Niederländisch",
            text=mark_safe("Nieuwe kozijnen van <mark>Brandt</mark> op de beurs gezien."),
            tone="unclear",
            tone_label="Unklar",
            tone_icon="tone-unclear",
        ),
    ]


def health() -> list[dict[str, str]]:
    return [
        {
            "name": "Oberbergischer Anzeiger",
            "words": "liefert",
            "tone": "ok",
            "icon": "check",
            "detail": "Zuletzt 3 neue Einträge vor 12 Minuten.",
            "next_try": "nächster Abruf um 14:30",
        },
        {
            "name": "Bauherrenforum",
            "words": "blind seit Dienstag, 14:00",
            "tone": "warn",
            "icon": "blind",
            "detail": "Der Server antwortet nicht (Zeitüberschreitung nach 20 Sekunden).",
            "next_try": "nächster Versuch um 15:40",
        },
        {
            "name": "Google Alerts: Brandt",
            "words": "Adresse gibt es nicht mehr",
            "tone": "stop",
            "icon": "alert",
            "detail": "Die Quelle meldet 410. Bitte legen Sie den Alert neu an.",
            "next_try": "",
        },
    ]


def events() -> list[Sample]:
    rows = [
        ("Karl Brandt hat unter einer Auflage freigegeben", "heute, 9:04", "ok", "check"),
        ("Jana Berg hat den Kulturcheck eingereicht", "gestern, 16:20", "warn", "hourglass"),
        ("Karl Brandt hat den Kulturcheck zurückgegeben", "3. November, 11:45", "stop", "undo"),
        ("Etappe geöffnet", "12. Oktober, 8:00", "accent", "flag"),
    ]
    quotes = {"stop": "Bitte auch den Vertrieb befragen, bevor wir entscheiden."}
    return [
        Sample(sentence=s, when=w, when_exact="2026-11-20", tone=t, icon=i, quote=quotes.get(t, ""))
        for s, w, t, i in rows
    ]


def charts() -> dict[str, Any]:
    days = [f"{day}. Nov." for day in range(1, 29)]
    negative = [2, 1, 3, 0, 1, 2, 4, 9, 12, 7, 4, 2, 1, 2, 0, 0, 0, 1, 3, 2, 2, 1, 0, 2, 3, 1, 2, 1]
    neutral = [
        6,
        8,
        7,
        3,
        2,
        9,
        8,
        11,
        14,
        12,
        9,
        4,
        3,
        8,
        0,
        0,
        2,
        7,
        8,
        4,
        3,
        9,
        8,
        7,
        9,
        8,
        3,
        4,
    ]
    positive = [3, 2, 4, 1, 0, 3, 5, 3, 2, 3, 4, 1, 1, 3, 0, 0, 1, 4, 3, 2, 1, 4, 5, 3, 2, 4, 1, 2]
    return {
        "tone": stacked_bars(
            caption="Erwähnungen und Ton im November",
            labels=days,
            series=[
                Series("Negativ", [Point(n, "#") for n in negative], "negative"),
                Series("Neutral", neutral, "neutral"),
                Series("Positiv", positive, "positive"),
                Series("Unklar", [n // 5 for n in neutral], "unclear"),
            ],
            blind={14, 15, 16},
        ),
        "lines": lines(
            caption="Antwortzeit je Abteilung, Stunden",
            labels=["KW 40", "KW 41", "KW 42", "KW 43", "KW 44", "KW 45", "KW 46", "KW 47"],
            series=[
                Series("Service", [6.5, 5, 7, 4, 4.5, 3, 3.5, 2]),
                Series("Vertrieb", [9, 9.5, 12, 11, None, 8, 8.5, 7]),
            ],
        ),
        "share": horizontal_bars(
            caption="Anteil am Gespräch",
            bars=[
                Bar("Brandt Fenster", 128, "accent", "#"),
                Bar("Glaswerke Oberberg", 1204, "neutral", "#"),
                Bar("Fensterbau Hollstein und Söhne", 61, "neutral", "#"),
                Bar("Nordlicht Bauelemente", None, "neutral"),
            ],
            unit="Erwähnungen",
        ),
        "radar": radar(
            caption="Kulturcheck nach Rollen",
            axes=[
                "Offenheit für Dialog",
                "Kontrollverlust aushalten",
                "Umgang mit Kritik",
                "Entscheidungswege",
                "Rolle der Leitung",
            ],
            series=[
                Series("Leitung", [4.2, 3.1, 3.8, 4.0, 4.4], "accent"),
                Series("Team", [3.6, 2.8, 2.1, 2.6, 3.0], "negative"),
            ],
            top=5,
        ),
    }


def small_samples() -> dict[str, Any]:
    return {
        "crumbs": [Sample(label="Etappen", url="#"), Sample(label="Kulturcheck", url="#")],
        "tabs": [
            Sample(label="Übersicht", url="#", is_current=True, badge=""),
            Sample(label="Antworten", url="#", is_current=False, badge="4"),
            Sample(label="Maßnahmen", url="#", is_current=False, badge=""),
            Sample(label="Verlauf", url="#", is_current=False, badge=""),
        ],
        "headers": ["Firma", "Etappe", "Freigabe", "Überfällig"],
        "rows": [
            [Sample(text="Brandt Fenster GmbH", url="#"), "Zuhören", "wartet seit 2 Tagen", "3"],
            [Sample(text="Stadtbäckerei Kolbe", url="#"), "Kulturcheck", "–", "0"],
        ],
        "items": [
            Sample(term="Bundesland", text="Nordrhein-Westfalen"),
            Sample(term="Zeitzone", text="Europa/Berlin"),
            Sample(term="Geschäftszeiten", text="Montag bis Freitag, 8:00 bis 17:00"),
        ],
        "fingerprint": "9f2c4b71e0d85a63c1f7b2094ad6e83f5517c0be92ad34f18e6670cb21d9a4f3",
        "messages_sample": [
            Sample(tone="ok", icon="check", text="Gespeichert. Die Quelle wird gleich abgerufen."),
            Sample(
                tone="accent", icon="info", text="Ihr Entwurf vom Dienstag wurde wiederhergestellt."
            ),
            Sample(
                tone="warn", icon="alert", text="Nach dem Einreichen wurde eine Antwort geändert."
            ),
            Sample(tone="stop", icon="stop", text="Die Freigabe wurde inzwischen zurückgezogen."),
        ],
    }
