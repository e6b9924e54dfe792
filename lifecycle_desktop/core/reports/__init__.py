"""Pictures and pages: model objects to figure or PDF; knows no database."""
