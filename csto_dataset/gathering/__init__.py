"""From very many pages to the records of a release: read one by one, kept on disk, captures of one page brought together."""
