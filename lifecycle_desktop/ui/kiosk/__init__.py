"""The open house: its page for the owner, and the full-screen sign-in page for visitors."""
