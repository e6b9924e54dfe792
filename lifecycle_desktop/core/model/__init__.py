"""What things are: frozen dataclasses and pure rules; standard library only."""
