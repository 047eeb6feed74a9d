#!/bin/sh
# restore.sh BACKUP: what backup.sh wrote into the folder BACKUP, in place of what is in the database now. Stop all that
# uses it first. Wants DATABASE_URL, MEDIA_ROOT and PRIVATE_ROOT. All of the database is restored, or nothing.
set -eu
(cd "$1" && sha256sum -c checksums)

pg_restore --clean --if-exists --no-owner --single-transaction --exit-on-error --dbname="$DATABASE_URL" "$1/database.dump"
tar -xf "$1/media.tar" -C "$MEDIA_ROOT"
tar -xf "$1/private.tar" -C "$PRIVATE_ROOT"
echo "Restored. Start the portal, and run: manage.py audit"
