"""An evaluation shown: tables for the terminal."""
