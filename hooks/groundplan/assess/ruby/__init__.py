"""Read Ruby: routes, models, small web frameworks."""
