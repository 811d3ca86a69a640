// A page that tells what changed since one was last here says when it is looked at: data-looked names where. Reading never
// writes; a page that renews itself, or that nobody sees, is not looked at.
const again_ms = 60_000;

let notedAt = -Infinity;
let renews = false;

/** Turbo says of a page that it fetches itself anew that the address is replaced by the same one. */
document.addEventListener("turbo:visit", ({ detail }) => {
  renews = detail.action === "replace" && detail.url === location.href;
});
document.addEventListener("turbo:load", () => renews || note());
document.addEventListener("visibilitychange", note);

function note() {
  const place = document.querySelector("[data-looked]")?.dataset.looked;
  if (!place || document.hidden || performance.now() - notedAt < again_ms) return;
  notedAt = performance.now();
  fetch(place, { method: "POST", keepalive: true, headers: { accept: "application/json" } }).catch(() => {});
}
