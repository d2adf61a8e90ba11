"""What is known about people, and what the team has said about them."""
