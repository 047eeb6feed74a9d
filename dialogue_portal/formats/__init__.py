"""How dates are written where Django's own format is not what Nordic readers expect."""
