"""Reports: from what was found to what is shown. Nothing here prints."""
