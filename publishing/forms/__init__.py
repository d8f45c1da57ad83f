"""Forms of playbooks and their runs."""
