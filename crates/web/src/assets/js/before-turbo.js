// Turbo puts a <style> for its own progress bar into the head while its module is evaluated, which
// a strict CSP refuses with an error on every page. We draw our own bar (progress.js), so that one
// insertion is swallowed; progress.js gives the method back as soon as Turbo is there.
document.head.insertBefore = (node) => node;
