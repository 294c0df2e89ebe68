"""The glossary: every word of text, tables and figures that a reader may stop at, with the field's own term."""
