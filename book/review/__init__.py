"""Whether a built edition may be published: checks that take it as it is, what they found, and who has signed it."""
