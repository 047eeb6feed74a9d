#!/bin/sh
# secrets.sh FOLDER: what must stay secret, each in a file of its own, as docker-compose.yml hands it out. Makes what is
# missing and touches nothing else. The folder is for its owner alone; a file may be read by the user of the container
# that is given it.
set -eu
umask 022
mkdir -p "$1"
chmod 700 "$1"
cd "$1"

for name in secret_key database_password redis_password metrics_token; do
    [ -s "$name" ] || od -An -v -N32 -tx1 /dev/urandom | tr -d ' \n' > "$name"
done
for name in secret_key_fallbacks email_url storage_url private_storage_url oidc_providers sentry_dsn; do
    [ -e "$name" ] || : > "$name"
done
[ -s email_url ] || echo "Write the mail server into $1/email_url, such as smtp+tls://user:password@mail.example.org:587"
