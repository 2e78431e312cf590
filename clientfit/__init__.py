"""An interactive workbook for freelancers: keep a client, mend it, or end it well."""
