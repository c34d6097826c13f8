"""Reading documents and labelling their parts."""
