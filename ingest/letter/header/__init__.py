"""What a letter says of itself: title, date, department, case, people. The door is `header`."""
