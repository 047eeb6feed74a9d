"""Demand in figures: totals, the rule of three, tables and pictures."""
