from django.db import migrations

from companies.composite_keys import composite_key

WORK = [
    "alignment",
    "benefit",
    "companygoal",
    "contenttopic",
    "escalationstep",
    "goal",
    "goalaudience",
    "hypothesis",
    "kpi",
    "learning",
    "logentry",
    "outsourcedwork",
    "pilotmember",
    "pilotoutcome",
    "pilotplan",
    "platformaudience",
    "platformchoice",
    "postrecord",
    "resourceplan",
    "returnplan",
    "staffrole",
    "targetgroup",
    "wave",
]
LINKS = [
    ("alignment", "company_goal_id", "rollout_companygoal"),
    ("alignment", "goal_id", "rollout_goal"),
    ("benefit", "kpi_id", "rollout_kpi"),
    ("contenttopic", "target_group_id", "rollout_targetgroup"),
    ("goal", "serves_id", "rollout_companygoal"),
    ("goalaudience", "goal_id", "rollout_goal"),
    ("goalaudience", "target_group_id", "rollout_targetgroup"),
    ("hypothesis", "kpi_id", "rollout_kpi"),
    ("kpi", "goal_id", "rollout_goal"),
    ("kpireading", "kpi_id", "rollout_kpi"),
    ("platformaudience", "choice_id", "rollout_platformchoice"),
    ("platformaudience", "target_group_id", "rollout_targetgroup"),
    ("platformchoice", "kpi_id", "rollout_kpi"),
    ("postrecord", "target_group_id", "rollout_targetgroup"),
    ("postrecord", "topic_id", "rollout_contenttopic"),
    ("wave", "department_id", "companies_department"),
]


class Migration(migrations.Migration):
    dependencies = [("rollout", "0005_work_of_every_stage")]

    operations = [
        *(composite_key(f"rollout_{table}", "stage_id", "rollout_stage") for table in WORK),
        *(composite_key(f"rollout_{child}", column, parent) for child, column, parent in LINKS),
    ]
