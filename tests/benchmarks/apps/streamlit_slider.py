"""A slider and a label in Streamlit."""

import streamlit as st

value = st.slider("Slider", 0, 1000, 0)
st.text(f"Python says {value}")
