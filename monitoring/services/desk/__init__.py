"""What people do at the desk, and what the desk does by itself (S3)."""
