"""What a page, a report or an export needs: queries in, frozen dataclasses out."""
