"""The key store's app, with a database of its own."""

from django.apps import AppConfig


class KeysConfig(AppConfig):
    name = "alongside.data.keys"
    label = "keys"
    verbose_name = "Key store"
