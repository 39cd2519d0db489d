"""What Alongside keeps: models, migrations and the encryption of fields."""
