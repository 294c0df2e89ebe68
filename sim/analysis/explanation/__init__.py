"""Why two scenarios differ, setting by setting, and why one world ended as it did."""
