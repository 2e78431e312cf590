"""A slider and a label in Dash."""

import sys

from dash import Dash, Input, Output, callback, dcc, html

app = Dash(__name__)
slider = dcc.Slider(0, 1000, 1, value=0, marks=None, id="slider")
app.layout = html.Div([slider, html.Div("Python says 0", id="label")])


@callback(Output("label", "children"), Input("slider", "value"))
def _answer(value: int) -> str:
    return f"Python says {value}"


if __name__ == "__main__":
    app.run(port=int(sys.argv[1]))
