"""The pages: what HTML shows around and under what a chapter displays."""
