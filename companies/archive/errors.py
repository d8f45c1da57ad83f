"""Why an archive is not taken, in a sentence for the operator."""


class ArchiveRefusedError(Exception):
    """The file is not an archive of ours, was changed, or breaks a promise."""
