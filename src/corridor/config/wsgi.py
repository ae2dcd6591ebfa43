"""The one entrance for servers. WSGI only: under ASGI Django spools plaintext to disk."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "corridor.config.settings")

application = get_wsgi_application()
