"""The door through which gunicorn finds the program."""

import os

from django.core.wsgi import get_wsgi_application

from records.frames import with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = with_room(get_wsgi_application())  # each request, whatever thread it is in
