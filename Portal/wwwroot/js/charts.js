// The tip of a chart: the values of the column under the pointer, read from the table beside the drawing.
let shown = null;

export function watchCharts() {
  document.addEventListener("pointermove", (event) => {
    const plot = event.target.closest?.(".chart-plot");
    if (shown && shown !== plot) {
      delete shown.dataset.tip;
    }
    shown = plot ?? null;
    if (plot) {
      show(plot, event.clientX);
    }
  });
  document.documentElement.addEventListener("pointerleave", () => {
    delete shown?.dataset.tip;
    shown = null;
  });
}

function show(plot, x) {
  const rows = plot.closest(".chart").querySelectorAll("tbody tr");
  if (rows.length === 0) {
    return;
  }
  const box = plot.getBoundingClientRect();
  const share = Math.min(Math.max((x - box.left) / box.width, 0), 0.9999);
  const isBetween = plot.classList.contains("between");
  const last = Math.max(rows.length - 1, 1);
  const column = isBetween ? Math.floor(share * rows.length) : Math.round(share * (rows.length - 1));
  const at = isBetween ? (column + 0.5) / rows.length : column / last;
  plot.style.setProperty("--tip-at", `${at * 100}%`);
  plot.style.setProperty("--tip-width", `${100 / rows.length}%`);
  plot.dataset.tip = at > 0.5 ? "late" : "early";
  fill(plot.querySelector(".chart-tip"), rows[column]);
}

function fill(tip, row) {
  tip.querySelector("strong").textContent = row.querySelector("th").textContent;
  const cells = row.querySelectorAll("td");
  tip.querySelectorAll("b").forEach((value, one) => {
    value.textContent = cells[one]?.textContent || "–";
  });
}
