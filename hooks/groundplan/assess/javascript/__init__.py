"""Read JavaScript and TypeScript: modules, evaluation, models, environment."""
