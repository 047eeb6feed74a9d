#!/bin/sh
# backup.sh FOLDER: the database, the briefs' files and the private files, whole, into a folder of their own below FOLDER;
# apart from them what lies in SECRETS_ROOT, into an archive below KEYS. Wants DATABASE_URL, DATABASE_PASSWORD_FILE where
# the address has no password, MEDIA_ROOT, PRIVATE_ROOT, SECRETS_ROOT and KEYS, and pg_dump of the server's version.
# Says the names of both. The portal goes on meanwhile; what is not complete in the end is thrown away.
set -eu
umask 077
now=$(date -u +%Y-%m-%dT%H%M%SZ)
made="$1/$now"
mkdir -p "$1"
mkdir "$made.part"
trap 'rm -rf "$made.part" "$KEYS/$now.part"' EXIT
trap 'exit 1' HUP INT TERM
PGPASSWORD=$(cat "${DATABASE_PASSWORD_FILE:-/dev/null}")
export PGPASSWORD

files_of() {  # tar ends with 1 where something came or went meanwhile; what is being written is named *.part
    tar --exclude='*.part' -cf "$2" -C "$1" . || [ $? -eq 1 ]
}

# The database first: every file that it names then is among the files later.
pg_dump --format=custom --file="$made.part/database.dump" --dbname="$DATABASE_URL"
files_of "$MEDIA_ROOT" "$made.part/media.tar"
files_of "$PRIVATE_ROOT" "$made.part/private.tar"
# By which key restore.sh knows whether the portal has it still; nobody finds a random key by it.
tr -d '\r\n' < "$SECRETS_ROOT/secret_key" | sha256sum > "$made.part/secret_key.sha256"
(cd "$made.part" && sha256sum database.dump media.tar private.tar secret_key.sha256 > checksums)
# shellcheck disable=SC2046 # names without spaces, and not the folder itself, which has its own owner where it comes back
tar -cf "$KEYS/$now.part" -C "$SECRETS_ROOT" $(ls "$SECRETS_ROOT")

mv "$KEYS/$now.part" "$KEYS/$now.tar"
mv "$made.part" "$made"  # under its name it is complete
echo "$made"
echo "$KEYS/$now.tar"
