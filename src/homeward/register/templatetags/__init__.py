"""What templates say about dates that are known in part."""
