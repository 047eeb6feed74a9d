"""The registers that come with the portal: categories, units, and CPV codes of transport."""
