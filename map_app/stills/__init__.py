"""The map as one still picture."""
