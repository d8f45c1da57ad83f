"""Tags of the guidelines' mails."""
