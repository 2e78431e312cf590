"""What touches the disk: the workbook file, imports and exports."""
