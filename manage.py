#!/usr/bin/env python
"""Django's command line for SAMBA. Use `script/manage`, which prepares the environment first."""

import os
import sys


def main() -> None:
    """Run the command named in `sys.argv`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samba.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
