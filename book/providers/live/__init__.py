"""The providers' own interfaces: one connector each, that asks what a record's `query` says and checks the answer."""
