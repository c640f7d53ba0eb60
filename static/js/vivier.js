// The vivier at the keyboard: J/K move, Space previews, Enter studies, 1 to 4 decide, Z undoes the last decision.
(() => {
  "use strict";

  let choisie = 0; // pk of the row one is on
  const decidees = []; // pks, in the order they were decided
  const lignes = () => [...document.querySelectorAll("[data-vivier-ligne]")];
  const ligne = (pk = choisie) => document.getElementById(`candidat-${pk}`);
  const apercu = () => document.getElementById("apercu");
  const annoncer = (texte) => {
    const annonce = document.getElementById("annonce");
    if (annonce) annonce.textContent = texte;
  };

  const choisir = (element) => {
    if (!element) return;
    for (const autre of lignes()) autre.classList.toggle("s-choisie", autre === element);
    choisie = Number(element.dataset.vivierLigne);
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest" });
    if (!apercu().hidden) montrer(element);
  };
  const avancer = (pas) => {
    const toutes = lignes();
    const ici = toutes.findIndex((l) => Number(l.dataset.vivierLigne) === choisie);
    choisir(ici < 0 ? toutes[0] : toutes[ici + pas]);
  };
  const suivanteADecider = (pk) => {
    const toutes = lignes();
    const ici = toutes.findIndex((l) => Number(l.dataset.vivierLigne) === pk);
    return toutes.slice(ici + 1).find((l) => !l.classList.contains("s-decidee"));
  };
  const montrer = (element) => {
    apercu().hidden = false;
    window.htmx.ajax("GET", element.dataset.apercu, { target: "#apercu-corps", swap: "innerHTML" });
  };
  const fermer = () => {
    apercu().hidden = true;
    ligne()?.focus();
  };

  const touches = {
    j: () => avancer(1),
    k: () => avancer(-1),
    " ": () => (apercu().hidden ? ligne() && montrer(ligne()) : fermer()),
    Enter: () => ligne()?.querySelector("[data-vivier-etude]").click(),
    Escape: () => !apercu().hidden && fermer(),
    z: () => ligne(decidees.at(-1))?.querySelector("[data-vivier-annuler]")?.click(),
  };
  document.addEventListener("keydown", (evenement) => {
    if (evenement.ctrlKey || evenement.metaKey || evenement.altKey || !apercu()) return;
    if (evenement.target.closest("input, textarea, select, [contenteditable], dialog, .ts-wrapper")) return;
    const surBouton = evenement.target.closest("a, button, summary");
    if (surBouton && [" ", "Enter"].includes(evenement.key)) return;
    const touche = touches[evenement.key.length === 1 ? evenement.key.toLowerCase() : evenement.key];
    if (touche) {
      evenement.preventDefault();
      return touche();
    }
    if (/^[1-4]$/.test(evenement.key)) ligne()?.querySelector(`[data-decision="${evenement.key}"]`)?.click();
  });

  document.addEventListener("vivier:decide", (evenement) => {
    const { pk, nom } = evenement.detail;
    decidees.push(pk);
    ligne(pk)?.classList.add("s-decidee");
    annoncer(`${nom} : décision enregistrée. Z pour annuler.`);
    if (pk === choisie || !choisie) choisir(suivanteADecider(pk));
  });
  document.addEventListener("vivier:annule", (evenement) => {
    const { pk, nom } = evenement.detail;
    decidees.splice(decidees.lastIndexOf(pk), 1);
    ligne(pk)?.classList.remove("s-decidee");
    annoncer(`${nom} est de nouveau au vivier.`);
    choisir(ligne(pk));
  });
  document.addEventListener("click", (evenement) => {
    if (evenement.target.closest("[data-apercu-fermer]")) return fermer();
    const aide = evenement.target.closest("[data-vivier-aide]");
    if (aide) {
      const note = document.getElementById("vivier-touches");
      note.hidden = !note.hidden;
      aide.setAttribute("aria-expanded", String(!note.hidden));
      return;
    }
    const cliquee = evenement.target.closest("[data-vivier-ligne]");
    if (cliquee && !evenement.target.closest("a, button, .dropdown-menu")) choisir(cliquee);
  });
})();
