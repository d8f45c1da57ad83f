"""What working time says to a person, in both languages."""

from datetime import date, time

import pytest
from django.utils.translation import override

from companies.states import GermanState
from companies.working_time import (
    STATES,
    Closure,
    Interval,
    InvalidWorkingTimeError,
    NeverOpenError,
    WorkingTime,
)

MORNING = Interval(time(9), time(12))
LATE_MORNING = Interval(time(11), time(13))


def refusal_of(build):
    with pytest.raises(InvalidWorkingTimeError) as refused:
        build()
    return refused.value


def in_both_languages(error):
    with override("en"):
        english = str(error)
    with override("de"):
        return english, str(error)


def test_every_state_a_company_can_choose_has_its_holidays():
    assert set(GermanState.values) == STATES


@pytest.mark.parametrize(
    ("build", "english", "german"),
    [
        (
            lambda: WorkingTime("Europe/Berlin", "BW", {2: (Interval(time(17), time(9)),)}),
            "Wednesday: 17:00–09:00 ends before it begins.",
            "Mittwoch: 17:00–09:00 endet vor dem Beginn.",
        ),
        (
            lambda: WorkingTime("Europe/Berlin", "BW", {0: (MORNING, LATE_MORNING)}),
            "Monday: 11:00–13:00 begins before 09:00–12:00 has ended. "
            "Please enter the hours in order and without overlap.",
            "Montag: 11:00–13:00 beginnt, bevor 09:00–12:00 endet. "
            "Bitte geben Sie die Zeiten der Reihe nach und ohne Überschneidung ein.",
        ),
        (
            lambda: WorkingTime("Europe/Berlin", "XX", {}),
            "“XX” is not a German state.",
            "„XX“ ist kein deutsches Bundesland.",
        ),
        (
            lambda: WorkingTime("Europe/Stuttgart", "BW", {}),
            "“Europe/Stuttgart” is not a known time zone.",
            "Die Zeitzone „Europe/Stuttgart“ ist nicht bekannt.",
        ),
        (
            lambda: Closure(date(2026, 8, 2), date(2026, 8, 1), "Sommer 100 %"),
            "The closure “Sommer 100 %” ends before it begins.",
            "Die Schließzeit „Sommer 100 %“ endet vor dem Beginn.",
        ),
    ],
)
def test_a_refusal_says_what_is_wrong(build, english, german):
    assert in_both_languages(refusal_of(build)) == (english, german)


def test_a_company_that_never_opens_is_told_what_to_do():
    assert in_both_languages(NeverOpenError()) == (
        "There is no working day within two years. "
        "Please enter opening hours in the settings, or shorten the closures.",
        "In den nächsten zwei Jahren gibt es keinen Arbeitstag. "
        "Bitte tragen Sie in den Einstellungen Öffnungszeiten ein "
        "oder kürzen Sie die Schließzeiten.",
    )


@pytest.mark.parametrize(
    ("day", "english", "german"),
    [
        (date(2026, 7, 11), "Weekend", "Wochenende"),
        (date(2026, 7, 12), "Weekend", "Wochenende"),
        (date(2026, 7, 8), "No opening hours", "Keine Öffnungszeiten"),
        (date(2026, 7, 6), None, None),
    ],
)
def test_a_day_without_hours_says_so_in_the_language_asked_for(day, english, german):
    mondays = WorkingTime("Europe/Berlin", "BW", {0: (MORNING,)})
    reasons = mondays.why_closed(day, language="en"), mondays.why_closed(day, language="de")
    assert reasons == (english, german)
