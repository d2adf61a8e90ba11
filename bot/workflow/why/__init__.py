"""Why nobody was asked about somebody, why a post was not answered, why nothing was sent on a day."""
