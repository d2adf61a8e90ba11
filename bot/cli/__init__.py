"""The commands of `mutuals`: one file or folder each."""
