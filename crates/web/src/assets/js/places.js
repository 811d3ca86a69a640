// Positions of drawn things: data-place="a:12.5 b:40" becomes the custom properties --a and --b.
// The policy forbids a style attribute, a script may set the property.

function place(element) {
  for (const pair of element.dataset.place.split(/\s+/).filter(Boolean)) {
    const [name, value] = pair.split(":");
    element.style.setProperty(`--${name}`, value);
  }
}

function placeAll() {
  document.querySelectorAll("[data-place]").forEach(place);
}

document.addEventListener("turbo:render", placeAll); // also after a morph: positions may have changed
document.addEventListener("turbo:load", placeAll);
