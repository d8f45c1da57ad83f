"""The writes of monitoring: one module per subject, each act one transaction."""
