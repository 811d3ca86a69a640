// One polite live region for everything a screen reader should hear that the eye sees anyway.

let region;

export function announce(sentence) {
  if (!region) {
    region = document.createElement("div");
    region.className = "vh";
    region.setAttribute("aria-live", "polite");
    region.dataset.made = "";
  }
  if (!region.isConnected) document.body.append(region);
  // The same sentence twice would not be read: empty first, fill in the next frame.
  region.textContent = "";
  requestAnimationFrame(() => (region.textContent = sentence));
}
