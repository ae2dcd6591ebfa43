from corridor.config.settings import *  # noqa: F403
from corridor.config.settings import INSTALLED_APPS as SETTLED

INSTALLED_APPS = list(dict.fromkeys([*SETTLED, "corridor.accounts"]))
