"""A company as one file: written here, read back in another installation (docs/archive.md)."""
