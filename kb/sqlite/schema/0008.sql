-- Passages that wait for their vectors, which are few or none: so they are found without reading all of them.

CREATE INDEX passage_waiting ON passage (municipality, encoder) WHERE vector = x'';
