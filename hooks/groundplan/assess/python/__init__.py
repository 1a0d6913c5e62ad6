"""Read Python: modules, names, routers, settings."""
