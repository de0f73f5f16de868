"""What became of a plan: the log beside it, the state that follows from it, what its checks say."""
