// Lists that are walked by keyboard: J and K move, Enter opens the row. <div data-navigable> around rows [data-ligne]
// with data-url. Where one stands and the rows of the page are kept for the cockpit and for the way back.
(() => {
  "use strict";
  const { tous } = window.Samba;
  const CLE = "samba-file";

  const lire = () => {
    try {
      return JSON.parse(sessionStorage.getItem(CLE) || "null");
    } catch {
      return null;
    }
  };
  const ecrire = (file) => {
    try {
      sessionStorage.setItem(CLE, JSON.stringify(file));
    } catch {
      // Without storage the list works, and forgets where one stood.
    }
  };
  const ici = () => location.pathname + location.search;
  const lignes = () => tous("[data-navigable] [data-ligne]");
  const courante = () => document.querySelector("[data-navigable] [data-ligne].courante");

  const garder = (ligne) =>
    ecrire({ retour: ici(), lignes: lignes().map((l) => ({ cle: l.dataset.ligne, url: l.dataset.url })), courante: ligne?.dataset.ligne || null });
  const marquer = (ligne, { viser = true } = {}) => {
    courante()?.classList.remove("courante");
    if (!ligne) return;
    ligne.classList.add("courante");
    if (viser) ligne.focus({ preventScroll: true });
    ligne.scrollIntoView({ block: "nearest" });
    garder(ligne);
  };
  const avancer = (pas) => {
    const toutes = lignes();
    if (!toutes.length) return;
    const rang = toutes.indexOf(courante());
    const voulu = rang < 0 ? (pas > 0 ? 0 : toutes.length - 1) : rang + pas;
    if (voulu >= 0 && voulu < toutes.length) return marquer(toutes[voulu]);
    // Past the last row: the next page, when there is one.
    document.querySelector(`#resultats a[rel="${pas > 0 ? "next" : "prev"}"]`)?.click();
  };
  const ouvrir = (ligne) => {
    garder(ligne);
    const adresse = new URL(ligne.dataset.url, location.href);
    adresse.searchParams.set("retour", ici());
    location.assign(adresse);
  };

  document.addEventListener("keydown", (evenement) => {
    if (evenement.ctrlKey || evenement.metaKey || evenement.altKey || !lignes().length) return;
    if (evenement.target.closest("input, textarea, select, [contenteditable], .ts-wrapper, dialog[open]")) return;
    const touche = evenement.key.toLowerCase();
    if (touche === "j" || touche === "k") {
      evenement.preventDefault();
      avancer(touche === "j" ? 1 : -1);
    } else if (evenement.key === "Enter" && courante() && !evenement.target.closest("a, button, summary")) {
      evenement.preventDefault();
      ouvrir(courante());
    }
  });
  // « Appeler » with the mouse keeps the state too.
  document.addEventListener("click", (evenement) => {
    const bouton = evenement.target.closest("[data-navigable] [data-appeler]");
    if (!bouton || evenement.ctrlKey || evenement.metaKey || evenement.button) return;
    evenement.preventDefault();
    ouvrir(bouton.closest("[data-ligne]"));
  });
  const retrouver = () => {
    const file = lire();
    const memeListe = file && file.retour.split("?")[0] === location.pathname;
    const ligne = memeListe && document.querySelector(`[data-ligne="${CSS.escape(file.courante || "")}"]`);
    if (ligne) return marquer(ligne);
    // The one who was called left the list: the place they had.
    const rang = memeListe && file.retour === ici() ? file.lignes.findIndex((l) => l.cle === file.courante) : -1;
    const toutes = lignes();
    if (rang >= 0 && toutes.length) marquer(toutes[Math.min(rang, toutes.length - 1)]);
  };
  document.addEventListener("DOMContentLoaded", retrouver);
  document.addEventListener("htmx:afterSettle", (evenement) => {
    if (evenement.detail.target?.id === "resultats") marquer(lignes()[0], { viser: !document.activeElement?.closest("form") });
  });
})();
