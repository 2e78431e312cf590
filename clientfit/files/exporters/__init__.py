"""What leaves the workbook as a file; each module writes one kind of thing."""
