"""What templates of lists say about columns."""
