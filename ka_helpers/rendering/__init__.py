"""Reviews executed and written out: papermill, HTML, batches and the index."""
