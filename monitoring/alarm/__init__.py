"""When something unusual is said about a company: pure rules on hourly counts (S4)."""
