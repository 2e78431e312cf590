"""What records show: invoices, hours and messages as evidence, and the fees that are due."""
