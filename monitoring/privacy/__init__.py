"""What keeps people's data short: keyed hashes in place of names, and names that stand out."""
