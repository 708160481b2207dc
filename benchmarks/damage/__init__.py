"""The battery of damage: copies of a release that are damaged in known ways, and what the validator says of them."""
