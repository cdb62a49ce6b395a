"""What the public reads of a record, and when that has to be recomputed."""
