"""The dashboard: what was said in a time, as figures, pictures and short lists.

``facts`` reads, ``figures`` and ``pictures`` say it, ``page`` puts it together.
"""
