"""How Django writes dates here; see FORMAT_MODULE_PATH in its documentation."""
