"""The triggers that keep a training from being overbooked, however many sign up at once."""

import pgtrigger

from companies.guards import refuse

PLANNED = "planned"

# Whoever takes a seat waits at the row of the training for whoever took one a moment before.
NO_SEAT_TWICE = pgtrigger.Trigger(
    name="training_seats",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("training_id"),  # type: ignore[no-untyped-call]
    declare=[("most", "integer"), ("state_now", "text")],
    func=f"""
    SELECT seats, state INTO most, state_now FROM guidelines_training
        WHERE id = NEW.training_id FOR NO KEY UPDATE;
    IF state_now = '{PLANNED}' AND most IS NOT NULL AND most <= (
            SELECT count(*) FROM guidelines_participation
            WHERE training_id = NEW.training_id AND id IS DISTINCT FROM NEW.id) THEN
        {refuse("training_seats")}
    END IF;
    RETURN NEW;
    """,
)

SEATS_FOR_ALL = pgtrigger.Trigger(
    name="training_seats_for_all",
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("seats", "state"),  # type: ignore[no-untyped-call]
    func=f"""
    IF NEW.state = '{PLANNED}' AND NEW.seats IS NOT NULL AND NEW.seats < (
            SELECT count(*) FROM guidelines_participation WHERE training_id = NEW.id) THEN
        {refuse("training_seats")}
    END IF;
    RETURN NEW;
    """,
)
