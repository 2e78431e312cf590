"""What a person can do with a workbook: one module a topic. It knows no widget and no HTML."""
