"""What is done with playbooks and their runs."""
