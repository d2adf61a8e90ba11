"""One request to X and its answer: signing, sending, refusals, and X's two dialects."""
