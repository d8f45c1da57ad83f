"""What the pages of playbooks and runs show."""
