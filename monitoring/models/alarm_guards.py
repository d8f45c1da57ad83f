"""The trigger that keeps the timeline of an incident as it was written, raw SQL included."""

import pgtrigger

from companies.guards import is_redacted, refuse

# Written once. What may go is the name of somebody without an account who was told, when they are
# told no more: that somebody was told stays. So may, on request, the name of somebody outside in
# what was noted.
EVENT_STAYS = pgtrigger.Trigger(
    name="incident_event_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
    IF TG_OP = 'UPDATE' AND OLD.sort = 'told'
        AND to_jsonb(NEW) - 'detail' = to_jsonb(OLD) - 'detail'
        AND NEW.detail - 'contacts' = OLD.detail - 'contacts'
        AND jsonb_array_length(NEW.detail -> 'contacts')
            = jsonb_array_length(OLD.detail -> 'contacts')
        AND NOT EXISTS (
            SELECT FROM jsonb_array_elements_text(OLD.detail -> 'contacts')
                WITH ORDINALITY AS was (name, place)
            JOIN jsonb_array_elements_text(NEW.detail -> 'contacts')
                WITH ORDINALITY AS now (name, place) USING (place)
            WHERE now.name <> was.name AND now.name <> ''
        ) THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'text' = to_jsonb(OLD) - 'text'
        AND {is_redacted("NEW.text", "OLD.text")} THEN
        RETURN NEW;
    END IF;
    {refuse("incident_event_stays")}
    """,
)
