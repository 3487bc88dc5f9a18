"""Figures over time: one axis of periods, and panels on it."""
