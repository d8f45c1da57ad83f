#!/usr/bin/env python3
"""Django's command line for Etappe."""

import os
import sys


def main() -> None:
    """Run the management command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    from config.embedded import ServicesError

    try:
        execute_from_command_line(sys.argv)
    except ServicesError as error:
        sys.exit(f"Etappe cannot start. {error}")


if __name__ == "__main__":
    main()
