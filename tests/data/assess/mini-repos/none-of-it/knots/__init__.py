"""Knots."""
