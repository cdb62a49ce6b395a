"""One module per file format, readers and writers: text ↔ plain records. No database."""
