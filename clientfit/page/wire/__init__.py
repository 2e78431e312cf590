"""What goes over the wire between Python and the page: the shape of every view, and every event.

One module a topic. They only declare; `tests/js/wire.d.ts` is made of them for the script.
"""
