"""Tests, mirroring the folders of alongside/."""
