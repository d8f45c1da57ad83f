"""What a company publishes, and the playbooks by which it does so (S3)."""
