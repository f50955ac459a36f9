"""What turns imported records into readings: ingest, analysis and projections."""
