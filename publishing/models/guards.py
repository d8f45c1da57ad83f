"""The triggers that let no run forget a step, below every code path, raw SQL included (S3)."""

import pgtrigger

from companies.guards import refuse

RUNNING, FINISHED = "running", "finished"
DONE, SKIPPED, APPROVAL = "done", "skipped", "approval"

RUN_BEGINS_RUNNING = pgtrigger.Trigger(
    name="run_begins_running",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=f"""
    IF NEW.state <> '{RUNNING}' THEN
        {refuse("run_begins_running")}
    END IF;
    RETURN NEW;
    """,
)

RUN_STAYS = pgtrigger.Trigger(
    name="run_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
    IF TG_OP = 'DELETE' OR OLD.state <> '{RUNNING}' THEN
        {refuse("run_stays")}
    END IF;
    RETURN NEW;
    """,
)

RUN_FORGETS_NOTHING = pgtrigger.Trigger(
    name="run_forgets_nothing",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
    IF OLD.state = '{RUNNING}' AND NEW.state = '{FINISHED}' AND (
            EXISTS (SELECT 1 FROM publishing_runstep WHERE run_id = NEW.id AND outcome = '')
            OR NOT EXISTS (SELECT 1 FROM publishing_runstep
                WHERE run_id = NEW.id AND outcome = '{DONE}')) THEN
        {refuse("run_forgets_nothing")}
    END IF;
    RETURN NEW;
    """,
)

# What came after the publication was done at a moment that must not move behind it.
RUN_KEEPS_ITS_EMBARGO = pgtrigger.Trigger(
    name="run_keeps_its_embargo",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
    IF NEW.publication_at IS DISTINCT FROM OLD.publication_at AND EXISTS (
            SELECT 1 FROM publishing_runstep
            WHERE run_id = NEW.id AND after_publication AND outcome = '{DONE}') THEN
        {refuse("run_keeps_its_embargo")}
    END IF;
    RETURN NEW;
    """,
)

# The run is locked first: two who settle and reopen at once wait for each other.
STEP_OF_A_RUNNING_RUN = pgtrigger.Trigger(
    name="run_step_of_a_running_run",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("run_state", "text")],
    func=f"""
    SELECT state INTO run_state FROM publishing_run WHERE id = NEW.run_id FOR NO KEY UPDATE;
    IF run_state IS DISTINCT FROM '{RUNNING}' THEN
        {refuse("run_step_of_a_running_run")}
    END IF;
    IF TG_OP = 'INSERT' AND NEW.outcome <> '' THEN
        {refuse("run_step_of_a_running_run")}
    END IF;
    RETURN NEW;
    """,
)

STEP_STAYS = pgtrigger.Trigger(
    name="run_step_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
    IF TG_OP = 'DELETE' OR (NEW.company_id, NEW.run_id, NEW.position, NEW.kind, NEW.title,
                NEW.instruction, NEW.counts_from, NEW.days, NEW.after_publication)
            IS DISTINCT FROM (OLD.company_id, OLD.run_id, OLD.position, OLD.kind, OLD.title,
                OLD.instruction, OLD.counts_from, OLD.days, OLD.after_publication)
            OR (OLD.outcome <> '' AND NEW.outcome <> '') THEN
        {refuse("run_step_stays")}
    END IF;
    RETURN NEW;
    """,
)

STEP_IN_ORDER = pgtrigger.Trigger(
    name="run_step_in_order",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
    IF (OLD.outcome = '' AND NEW.outcome <> '' AND EXISTS (
            SELECT 1 FROM publishing_runstep
            WHERE run_id = NEW.run_id AND position < NEW.position AND outcome = ''))
        OR (OLD.outcome <> '' AND NEW.outcome = '' AND EXISTS (
            SELECT 1 FROM publishing_runstep
            WHERE run_id = NEW.run_id AND position > NEW.position AND outcome <> '')) THEN
        {refuse("run_step_in_order")}
    END IF;
    RETURN NEW;
    """,
)

STEP_AFTER_THE_EMBARGO = pgtrigger.Trigger(
    name="run_step_under_embargo",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
    IF NEW.outcome = '{DONE}' AND NEW.after_publication AND NOT EXISTS (
            SELECT 1 FROM publishing_run
            WHERE id = NEW.run_id AND publication_at <= NEW.settled_at) THEN
        {refuse("run_step_under_embargo")}
    END IF;
    RETURN NEW;
    """,
)

# Somebody else than whoever did any work before, or settled the steps since the last of it.
STEP_WITH_FOUR_EYES = pgtrigger.Trigger(
    name="run_step_four_eyes",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
    IF NEW.kind = '{APPROVAL}' AND NEW.outcome <> '' AND EXISTS (
            SELECT 1 FROM publishing_runstep earlier
            WHERE earlier.run_id = NEW.run_id AND earlier.position < NEW.position
                AND earlier.settled_by_id = NEW.settled_by_id
                AND ((earlier.kind <> '{APPROVAL}' AND earlier.outcome <> '{SKIPPED}')
                    OR NOT EXISTS (SELECT 1 FROM publishing_runstep work
                        WHERE work.run_id = NEW.run_id AND work.kind <> '{APPROVAL}'
                            AND work.outcome <> '{SKIPPED}'
                            AND work.position > earlier.position
                            AND work.position < NEW.position))) THEN
        {refuse("run_step_four_eyes")}
    END IF;
    RETURN NEW;
    """,
)
