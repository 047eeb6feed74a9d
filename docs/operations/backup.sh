#!/bin/sh
# backup.sh FOLDER: the database, the briefs' files and the private files, whole, into a folder of their own below FOLDER.
# Wants DATABASE_URL, MEDIA_ROOT and PRIVATE_ROOT, and pg_dump of the server's version. Says the new folder's name.
set -eu
umask 077
made="$1/$(date -u +%Y-%m-%dT%H%M%SZ)"
mkdir -p "$1"
mkdir "$made.part"

# The database first: every file that it names then is among the files later.
pg_dump --format=custom --file="$made.part/database.dump" --dbname="$DATABASE_URL"
tar -cf "$made.part/media.tar" -C "$MEDIA_ROOT" .
tar -cf "$made.part/private.tar" -C "$PRIVATE_ROOT" .
(cd "$made.part" && sha256sum database.dump media.tar private.tar > checksums)

mv "$made.part" "$made"  # under its name it is complete
echo "$made"
