EXAMPLES = {"path": {}, "list": {}, "detail": {}}
