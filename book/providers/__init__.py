"""Files of the providers as rows: one parser per format, and the import that turns rows into observations."""
