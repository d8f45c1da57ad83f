"""The pages of playbooks and their runs."""
