"""Readers of manifests, one module a build tool."""
