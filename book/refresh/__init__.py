"""What is done with answers of the providers: compared, held back where they look wrong, appended, and reported."""
