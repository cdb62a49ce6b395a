"""What visitors see: each view asks, arranges and renders; it writes nothing."""
