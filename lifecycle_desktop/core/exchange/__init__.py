"""Files in and out: bytes to drafts and back; knows no database."""
