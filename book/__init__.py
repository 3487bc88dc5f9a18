"""The State of Migration as a book that computes itself."""
