"""Passwords in tests are hashed as in the product, only not slowly on purpose."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """Argon2 with the least work that it allows."""

    time_cost = 1
    memory_cost = 8  # KiB
    parallelism = 1
