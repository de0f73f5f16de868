"""What changes when answers change, and what became of a plan by the log beside it and what its checks say."""
