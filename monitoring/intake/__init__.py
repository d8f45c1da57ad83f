"""A mention's way in: due (sweeping), fetched and judged (visit), stored once (items, placing).

Everything here writes; what decides without writing is pure (schedule, folding) or lies in
monitoring/pipeline and monitoring/query.
"""
