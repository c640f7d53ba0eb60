// Read before the page is painted, so that a dark screen never flashes white. The rest is in samba.js.
(() => {
  let choix = null;
  try {
    choix = localStorage.getItem("samba-theme");
  } catch {
    // Private browsing without storage: the system's choice is followed.
  }
  const sombre = choix ? choix === "sombre" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.bsTheme = sombre ? "dark" : "light";
  document.documentElement.classList.add("s-js");
})();
