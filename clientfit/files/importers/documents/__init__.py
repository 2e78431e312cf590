"""Single invoices as documents: XML, and XML inside PDF."""
