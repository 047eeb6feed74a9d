# The portal as an image, one for web, workers, beat and migrate, and its proxy; docker-compose.yml says which runs what.

# nginx without root: the folders that it writes to are its own, and so are the volumes that begin with them
FROM nginx:1.30.6-alpine AS proxy
RUN install -d -o nginx -g nginx /var/cache/nginx /srv/downloads
USER nginx

# Front-end packages, served as they are
FROM node:24.20-trixie-slim AS frontend
WORKDIR /srv/portal
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

# Python packages by hash, catalogues and static files
FROM python:3.13-slim-trixie AS build
RUN apt-get update && apt-get install -y --no-install-recommends gettext && rm -rf /var/lib/apt/lists/*
COPY requirements.txt /tmp/
RUN python -m venv /opt/venv && /opt/venv/bin/pip install --no-cache-dir --require-hashes -r /tmp/requirements.txt
WORKDIR /srv/portal
COPY . .
COPY --from=frontend /srv/portal/node_modules node_modules
RUN find locale -name '*.po' -print0 | xargs -0 -r -I{} sh -c 'msgfmt --check-format -o "${1%.po}.mo" "$1"' _ {}
# The settings want these; nothing of them stays in the image, and nobody is asked.
RUN SECRET_KEY=only-while-the-static-files-are-collected SITE_URL=http://localhost ALLOWED_HOSTS=localhost \
    DATABASE_URL=postgres://nobody@localhost/none REDIS_URL=redis://localhost STATIC_ROOT=/srv/static \
    /opt/venv/bin/python manage.py collectstatic --noinput --verbosity 0
RUN /opt/venv/bin/python -m compileall -q accounts core dialogue_portal dialogues events municipalities needs suppliers

FROM python:3.13-slim-trixie
# Pango, the text engine under WeasyPrint, and what it takes fonts apart with
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*
RUN groupadd --system --gid 10001 portal \
    && useradd --system --uid 10001 --gid portal --no-create-home portal \
    && install -d -o portal -g portal /srv/media /srv/private /srv/scratch \
    && install -d -o 101 -g 101 /srv/downloads
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv/static /srv/static
COPY --from=build /srv/portal /srv/portal
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=dialogue_portal.settings \
    STATIC_ROOT=/srv/static \
    MEDIA_ROOT=/srv/media \
    PRIVATE_ROOT=/srv/private \
    PUBLIC_FILES_ROOT=/srv/media/public \
    XDG_CACHE_HOME=/tmp/cache \
    TMPDIR=/srv/scratch
WORKDIR /srv/portal
USER portal
EXPOSE 8000
CMD ["gunicorn", "dialogue_portal.wsgi", "--bind", "0.0.0.0:8000", "--preload", "--worker-class", "gthread", "--workers", "2", "--threads", "32", "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
