// What is typed is kept at every pause: <form data-brouillon="address">. It survives a change of page; sending ends it.
// The answer may redraw a part of the page: data-brouillon-cible="#manques". data-brouillon-etat says what was done.
(() => {
  "use strict";
  const { tous, preparer } = window.Samba;
  const PAUSE = 500; // ms
  const attentes = new Map();

  const formulaireDe = (element) => element.form || element.closest?.("form");
  const dire = (formulaire, texte) => {
    const etat = formulaire.querySelector("[data-brouillon-etat]");
    if (etat) etat.textContent = texte;
  };
  const redessiner = (formulaire, texte) => {
    const cible = texte.trim() && document.querySelector(formulaire.dataset.brouillonCible || ":not(*)");
    if (!cible) return;
    const boite = document.createElement("template");
    boite.innerHTML = texte;
    const neuf = boite.content.firstElementChild;
    cible.replaceWith(neuf);
    preparer(neuf);
  };
  const garder = async (formulaire) => {
    oublierAttente(formulaire);
    const suivi = new AbortController();
    formulaire.suiviBrouillon?.abort();
    formulaire.suiviBrouillon = suivi;
    try {
      const reponse = await fetch(formulaire.dataset.brouillon, {
        method: "POST",
        body: new FormData(formulaire),
        headers: { "HX-Request": "true" },
        credentials: "same-origin",
        keepalive: true, // the page may be leaving
        signal: suivi.signal,
      });
      if (!reponse.ok || reponse.redirected) throw new Error(String(reponse.status));
      dire(formulaire, "Brouillon gardé");
      redessiner(formulaire, await reponse.text());
    } catch (faute) {
      if (faute.name !== "AbortError") dire(formulaire, "Brouillon non gardé");
    }
  };
  const oublierAttente = (formulaire) => {
    clearTimeout(attentes.get(formulaire));
    attentes.delete(formulaire);
  };
  const noter = (evenement) => {
    const formulaire = evenement.target.nodeType === 1 && formulaireDe(evenement.target);
    if (!formulaire?.dataset?.brouillon || formulaire.dataset.envoye) return;
    clearTimeout(attentes.get(formulaire));
    attentes.set(formulaire, setTimeout(() => garder(formulaire), PAUSE));
  };
  document.addEventListener("input", noter);
  document.addEventListener("change", noter);
  document.addEventListener("brouillon", noter); // a value that a script changed
  // Leaving at once loses nothing.
  window.addEventListener("pagehide", () => [...attentes.keys()].forEach(garder));
  // What is sent is no draft any more: nothing that was on its way brings it back.
  document.addEventListener("submit", (evenement) => {
    if (evenement.defaultPrevented) return;
    oublierAttente(evenement.target);
    evenement.target.suiviBrouillon?.abort();
  });
  window.Samba.brouillons = { garder: () => Promise.all([...attentes.keys()].map(garder)), tous };
})();
