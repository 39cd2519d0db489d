"""Alongside: mentoring and coaching for healthcare professionals."""

__version__ = "0.1.0"
