"""The writes of people and tenancy: one module per subject, each act one transaction."""
