"""From goal to result: what hangs together over all stages and waves, and what hangs in the air."""
