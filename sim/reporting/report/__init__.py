"""Reports as one page of HTML: on a run, a comparison, deals before and after a vote, a sweep and a discovery."""
