"""Read a checkout: files, languages, frameworks -> facts with their places."""
