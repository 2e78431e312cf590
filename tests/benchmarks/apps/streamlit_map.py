"""The map of all clients in Streamlit."""

import json
import os
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st

rows = json.loads(Path(os.environ["POINTS"]).read_text("utf-8"))
what = st.radio("What the map shows", ["income", "owed"], horizontal=True)
chart = go.Figure(
    go.Scatter(
        x=[row[what] for row in rows],
        y=[row["strain"] for row in rows],
        mode="markers",
        marker={"size": [row["size"] for row in rows]},
        hovertext=[row["name"] for row in rows],
    ),
    layout={"xaxis": {"title": {"text": what}}},
)
st.plotly_chart(chart)
st.dataframe(rows)
