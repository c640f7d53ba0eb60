"""The call cockpit: before, during and after a call, on one screen (CLI-7)."""
