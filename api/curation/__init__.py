"""What curators do by programs: drafts, reviews and change requests, by the rules of `mgdb.review` alone."""
