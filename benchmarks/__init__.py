"""Measurements of speed, to be run by hand: figures are ratios within one run on one machine."""
