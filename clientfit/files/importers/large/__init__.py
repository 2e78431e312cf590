"""Import invoices from large delimited text files, block by block."""
