"""What others hand in, by webhook or as a table: from fields to entries; pure."""
