// A page that tells what changed since one was last here says when it is looked at: data-looked names where.
// Reading never writes, and a page that is renewed behind one's back is not looked at.

function note() {
  const place = document.querySelector("[data-looked]")?.dataset.looked;
  if (!place || document.hidden) return;
  fetch(place, { method: "POST", keepalive: true, headers: { accept: "application/json" } }).catch(() => {});
}

document.addEventListener("turbo:load", note);
document.addEventListener("visibilitychange", note);
