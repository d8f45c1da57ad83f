"""The triggers that keep the desk's promises below every code path, raw SQL included."""

import pgtrigger

from companies.guards import is_redacted, refuse

_DISAGREE = """
    SELECT FROM monitoring_deskcase AS desk
    JOIN monitoring_mention AS mention
        ON mention.company_id = desk.company_id AND mention.id = desk.mention_id
    WHERE {which}
        AND CASE WHEN desk.outcome = 'answered'
            THEN (mention.answered_at, mention.answered_by_id)
                IS DISTINCT FROM (desk.settled_at, desk.settled_by_id)
            ELSE mention.answered_at IS NOT NULL END
"""

# Both sides are written in one transaction, in whatever order: so it is judged at the commit.
CASE_AGREES = pgtrigger.Trigger(
    name="case_agrees_with_mention",
    level=pgtrigger.Row,
    when=pgtrigger.After,
    operation=pgtrigger.Insert
    | pgtrigger.UpdateOf("outcome", "settled_at", "settled_by_id", "mention_id"),  # type: ignore[no-untyped-call]
    timing=pgtrigger.Deferred,
    func=f"""
    IF EXISTS ({_DISAGREE.format(which="desk.id = NEW.id")}) THEN
        {refuse("case_agrees_with_mention")}
    END IF;
    RETURN NULL;
    """,
)

MENTION_AGREES = pgtrigger.Trigger(
    name="mention_agrees_with_case",
    level=pgtrigger.Row,
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("answered_at", "answered_by_id"),  # type: ignore[no-untyped-call]
    timing=pgtrigger.Deferred,
    func=f"""
    IF EXISTS (
        {_DISAGREE.format(which="desk.company_id = NEW.company_id AND desk.mention_id = NEW.id")}
    ) THEN
        {refuse("case_agrees_with_mention")}
    END IF;
    RETURN NULL;
    """,
)

# S3: unwelcome comments are not deleted. A mention may go on a person's legal request; the case
# then stays without it, for the figures.
CASE_STAYS = pgtrigger.Trigger(
    name="case_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
    IF TG_OP = 'DELETE' THEN
        {refuse("case_is_never_deleted")}
    END IF;
    IF NEW.company_id <> OLD.company_id OR NEW.came_in_at <> OLD.came_in_at
            OR NEW.opened_at <> OLD.opened_at
            OR (NEW.mention_id IS NOT NULL AND NEW.mention_id IS DISTINCT FROM OLD.mention_id) THEN
        {refuse("case_keeps_its_mention")}
    END IF;
    RETURN NEW;
    """,
)

# Words may be blanked, or lose a name, and the address of an answer may be taken out, since they
# can name a person who asks to be forgotten; nothing else moves.
EVENT_STAYS = pgtrigger.Trigger(
    name="case_event_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
    IF TG_OP = 'DELETE' THEN
        {refuse("case_event_stays")}
    END IF;
    IF NOT (NEW.text = '' OR {is_redacted("NEW.text", "OLD.text")})
            OR NEW.detail NOT IN (OLD.detail, OLD.detail - 'url')
            OR to_jsonb(NEW) - 'text' - 'detail' <> to_jsonb(OLD) - 'text' - 'detail' THEN
        {refuse("case_event_stays")}
    END IF;
    RETURN NEW;
    """,
)
