"""Composite foreign keys over (company_id, id): no link across companies, kept by the database.

Django 5.2 has none of its own; migrations build them from this one helper.
"""

from django.db.migrations.operations import RunSQL


def composite_key(child: str, column: str, parent: str) -> RunSQL:
    """The link ``child.column`` leads to a row of ``parent`` of the same company."""
    return composite_keys(child, f"{column}_same_company", ["company_id", column], parent)


def composite_keys(
    child: str, name: str, columns: list[str], parent: str, to: list[str] | None = None
) -> RunSQL:
    """A named foreign key over several columns; ``to`` defaults to ``company_id, id``."""
    targets = ", ".join(to or ["company_id", "id"])
    constraint = f"{child}_{name}"
    return RunSQL(
        f"ALTER TABLE {child} ADD CONSTRAINT {constraint} "
        f"FOREIGN KEY ({', '.join(columns)}) REFERENCES {parent} ({targets})",
        f"ALTER TABLE {child} DROP CONSTRAINT {constraint}",
    )
