"""Tags of the mails about playbooks."""
