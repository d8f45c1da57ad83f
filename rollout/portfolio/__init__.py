"""All companies somebody works for: who needs help first, and how they compare."""
