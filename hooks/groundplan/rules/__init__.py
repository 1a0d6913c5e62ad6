"""Rules as data: the YAML units, local rules, and deciding a call by them."""
