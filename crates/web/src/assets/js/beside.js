// Where something that floats stands: under what it belongs to, or above it where there is no room, never outside of the window.

/** `atEnd`: its end under the end of the box, else its beginning under the beginning. */
export function putBeside(floating, box, atEnd) {
  const { offsetWidth: width, offsetHeight: height } = floating;
  const wanted = atEnd ? box.right - width : box.left;
  const start = Math.max(8, Math.min(wanted, innerWidth - width - 8));
  const top = box.bottom + height + 8 > innerHeight ? box.top - height - 4 : box.bottom + 4;
  Object.assign(floating.style, { left: `${start}px`, top: `${Math.max(8, top)}px`, right: "auto", bottom: "auto", positionArea: "none" });
}
