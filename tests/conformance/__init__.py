"""The conformance kit of `conformance/`: its cases, each a row of a table, and what writes them."""
