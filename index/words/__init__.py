"""Danish words as terms that can be matched. The doors are `danish` and `expand`."""
