"""What validating costs, beside other ways to check the same files."""
