"""What leaves the workbook: letters, plans, tables, evidence. Each is a function to bytes.

- ``letter``: ``as_markdown``, ``as_eml``; ``paged``: ``letter_docx``, ``letter_pdf``
- ``plan``: ``plan_pdf``, ``plan_markdown``; ``calendar``: ``plan_ics``
- ``sheets``: ``workbook_xlsx``
- ``evidence``: ``evidence_zip``, ``evidence_pdf``, ``evidence_csv``
- ``reading``: ``reading_json``
- ``names``: ``file_name`` and ``MEDIA_TYPES``

Nothing here reads a clock or a setting. Large libraries are loaded when a file is asked for.
"""
