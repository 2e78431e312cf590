"""The map of all clients in Dash."""

import json
import os
import sys
from pathlib import Path

import plotly.graph_objects as go
from dash import Dash, Input, Output, callback, dash_table, dcc, html

rows = json.loads(Path(os.environ["POINTS"]).read_text("utf-8"))
app = Dash(__name__)
app.layout = html.Div(
    [
        dcc.RadioItems(["income", "owed"], "income", id="what"),
        dcc.Graph(id="map"),
        dash_table.DataTable(rows, sort_action="native"),
    ]
)


@callback(Output("map", "figure"), Input("what", "value"))
def _drawn(what: str) -> go.Figure:
    return go.Figure(
        go.Scatter(
            x=[row[what] for row in rows],
            y=[row["strain"] for row in rows],
            mode="markers",
            marker={"size": [row["size"] for row in rows]},
            hovertext=[row["name"] for row in rows],
        ),
        layout={"xaxis": {"title": {"text": what}}},
    )


if __name__ == "__main__":
    app.run(port=int(sys.argv[1]))
