"""Pages: from a document to records and a ledger. `page.parse` is the door; the steps stand in the other modules."""
