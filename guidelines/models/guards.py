"""The triggers that keep what was published as it was, below every code path, raw SQL included."""

import pgtrigger

from companies.guards import refuse

DRAFT, PUBLISHED = "draft", "published"
AGREES, OBJECTS, PENDING = "agrees", "objects", "pending"


BEGINS_AS_A_DRAFT = pgtrigger.Trigger(
    name="guideline_begins_as_draft",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    condition=pgtrigger.Q(new__state=PUBLISHED),
    func=refuse("guideline_begins_as_draft"),
)

PUBLISHED_STAYS = pgtrigger.Trigger(
    name="guideline_published_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    condition=pgtrigger.Q(old__state=PUBLISHED),
    func=refuse("guideline_published_stays"),
)

STAYS_WITH_ITS_DEPARTMENT = pgtrigger.Trigger(
    name="guideline_stays_with_its_department",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
    IF (NEW.company_id, NEW.department_id, NEW.number)
            IS DISTINCT FROM (OLD.company_id, OLD.department_id, OLD.number) THEN
        {refuse("guideline_stays_with_its_department")}
    END IF;
    RETURN NEW;
    """,
)

# Where there is a works council, its last word on the draft decides; against objections a reason
# is kept with the version.
PUBLISHED_AS_REVIEWED = pgtrigger.Trigger(
    name="guideline_published_as_reviewed",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(old__state=DRAFT, new__state=PUBLISHED),
    declare=[("last_word", "text")],
    func=f"""
    IF EXISTS (SELECT 1 FROM guidelines_workscouncil
            WHERE company_id = NEW.company_id AND has_one) THEN
        SELECT outcome INTO last_word FROM guidelines_councilreview
            WHERE version_id = NEW.id ORDER BY id DESC LIMIT 1;
        IF last_word IS NULL OR last_word = '{PENDING}'
                OR (last_word = '{OBJECTS}' AND NEW.despite_objections !~ '\\S') THEN
            {refuse("guideline_published_as_reviewed")}
        END IF;
    END IF;
    RETURN NEW;
    """,
)

REVIEW_STAYS = pgtrigger.Trigger(
    name="guideline_review_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
    IF TG_OP = 'UPDATE' OR EXISTS (SELECT 1 FROM guidelines_guidelineversion
            WHERE id = OLD.version_id AND state = '{PUBLISHED}') THEN
        {refuse("guideline_review_stays")}
    END IF;
    RETURN OLD;
    """,
)

REVIEW_OF_A_DRAFT = pgtrigger.Trigger(
    name="guideline_review_of_a_draft",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=f"""
    IF NOT EXISTS (SELECT 1 FROM guidelines_guidelineversion
            WHERE id = NEW.version_id AND state = '{DRAFT}') THEN
        {refuse("guideline_review_of_a_draft")}
    END IF;
    RETURN NEW;
    """,
)

PARAGRAPH_OF_A_DRAFT = pgtrigger.Trigger(
    name="guideline_paragraph_of_a_draft",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("version_state", "text")],
    func=f"""
    IF TG_OP <> 'INSERT' THEN
        SELECT state INTO version_state FROM guidelines_guidelineversion
            WHERE id = OLD.version_id FOR SHARE;
        IF version_state IS DISTINCT FROM '{DRAFT}' THEN
            {refuse("guideline_paragraph_of_a_draft")}
        END IF;
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    SELECT state INTO version_state FROM guidelines_guidelineversion
        WHERE id = NEW.version_id FOR SHARE;
    IF version_state IS DISTINCT FROM '{DRAFT}' THEN
        {refuse("guideline_paragraph_of_a_draft")}
    END IF;
    RETURN NEW;
    """,
)

COMMENT_SETTLED_ONCE = pgtrigger.Trigger(
    name="guideline_comment_settled_once",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
    IF OLD.settled_at IS NOT NULL OR (NEW.company_id, NEW.paragraph_id, NEW.author_id, NEW.text,
            NEW.proposal, NEW.at) IS DISTINCT FROM (OLD.company_id, OLD.paragraph_id, OLD.author_id,
            OLD.text, OLD.proposal, OLD.at) THEN
        {refuse("guideline_comment_settled_once")}
    END IF;
    RETURN NEW;
    """,
)

COMMENT_STAYS = pgtrigger.Trigger(
    name="guideline_comment_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Delete,
    func=f"""
    IF EXISTS (SELECT 1 FROM guidelines_paragraph paragraph
            JOIN guidelines_guidelineversion version ON version.id = paragraph.version_id
            WHERE paragraph.id = OLD.paragraph_id AND version.state = '{PUBLISHED}') THEN
        {refuse("guideline_comment_stays")}
    END IF;
    RETURN OLD;
    """,
)

ACKNOWLEDGED_STAYS = pgtrigger.Trigger(
    name="guideline_acknowledged_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=refuse("guideline_acknowledged_stays"),
)

ACKNOWLEDGES_WHAT_IS_PUBLISHED = pgtrigger.Trigger(
    name="guideline_acknowledges_published",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=f"""
    IF NOT EXISTS (SELECT 1 FROM guidelines_guidelineversion
            WHERE id = NEW.version_id AND state = '{PUBLISHED}') THEN
        {refuse("guideline_acknowledges_published")}
    END IF;
    RETURN NEW;
    """,
)

ACKNOWLEDGES_THEIR_OWN = pgtrigger.Trigger(
    name="guideline_acknowledges_own",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=f"""
    IF EXISTS (SELECT 1 FROM guidelines_guidelineversion version
            JOIN companies_membership membership ON membership.id = NEW.membership_id
            WHERE version.id = NEW.version_id AND version.department_id IS NOT NULL
                AND membership.department_id IS DISTINCT FROM version.department_id) THEN
        {refuse("guideline_acknowledges_own")}
    END IF;
    RETURN NEW;
    """,
)
