#!/bin/sh
# restore.sh BACKUP: what backup.sh wrote into the folder BACKUP, in place of what is in the database now. Stop all that
# uses it first. Wants what backup.sh wants, but for KEYS. All of the database is restored, or nothing. Says so if the portal
# has another key than it had: the keys come back first, by hand.
set -eu
(cd "$1" && sha256sum -c checksums)
PGPASSWORD=$(cat "${DATABASE_PASSWORD_FILE:-/dev/null}")
export PGPASSWORD

# All that is there goes, also what a later release made. The transaction ends only after the whole dump, and only where no
# command failed: then the last thing that the server says is COMMIT.
{
    echo "BEGIN;"
    echo "SET LOCAL client_min_messages = warning;"
    echo "DROP SCHEMA public CASCADE;"
    echo "CREATE SCHEMA public AUTHORIZATION pg_database_owner;"
    echo "GRANT USAGE ON SCHEMA public TO PUBLIC;"
    pg_restore --no-owner --file=- "$1/database.dump" && echo "COMMIT;"
} | psql --no-psqlrc --set=ON_ERROR_STOP=1 --dbname="$DATABASE_URL" | tail -n 1 | grep -qx COMMIT
tar -xf "$1/media.tar" -C "$MEDIA_ROOT"
tar -xf "$1/private.tar" -C "$PRIVATE_ROOT"
echo "Restored. Start the portal, and run: manage.py audit"

if [ "$(tr -d '\r\n' < "$SECRETS_ROOT/secret_key" | sha256sum)" != "$(cat "$1/secret_key.sha256")" ]; then
    echo "ANOTHER KEY: secret_key is not the one that the portal had when this was backed up."
    echo "Everybody is signed out, and no link holds that went out by mail or was shown: invitations, confirmations,"
    echo "passwords, what somebody follows, interest, places at boards. No authenticator app and no recovery code is known."
    echo "All else that is stored is whole, signatures and ledger too. To have them again: put secret_key back from the"
    echo "archive of the keys, or write that key into secret_key_fallbacks, and start the portal anew."
fi
