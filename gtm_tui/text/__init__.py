"""Text from anywhere made safe and measured: sanitising and cell widths."""
