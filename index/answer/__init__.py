"""From a prepared question to an answer: candidates, fusion, reranking, status. The door is `search`."""
