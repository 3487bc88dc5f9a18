"""From chapters to a finished book: run, number, bind, put in its place."""
