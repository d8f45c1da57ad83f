"""What people type on monitoring's pages, parsed and normalised."""
