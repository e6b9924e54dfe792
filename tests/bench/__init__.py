"""Times that matter, each as a ratio to a floor measured in the same run: `python3 dev.py bench [names]`."""
