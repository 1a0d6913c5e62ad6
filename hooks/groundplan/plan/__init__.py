"""Text <-> plan: blocks, parser, answer format, edits, fixes, graph, evidence."""
