export function watchPrinting() {
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-prints]")) {
      window.print();
    }
  });
}
