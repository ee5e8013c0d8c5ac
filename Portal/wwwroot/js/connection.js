// A circuit the server no longer has, after a restart or a long absence, cannot come back. A page on which nothing
// typed would be lost is simply loaded again; otherwise the panel leaves the moment to the visitor.
export function watchConnection() {
  const panel = document.getElementById("components-reconnect-modal");
  if (!panel) {
    return;
  }
  const look = () => {
    const isGone = panel.classList.contains("components-reconnect-rejected");
    if (isGone && !document.querySelector("[data-unsaved], dialog[open]")) {
      location.reload();
    }
  };
  new MutationObserver(look).observe(panel, { attributes: true, attributeFilter: ["class"] });
}
