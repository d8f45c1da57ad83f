"""The acts of this app and the sentences that show them in the log."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from monitoring.connectors import CONNECTORS, PUSHED
from monitoring.pipeline.labels import KINDS, TONES, TOPICS

SENTENCES = {
    "source.added": _("added the source “%(name)s” (%(address)s)"),
    "source.changed": _("changed the source “%(was)s”, now “%(name)s”"),
    "source.paused": _("paused the source “%(name)s”"),
    "source.resumed": _("resumed the source “%(name)s”"),
    "source.signed_in": _("gave the source “%(name)s” a sign-in"),
    "source.mapped": _("changed how the deliveries of “%(name)s” are read"),
    "source.removed": _("removed the source “%(name)s”; its mentions stay"),
    "source.read_back": _("asked to read the source “%(name)s” back to %(day)s"),
    "source.retried": _("had the source “%(name)s” tried again"),
    "profile.added": _("added the search “%(name)s”: %(query)s"),
    "profile.changed": _("changed the search “%(name)s” from %(was)s to %(query)s"),
    "profile.ended": _("ended the search “%(name)s”; what it found stays"),
    "profile.resumed": _("took up the search “%(name)s” again"),
    "mention.answered": _("marked “%(mention)s” as answered"),
    "mention.unanswered": _("took back that “%(mention)s” was answered"),
    "case.opened": _("put “%(mention)s” on the desk"),
    "case.assigned": _("gave “%(mention)s” to %(to)s"),
    "case.routed": _("passed “%(mention)s” to %(department)s"),
    "case.closed": _("closed “%(mention)s” without an answer"),
    "case.reopened": _("took up “%(mention)s” again"),
    "desk.rule_set": _("changed the rules of who answers what: %(rule)s"),
    "desk.rule_removed": _("removed a rule of who answers what: %(rule)s"),
    "desk.promise_set": _("promised an answer within %(hours)s working hours: %(place)s"),
    "desk.promise_removed": _("promised an answer by the end of the next working day: %(place)s"),
    "desk.place_set": _("said whether one can answer at “%(source)s”"),
    "desk.answer_prepared": _("prepared an answer: “%(title)s”"),
    "desk.answer_removed": _("removed a prepared answer: “%(title)s”"),
    "tone.general": _("had the tone judged without what was learned from %(labels)s labels"),
    "tone.learned": _("had the tone judged with what was learned from %(labels)s labels again"),
    "person.kept": _("set how long authors are kept: %(days)s days (before: %(was)s)"),
    "person.exported": _("handed out what is stored of a person: %(number)s mentions"),
    "person.erased": _("erased what is stored of a person: %(number)s mentions"),
    "view.saved": _("saved the view “%(name)s”"),
    "view.renamed": _("renamed the view “%(was)s” to “%(name)s”"),
    "view.removed": _("removed the view “%(name)s”"),
    "own_voice.added": _("named “%(value)s” as one of our own accounts"),
    "own_voice.removed": _("took “%(value)s” out of our own accounts"),
    "wall.address_made": _("made a secret address for a screen on the wall"),
    "wall.address_revoked": _("ended the secret address for the screen on the wall"),
    "export.made": _("took %(number)s rows of “%(what)s” away as %(kind)s"),
    "incident.rang": _("the alarm rang and opened an incident"),
    "incident.opened": _("opened an incident: %(about)s"),
    "incident.level": _("changed the level of an incident"),
    "incident.owner": _("gave an incident to %(person)s"),
    "incident.silent": _("decided to stay silent in an incident: %(reason)s"),
    "incident.speak": _("decided to speak after all in an incident: %(reason)s"),
    "incident.closed": _("closed an incident"),
    "alarm.set": _("set the alarm (at least %(minimum)s mentions)"),
    "alarm.switched_off": _("switched the alarm off"),
    "alarm.rise_announced": _("announced to the alarm: %(reason)s, %(since_on)s to %(until_on)s"),
    "alarm.rise_withdrawn": _("took back what was announced to the alarm: %(reason)s"),
    # Without names: the log is for ever, the names of people without an account are not.
    "alarm.contact_added": _("asked somebody without an account to be told by the alarm"),
    "alarm.contact_removed": _("no longer lets the alarm tell somebody without an account"),
    "alarm.contact_confirmed": _("a contact without an account has agreed to be told by the alarm"),
    "alarm.contact_unsubscribed": _(
        "a contact without an account does not want to be told by the alarm any more"
    ),
    "alarm.contact_forgotten": _(
        "removed name and address of somebody whom the alarm no longer tells"
    ),
}

AREAS = {
    "source": _("Sources"),
    "profile": _("Searches"),
    "mention": _("Mentions"),
    "case": _("Cases of the desk"),
    "desk": _("Settings of the desk"),
    "tone": _("Learned tone"),
    "person": _("Personal data"),
    "view": _("Saved views"),
    "export": _("Exports"),
    "own_voice": _("Our own accounts"),
    "wall": _("Screen on the wall"),
    "incident": _("Incidents"),
    "alarm": _("The alarm"),
}


def _place(kind: Any) -> Any:
    """The name of a kind of source."""
    return CONNECTORS[kind].label if kind in CONNECTORS else kind


def _rule(said: Any) -> str:
    """A rule of the desk, kept as "2: question": its place, and what it asks for in brackets."""
    number, _colon, what = str(said).partition(": ")
    known = next((each[what].name for each in (KINDS, TONES, TOPICS) if what in each), what)
    return f"{number} ({_place(known)})" if what else number


def _address(address: Any) -> Any:
    """What is handed in has no address that anybody could open: its kind says more."""
    kind = str(address).partition(":")[0]
    return CONNECTORS[kind].label if kind in PUSHED else address


WORDS: Mapping[str, Callable[[Any], Any]] = {
    "address": _address,
    "place": _place,
    "rule": _rule,
}
