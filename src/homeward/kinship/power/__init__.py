"""What a family can do before any remains are found, and which relative would add most."""
