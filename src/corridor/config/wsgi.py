"""The one entrance for servers. WSGI only: under ASGI Django spools plaintext to disk."""

import os

from django.core.wsgi import get_wsgi_application

from corridor.base.hatch import shut_the_hatch

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "corridor.config.settings")

shut_the_hatch()
application = get_wsgi_application()
