#!/bin/sh
# Before a new version starts: bring the database up to date and hand the static files to the proxy.
set -eu

python manage.py check --deploy --fail-level WARNING
python manage.py migrate --no-input
python manage.py createcachetable
# Files of earlier versions stay: a page that somebody still has open asks for them.
cp -R "${STATIC_SOURCE:-var/static}/." "${STATIC_TARGET:-/srv/static}/"
