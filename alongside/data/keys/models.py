"""Wrapped keys."""

from django.db import models


class Key(models.Model):
    """A 256-bit key, wrapped under the site's master key and bound to its own id and owner.

    A destroyed key keeps its row, without the key: whoever asks learns that the text is gone
    for good, and not that something is broken.
    """

    class Kind(models.TextChoices):
        PERSON = "person"
        RELATIONSHIP = "relationship"

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    owner = models.UUIDField()
    wrapped = models.BinaryField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "owner"], name="one_key_per_owner"),
            models.CheckConstraint(
                condition=models.Q(wrapped__isnull=False) | models.Q(destroyed_at__isnull=False),
                name="a_key_without_bytes_is_destroyed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} key {self.id}"
