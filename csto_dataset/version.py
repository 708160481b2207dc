"""The version of the package; releases have versions of their own."""

__version__ = "0.1.0"
