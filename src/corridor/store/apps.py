from django.apps import AppConfig


class StoreConfig(AppConfig):
    name = "corridor.store"
    label = "store"
