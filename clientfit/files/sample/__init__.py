"""The invented freelancer, as a document that a workbook can take in."""
