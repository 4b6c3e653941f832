"""Insignia: signed Open Badges in a folder become a static site that verifies them."""

__version__ = "0.1.0"
