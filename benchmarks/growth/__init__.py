"""What growing.py needs."""
