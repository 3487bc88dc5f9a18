"""The words and numbers of the book in Dutch and English: everything that a reader reads and no one typed."""
