"""What people type into the pages of this app, parsed; the services judge it."""
