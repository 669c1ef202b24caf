#!/usr/bin/env python
import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nightout.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from nightout.localdb import LocalDatabaseError

    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, LocalDatabaseError) as problem:
        sys.exit(f"nightout: {problem}")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
