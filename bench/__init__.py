"""Measurements of truth and speed; never imported by the product."""
