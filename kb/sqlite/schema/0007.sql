-- How a line is printed, besides bold, and the table row that it belongs to.

ALTER TABLE line ADD COLUMN italic INTEGER NOT NULL DEFAULT 0;
ALTER TABLE line ADD COLUMN colour TEXT;
ALTER TABLE line ADD COLUMN row INTEGER;
