"""What a person can do: one function is one transaction is one undo step."""
