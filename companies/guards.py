"""What every trigger of ours is made of.

A refusal names its promise as the constraint, so that it can be turned into a sentence for the
person (see each app's refusals).
"""

import pgtrigger


def refuse(promise: str) -> str:
    """PL/pgSQL that refuses a write in the name of a promise."""
    return (
        f"RAISE EXCEPTION 'refused by {promise}' "
        f"USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{promise}';"
    )


def append_only(name: str) -> pgtrigger.Trigger:
    """Rows are written once: no update, no delete."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=refuse(name),
    )
