// The call cockpit: one key for each gesture, a timer, scripts and answers that open, the next person of the list.
// Without it the page is a plain form. Keys are silent inside a field, and may be cut (WCAG 2.1.4).
(() => {
  "use strict";
  const { tous } = window.Samba;
  const plan = () => document.querySelector("[data-appel]");
  const formulaire = () => document.getElementById("form-appel");
  const garder = (element) => element?.dispatchEvent(new Event("change", { bubbles: true }));

  // --- One part at a time on a phone -------------------------------------------------------------------------------
  const montrer = (partie) => {
    if (!plan()) return;
    plan().dataset.onglet = partie;
    for (const onglet of tous("[data-vers]")) {
      if (onglet.dataset.vers === partie) onglet.setAttribute("aria-current", "true");
      else onglet.removeAttribute("aria-current");
    }
  };

  // --- The timer -----------------------------------------------------------------------------------------------------
  // What it counts is kept in the form (`duree`, seconds), hence in the draft; while it runs, `depuis` is its start.
  let depuis = null;
  const champDuree = () => formulaire()?.elements.duree;
  const secondes = () => Number(champDuree()?.value || 0) + (depuis ? Math.round((Date.now() - depuis) / 1000) : 0);
  const afficher = () => {
    const total = secondes();
    const texte = `${String(Math.floor(total / 60)).padStart(2, "0")}:${String(total % 60).padStart(2, "0")}`;
    for (const temps of tous("[data-chrono-temps]")) temps.textContent = texte;
  };
  const demarrer = () => {
    if (depuis || !champDuree()) return;
    depuis = Date.now();
    for (const bouton of tous("[data-chrono]")) bouton.dataset.marche = "";
  };
  const arreter = () => {
    if (!depuis) return;
    champDuree().value = String(secondes());
    depuis = null;
    for (const bouton of tous("[data-chrono]")) delete bouton.dataset.marche;
    garder(champDuree());
  };
  const basculerChrono = () => (depuis ? arreter() : demarrer());

  // --- Scripts, objections -------------------------------------------------------------------------------------------
  const choisirScript = (code) => {
    for (const puce of tous("[data-script]")) {
      const actif = puce.dataset.script === code;
      puce.classList.toggle("actif", actif);
      puce.setAttribute("aria-pressed", String(actif));
    }
    for (const texte of tous("[data-script-texte]")) texte.classList.toggle("montre", texte.dataset.scriptTexte === code);
  };
  const scriptSuivant = (pas) => {
    const puces = tous("[data-script]");
    if (!puces.length) return;
    const rang = puces.findIndex((puce) => puce.classList.contains("actif"));
    choisirScript(puces[(rang + pas + puces.length) % puces.length].dataset.script);
    montrer("pendant");
  };
  const suivreObjection = (case_) => {
    const reponse = document.querySelector(`[data-reponse="${CSS.escape(case_.value)}"]`);
    reponse?.classList.toggle("montre", case_.checked);
    // The last one heard comes first.
    if (case_.checked) reponse?.parentElement.prepend(reponse);
  };

  // --- Next step: a day to call back ---------------------------------------------------------------------------------
  const poserJour = (jour) => {
    const champ = formulaire()?.elements.relance_le;
    if (!champ) return;
    champ.value = jour;
    for (const puce of tous("[data-jour]")) puce.classList.toggle("actif", puce.dataset.jour === jour);
    garder(champ);
  };
  const jourPropose = () => formulaire().querySelector("input[name=issue]:checked")?.dataset.rappel || document.querySelector("[data-jour]")?.dataset.jour;
  const relancer = (encore) => {
    const jours = [...new Set(tous("[data-jour]").map((puce) => puce.dataset.jour))];
    const actuel = formulaire().elements.relance_le?.value;
    if (!actuel) return poserJour(jourPropose());
    if (encore) poserJour(jours.find((jour) => jour > actuel) || jours[0]);
  };

  // --- The list one comes from (static/js/activite.js) -----------------------------------------------------------------
  const file = (() => {
    try {
      return JSON.parse(sessionStorage.getItem("samba-file") || "null");
    } catch {
      return null;
    }
  })();
  const vientDeLaListe = () => file && new URLSearchParams(location.search).get("retour") === file.retour;
  const rangDansLaFile = () => (vientDeLaListe() ? file.lignes.findIndex((ligne) => ligne.url === location.pathname) : -1);
  const voisin = (pas) => {
    const rang = rangDansLaFile();
    const ligne = rang < 0 ? null : file.lignes[rang + pas];
    return ligne && `${ligne.url}?retour=${encodeURIComponent(file.retour)}`;
  };
  const situer = () => {
    const rang = rangDansLaFile();
    if (rang < 0) return;
    file.courante = file.lignes[rang].cle;
    sessionStorage.setItem("samba-file", JSON.stringify(file));
    const place = document.querySelector("[data-rang]");
    if (place) {
      place.textContent = `${rang + 1} / ${file.lignes.length}`;
      place.hidden = false;
    }
    for (const [nom, pas] of [["suivant", 1], ["precedent", -1]]) {
      const lien = document.querySelector(`[data-${nom}]`);
      const adresse = voisin(pas);
      if (!lien || !adresse) continue;
      lien.href = adresse;
      lien.hidden = false;
    }
    const champ = document.querySelector("[data-suivant-champ]");
    if (champ) champ.value = voisin(1) || file.retour;
    const texte = document.querySelector("[data-enregistrer-texte]");
    if (texte) texte.textContent = voisin(1) ? "Enregistrer et suivant" : "Enregistrer, retour à la liste";
  };

  // --- Keys ------------------------------------------------------------------------------------------------------------
  const CLE_COUPEES = "samba-touches-coupees";
  const coupees = () => {
    try {
      return localStorage.getItem(CLE_COUPEES) === "1";
    } catch {
      return false;
    }
  };
  const viser = (champ, partie) => {
    montrer(partie);
    champ?.focus();
    champ?.scrollIntoView({ block: "center" });
  };
  const ouvrirQualification = () => {
    const cadre = document.querySelector("[data-qualification]");
    if (!cadre) return;
    montrer("pendant");
    const premier = () => cadre.querySelector("input:not([type=hidden]), select, textarea");
    if (premier()) return viser(premier(), "pendant");
    cadre.addEventListener("htmx:afterSettle", () => viser(premier(), "pendant"), { once: true });
    window.htmx.trigger(cadre, "qualifier");
  };
  const GESTES = {
    t: basculerChrono,
    s: (evenement) => scriptSuivant(evenement.shiftKey ? -1 : 1),
    c: () => viser(formulaire()?.elements.commentaire, "apres"),
    n: () => viser(document.querySelector("#preparation textarea"), "avant"),
    d: () => document.querySelector("[data-composer]")?.click(),
    q: ouvrirQualification,
    j: () => document.querySelector("[data-suivant]:not([hidden])")?.click(),
    k: () => document.querySelector("[data-precedent]:not([hidden])")?.click(),
    "?": () => document.querySelector("[data-touches-dialogue]")?.showModal(),
  };
  // The row of digits is read by its place: on a French keyboard it gives « & é " » without shift.
  const toucheDe = (evenement) => (/^(Digit|Numpad)\d$/.test(evenement.code) ? evenement.code.slice(-1) : evenement.key);
  const presser = (case_) => {
    const deja = case_.checked;
    case_.checked = case_.type === "radio" ? true : !deja;
    montrer(case_.matches("[data-objection]") ? "pendant" : "apres");
    if (case_.name === "suite" && case_.value === "relance") relancer(deja);
    if (!deja || case_.type === "checkbox") garder(case_);
  };
  document.addEventListener("keydown", (evenement) => {
    if (!plan()) return;
    if (evenement.key === "Enter" && (evenement.ctrlKey || evenement.metaKey)) {
      evenement.preventDefault();
      arreter();
      return formulaire().requestSubmit();
    }
    const champ = evenement.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], .ts-wrapper");
    if (evenement.key === "Escape" && champ && !document.querySelector("dialog[open]")) return evenement.target.blur();
    if (champ || coupees() || evenement.ctrlKey || evenement.metaKey || evenement.altKey) return undefined;
    if (document.querySelector("dialog[open]")) return undefined;
    const touche = toucheDe(evenement);
    const case_ = document.querySelector(`[data-touche="${CSS.escape(touche.toUpperCase())}"]`);
    const geste = GESTES[touche.toLowerCase()];
    if (!case_ && !geste) return undefined;
    evenement.preventDefault();
    return case_ ? presser(case_) : geste(evenement);
  });

  // --- Mouse and thumb ---------------------------------------------------------------------------------------------------
  document.addEventListener("click", (evenement) => {
    const cible = evenement.target;
    if (cible.closest("[data-composer]")) demarrer();
    if (cible.closest("[data-chrono]")) basculerChrono();
    if (cible.closest("[data-touches]")) document.querySelector("[data-touches-dialogue]")?.showModal();
    if (cible.closest("[data-qualifier]")) ouvrirQualification();
    const puce = cible.closest("[data-script]");
    if (puce) choisirScript(puce.dataset.script);
    const jour = cible.closest("[data-jour]");
    if (jour) poserJour(jour.dataset.jour);
    const onglet = cible.closest("[data-vers]");
    if (onglet) {
      evenement.preventDefault();
      montrer(onglet.dataset.vers);
      window.scrollTo({ top: 0 });
    }
  });
  document.addEventListener("change", (evenement) => {
    const cible = evenement.target;
    if (cible.matches?.("[data-objection]")) suivreObjection(cible);
    if (cible.matches?.("input[name=suite][value=relance]") && cible.checked) relancer(false);
    if (cible.matches?.("[data-touches-coupees]")) {
      try {
        localStorage.setItem(CLE_COUPEES, cible.checked ? "1" : "");
      } catch {
        // Without storage the choice lasts until the next page.
      }
      document.body.classList.toggle("appel-coupees", cible.checked);
    }
  });
  document.addEventListener("submit", (evenement) => evenement.target === formulaire() && arreter(), true);
  window.addEventListener("pagehide", arreter);

  document.addEventListener("DOMContentLoaded", () => {
    if (!plan()) return;
    montrer(plan().dataset.onglet);
    situer();
    afficher();
    setInterval(afficher, 1000);
    const reglage = document.querySelector("[data-touches-coupees]");
    if (reglage) reglage.checked = coupees();
    document.body.classList.toggle("appel-coupees", coupees());
  });
})();
