// The board: drag, keys, several at once, undo. Every move fills and sends the one form that works without it.
(() => {
  "use strict";
  const cadre = () => document.querySelector("[data-tableau]");
  const formulaire = () => document.getElementById("deplacement");
  const cartes = (colonne) => [...(colonne || cadre()).querySelectorAll("[data-carte]")];
  const colonnes = () => [...document.querySelectorAll("section[data-colonne]")];
  const carte = (pk) => pk && document.getElementById(`carte-${pk}`);
  const cochees = () => [...document.querySelectorAll(".t-choix:checked")];
  const choix = (element) => element?.querySelector(".t-choix");
  const annoncer = (texte) => {
    const annonce = document.getElementById("annonce");
    if (annonce) annonce.textContent = texte;
  };
  let active = ""; // pk of the card one was on, found again after a refresh
  let onglet = ""; // the column a phone shows
  let volees = []; // cards being dragged

  // --- Several at once --------------------------------------------------------------------------------------------
  const compter = () => {
    const compte = document.querySelector("[data-lot-compte]");
    const nombre = cochees().length;
    if (compte) compte.textContent = nombre > 1 ? `${nombre} choisis` : nombre ? "1 choisi" : "";
  };
  const vider = () => {
    for (const case_ of cochees()) case_.checked = false;
    compter();
  };
  const cocher = (elements) => {
    vider();
    for (const element of elements) if (choix(element)) choix(element).checked = true;
    compter();
  };

  // --- One move ---------------------------------------------------------------------------------------------------
  const deplacer = (elements, vers) => {
    const lot = formulaire();
    if (!lot || !elements.length) return;
    cocher(elements);
    lot.elements.vers.value = vers;
    active = elements[0].dataset.carte;
    // An exit waits for its reason: the bar at the foot of the board asks for it.
    if (vers === "ecarte" && !lot.elements.motif.value.trim()) {
      lot.elements.motif.focus();
      return;
    }
    for (const element of elements) element.classList.add("t-en-vol");
    lot.requestSubmit();
  };
  // The card one is on, or all those chosen when it is one of them (or when none is focused).
  const concernees = (element) => {
    const choisies = cochees().map((case_) => case_.closest("[data-carte]"));
    return element && !choix(element)?.checked ? [element] : choisies.length ? choisies : element ? [element] : [];
  };
  const voisine = (element, pas) => {
    const ordre = [...document.querySelectorAll("#lot-vers option")].map((option) => option.value).filter(Boolean);
    const vers = ordre[ordre.indexOf(element.dataset.etape) + pas];
    return vers && vers !== "ecarte" ? vers : "";
  };

  // --- Keys -------------------------------------------------------------------------------------------------------
  const aller = (element) => {
    if (!element) return;
    active = element.dataset.carte;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  const bouger = (element, cote, rang) => {
    if (!element) return aller(cartes()[0]);
    const colonne = element.closest("[data-colonne]");
    const ici = cartes(colonne).indexOf(element);
    if (rang) return aller(cartes(colonne)[ici + rang]);
    const toutes = colonnes();
    for (let i = toutes.indexOf(colonne) + cote; toutes[i]; i += cote) {
      const autres = cartes(toutes[i]);
      if (autres.length) return aller(autres[Math.min(ici, autres.length - 1)]);
    }
    return undefined;
  };
  const fleches = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  document.addEventListener("keydown", (evenement) => {
    if (evenement.ctrlKey || evenement.metaKey || evenement.altKey || !cadre()?.querySelector(".t-colonnes")) return;
    if (evenement.target.closest("input:not(.t-choix), textarea, select, [contenteditable], dialog, .ts-wrapper")) return;
    const sur = evenement.target.closest("[data-carte]");
    const touche = evenement.key;
    if (fleches[touche]) {
      if (evenement.target.closest("[role=tab]")) return;
      evenement.preventDefault();
      const [cote, rang] = fleches[touche];
      if (!evenement.shiftKey || !cote) return bouger(sur || carte(active), cote, rang);
      const vers = sur && voisine(sur, cote);
      return vers ? deplacer(concernees(sur), vers) : annoncer("Il n’y a pas d’étape de ce côté.");
    }
    if (evenement.target.closest("a, button, summary")) return;
    if (touche === " " && sur && evenement.target === sur) {
      evenement.preventDefault();
      choix(sur)?.click();
    } else if (touche === "Enter" && evenement.target === sur) sur.querySelector(".t-nom").click();
    else if (touche.toLowerCase() === "e" && concernees(sur).length) {
      evenement.preventDefault();
      deplacer(concernees(sur), "ecarte");
    } else if (touche.toLowerCase() === "z") document.querySelector("[data-annuler]")?.click();
  });

  // --- Drag -------------------------------------------------------------------------------------------------------
  document.addEventListener("dragstart", (evenement) => {
    const prise = evenement.target.closest?.("[data-carte][draggable]");
    if (!prise) return;
    volees = concernees(prise);
    evenement.dataTransfer.effectAllowed = "move";
    evenement.dataTransfer.setData("text/plain", prise.dataset.carte);
    for (const element of volees) element.classList.add("t-en-vol");
  });
  const viser = (colonne) => {
    for (const autre of colonnes()) autre.classList.toggle("t-visee", autre === colonne);
  };
  document.addEventListener("dragover", (evenement) => {
    const colonne = volees.length && evenement.target.closest?.("[data-colonne]");
    if (!colonne) return;
    evenement.preventDefault();
    viser(colonne);
  });
  document.addEventListener("drop", (evenement) => {
    const colonne = volees.length && evenement.target.closest?.("[data-colonne]");
    if (!colonne) return;
    evenement.preventDefault();
    const aDeplacer = volees.filter((element) => element.dataset.etape !== colonne.dataset.colonne);
    poser();
    deplacer(aDeplacer, colonne.dataset.colonne);
  });
  const poser = () => {
    for (const element of volees) element.classList.remove("t-en-vol");
    volees = [];
    viser(null);
  };
  document.addEventListener("dragend", poser);

  // --- A phone: one column at a time --------------------------------------------------------------------------------
  const montrer = (etape) => {
    const barre = document.querySelector(".t-onglets");
    if (!barre) return;
    const offertes = [...barre.querySelectorAll("[data-onglet]")];
    const remplie = offertes.find((bouton) => bouton.querySelector("span").textContent !== "0");
    onglet = offertes.some((bouton) => bouton.dataset.onglet === etape) ? etape : (remplie || offertes[0]).dataset.onglet;
    barre.hidden = false;
    cadre().querySelector(".t-colonnes").classList.add("t-par-onglets");
    for (const bouton of offertes) bouton.setAttribute("aria-selected", String(bouton.dataset.onglet === onglet));
    for (const colonne of colonnes()) colonne.classList.toggle("t-ouverte", colonne.dataset.colonne === onglet);
  };

  document.addEventListener("change", (evenement) => {
    if (evenement.target.matches?.(".t-choix")) compter();
  });
  document.addEventListener("click", (evenement) => {
    if (evenement.target.closest("[data-lot-vider]")) return vider();
    const bouton = evenement.target.closest("[data-onglet]");
    if (bouton) return montrer(bouton.dataset.onglet);
    const cliquee = evenement.target.closest("[data-carte]");
    if (cliquee && !evenement.target.closest("a, input, button")) aller(cliquee);
    return undefined;
  });
  document.addEventListener("htmx:afterSettle", (evenement) => {
    if (evenement.detail.target?.id !== "resultats") return;
    montrer(onglet);
    for (const marque of document.querySelectorAll("[data-recoche]")) {
      const case_ = document.querySelector(`.t-choix[value="${CSS.escape(marque.dataset.recoche)}"]`);
      if (case_) case_.checked = true;
    }
    compter();
    const bilan = document.querySelector("[data-bilan]");
    if (bilan) annoncer(bilan.textContent.replace(/\s+/g, " ").trim());
    if (carte(active)) aller(carte(active));
    else bilan?.focus();
    bilan?.scrollIntoView({ block: "nearest" });
  });
  document.addEventListener("DOMContentLoaded", () => {
    if (!cadre()) return;
    montrer("");
    const petit = window.matchMedia("(max-width: 767.98px)").matches;
    if (petit) document.querySelector(".t-filtres")?.removeAttribute("open");
  });
})();
