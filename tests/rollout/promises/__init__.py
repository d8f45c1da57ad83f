"""What the database promises about a rollout, tried past every service."""
