# One image for web, worker, beat and release. Nothing secret goes in; it runs as nobody in particular.

FROM node:24-trixie-slim AS assets
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY static/ static/
RUN npm run build

FROM python:3.13-slim-trixie AS packages
COPY requirements/base.txt /requirements.txt
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes --only-binary=:all: -r /requirements.txt

FROM packages AS fonts
WORKDIR /app
COPY records/ records/
COPY --from=assets /app/node_modules node_modules
RUN /venv/bin/python -m records.formats.pdf.fonts node_modules /fonts

FROM python:3.13-slim-trixie
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --system --gid 10001 convene \
    && useradd --system --uid 10001 --gid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin convene \
    && install --directory --owner 10001 --group 10001 /srv/static /app/var/cache

ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings \
    XDG_CACHE_HOME=/tmp/cache \
    CONVENE_ENV=production

WORKDIR /app
COPY --from=packages /venv /venv
COPY . .
COPY --from=assets /app/build/assets build/assets
COPY --from=fonts /fonts build/pdf-fonts

# The settings want to be complete even for collecting files; these values live for this one line.
RUN python -c "import glob, polib; [polib.pofile(p).save_as_mofile(p[:-2] + 'mo') for p in glob.glob('locale/*/LC_MESSAGES/*.po')]" \
    && SECRET_KEY=while-building LINK_KEY=while-building DATABASE_URL=postgres://none/none REDIS_URL=redis://none \
       EMAIL_URL=dummymail:// python manage.py collectstatic --no-input --verbosity 0 \
       --ignore "*.scss" --ignore "*.mjs" --ignore "*.txt" --ignore pdf \
    && python -m compileall -q -j 0 /app

USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 CMD ["python", "deploy/healthcheck.py", "web"]
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py", "config.wsgi"]
