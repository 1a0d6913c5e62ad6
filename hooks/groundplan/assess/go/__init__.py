"""Read Go: packages, routers, models."""
