"""The reads of monitoring: one module per subject, nouns, never a write."""
