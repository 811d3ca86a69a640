// Things that change place glide there, unless the person asked for no motion.

const place_ms = 180;
const ease = "cubic-bezier(0.2, 0.8, 0.2, 1)";

/** Runs `change` and lets every element glide from where it was to where it is now. */
export function glide(elements, change) {
  const before = elements.map((element) => element.getBoundingClientRect().top);
  change();
  elements.forEach((element, n) => glideFrom(element, before[n] - element.getBoundingClientRect().top));
}

export function glideFrom(element, distance_px) {
  if (!distance_px || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  element.animate([{ translate: `0 ${distance_px}px` }, { translate: "0 0" }], { duration: place_ms, easing: ease });
}
