"""What words say, of a query and of an indicator alike: text folded for comparing, the measure, what is counted."""
