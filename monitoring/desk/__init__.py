"""The rules of the desk, pure: what wants an answer, until when, and who gets it (S3)."""
