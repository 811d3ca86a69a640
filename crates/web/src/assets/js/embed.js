// Puts the form in the place of this script: <script async src="…/form/INV/embed.js" data-theme="dark"></script>.
// The form stands in a frame of its own, so that neither page can read the other; it says how high it is.
(() => {
  const script = document.currentScript;
  if (!script) return;
  const address = new URL(script.src.replace(/\/embed\.js(\?.*)?$/, ""));
  if (["light", "dark"].includes(script.dataset.theme)) address.searchParams.set("theme", script.dataset.theme);
  const frame = document.createElement("iframe");
  frame.src = address.href;
  frame.title = script.dataset.title || "Tell us what you need";
  frame.width = "100%";
  frame.height = "620";
  frame.setAttribute("frameborder", "0");
  window.addEventListener("message", ({ source, origin, data }) => {
    if (source !== frame.contentWindow || origin !== address.origin || data?.throughline !== "height") return;
    const height = Number(data.height);
    if (height > 0 && height < 10000) frame.height = String(Math.ceil(height));
  });
  script.after(frame);
})();
