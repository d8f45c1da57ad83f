"""Goals, their target groups and their KPIs as one piece of work: the third stage's, every wave's.

``reading`` makes them plain JSON, ``facts`` reads that back, ``smart`` and ``criteria`` judge it,
``words`` puts it into words (S0, S2).
"""
