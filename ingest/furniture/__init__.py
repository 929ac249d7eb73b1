"""Headers, footers, page numbers and sidebars. The door is `furniture`."""
