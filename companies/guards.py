"""What every trigger of ours is made of.

A refusal names its promise as the constraint, so that it can be turned into a sentence for the
person (see each app's refusals).
"""

import pgtrigger

REDACTED = "[…]"
"""What stands where a name was taken out."""


def refuse(promise: str) -> str:
    """PL/pgSQL that refuses a write in the name of a promise."""
    return (
        f"RAISE EXCEPTION 'refused by {promise}' "
        f"USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{promise}';"
    )


def is_redacted(new: str, old: str) -> str:
    """SQL: whether one text is the other with the mark in the place of some of its words.

    What is written once may lose a name so, on the request of whoever has it, and gain nothing.
    """
    literal = rf"replace(replace(replace({new}, '\', '\\'), chr(37), '\' || chr(37)), '_', '\_')"
    return f"({new} <> {old} AND {old} LIKE replace({literal}, '{REDACTED}', chr(37)))"


def append_only(name: str) -> pgtrigger.Trigger:
    """Rows are written once: no update, no delete."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=refuse(name),
    )
