"""The whole rollout as one report: where it stands, and what every stage rests on.

``reads`` gathers it, ``stages`` puts one stage into words, ``kpis`` the KPIs,
``content`` the whole.
"""
