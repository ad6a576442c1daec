"""Arrays and tables as inputs of models, through queues."""
