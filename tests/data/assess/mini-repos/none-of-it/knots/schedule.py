services = {"redis": "a word in a table", "postgres": "another"}
