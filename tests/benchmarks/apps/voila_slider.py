"""The cell of the notebook with a slider and a label."""

import ipywidgets as widgets

slider = widgets.IntSlider(min=0, max=1000)
label = widgets.Label("Python says 0")
slider.observe(lambda change: label.set_trait("value", f"Python says {change['new']}"), "value")
widgets.VBox([slider, label])
