"""Where people of the company have typed somebody's name, and what becomes of it there."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from companies.models import Company
from monitoring.models import AlarmContact, OwnVoice, PreparedAnswer, SavedView, SearchProfile
from monitoring.privacy.redacting import Names, is_in, is_whole, names_from
from monitoring.selectors.persons import Voice, mentions_by
from monitoring.selectors.typed import Typed, typed


@dataclass(frozen=True, slots=True)
class Naming:
    """Views and contacts go; typed texts lose the name; what is in use is the company's to change.

    ``names`` are those that were looked for.
    """

    names: Names
    views: tuple[SavedView, ...] = ()
    contacts: tuple[AlarmContact, ...] = ()
    texts: tuple[Typed, ...] = ()
    profiles: tuple[SearchProfile, ...] = ()
    answers: tuple[PreparedAnswer, ...] = ()
    own_voices: tuple[OwnVoice, ...] = ()

    @property
    def can_be_erased(self) -> bool:
        """Whether there is anything that goes or loses the name."""
        return bool(self.views or self.contacts or self.texts)

    @property
    def stays(self) -> bool:
        """Whether a name stands where only a person can change it."""
        return bool(self.profiles or self.answers or self.own_voices)


def naming(company: Company, asked: str, chosen: Sequence[Voice]) -> Naming:
    """Where the whole name of one of these authors stands (eleven queries).

    Who has a pseudonym, or has written nothing here, was asked for by their whole name: a single
    word of which no author is known may be any word, and is looked for nowhere.
    """
    names = names_of(asked, chosen) if chosen or is_whole(asked) else Names()
    views = SavedView.of(company).order_by("page", "place", "id")
    contacts = AlarmContact.of(company).filter(forgotten_at__isnull=True)
    profiles = SearchProfile.of(company).filter(ended_at__isnull=True).order_by("name")
    profiles = profiles.select_related("company")
    answers = PreparedAnswer.of(company).select_related("company")
    own = OwnVoice.of(company).select_related("company")
    return Naming(
        names,
        views=tuple(each for each in views if is_in(names, each.name, *_values(each))),
        contacts=tuple(each for each in contacts if is_in(names, each.name, each.email)),
        texts=tuple(typed(company, names, apart_from=mentions_by(company, chosen))),
        profiles=tuple(each for each in profiles if is_in(names, each.name, each.query)),
        answers=tuple(each for each in answers if is_in(names, each.title, each.text)),
        own_voices=tuple(each for each in own if is_in(names, each.value)),
    )


def names_of(asked: str, chosen: Sequence[Voice]) -> Names:
    """The names of these authors as they are looked for in texts."""
    authors = {asked if voice.is_pseudonym else voice.author for voice in chosen}
    return names_from(authors if chosen else {asked})


def _values(view: SavedView) -> list[str]:
    return [value for _key, value in parse_qsl(view.query)]
