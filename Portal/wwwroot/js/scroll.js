// Back returns to where one was in a list. The rows come a moment after the address, so the place is tried for a while,
// and given up when the person scrolls by themselves.
const places = new Map();
const tryFor = 3000;
const tryEvery = 50;
let trying;

export function watchScroll() {
  addEventListener("scroll", () => trying ?? places.set(location.href, scrollY), { passive: true });
  addEventListener("popstate", () => restore(places.get(location.href) ?? 0));
  for (const own of ["wheel", "touchmove", "keydown"]) {
    addEventListener(own, stop, { passive: true });
  }
}

function restore(place) {
  stop();
  const until = performance.now() + tryFor;
  trying = setInterval(() => {
    const reached = document.documentElement.scrollHeight >= place + innerHeight;
    if (reached) {
      scrollTo({ top: place, behavior: "instant" });
    }
    if (reached || performance.now() > until) {
      stop();
    }
  }, tryEvery);
}

function stop() {
  clearInterval(trying);
  trying = undefined;
}
