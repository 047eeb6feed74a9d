"""Brings the demo's database, static files and data up to date; each does nothing where nothing changed."""

import django
from django.core.management import call_command

from dialogue_portal.machine.environment import LOCAL, LOCKS, ROOT, times_of


def main() -> None:
    django.setup()
    print("Bringing the database up to date", flush=True)
    call_command("migrate", interactive=False, verbosity=0)
    collect_static()
    print("Loading the demo", flush=True)
    call_command("load_demo")


def collect_static() -> None:
    """Packing them small takes seconds, so it is done only when a static file changed, or what brings some along."""
    stamp, ours = LOCAL / "static.stamp", [*ROOT.glob("static"), *ROOT.glob("[a-z]*/static")]
    wanted = times_of(ours, *LOCKS, ROOT / "dialogue_portal/settings.py")
    if stamp.exists() and stamp.read_text() == wanted and (LOCAL / "static").exists():
        return
    stamp.unlink(missing_ok=True)
    print("Collecting the static files", flush=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(wanted)


if __name__ == "__main__":
    main()
