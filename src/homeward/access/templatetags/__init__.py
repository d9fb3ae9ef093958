"""What templates say about parties and offices."""
