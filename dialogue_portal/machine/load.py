"""Brings the demo's database and what is in it up to date, and says what it does; `make demo` runs it."""

import django
from django.core.management import call_command


def main() -> None:
    django.setup()
    print("Bringing the database up to date", flush=True)
    call_command("migrate", interactive=False, verbosity=0)
    print("Loading the demo", flush=True)
    call_command("load_demo")


if __name__ == "__main__":
    main()
