// Runs before the first paint, so that a dark screen never flashes white. A file, not inline: the server's content policy forbids inline scripts.
(function () {
  var stored = null;
  try {
    stored = localStorage.getItem("danshu.theme");
  } catch {
    // Storage may be blocked; the system's choice then decides.
  }
  var dark = stored === "dark" || (stored !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
