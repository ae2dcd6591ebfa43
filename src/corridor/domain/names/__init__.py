"""Whether two spellings may be one person's name, in any alphabet, and why."""
