// Django formsets: rows added from a <template>, and taken away. See composants/formset.html.
(() => {
  "use strict";
  const { tous, preparer } = window.Samba;

  const total = (cadre) => cadre.querySelector(`[name="${cadre.dataset.formset}-TOTAL_FORMS"]`);
  const visibles = (cadre) => tous("[data-formset-ligne]:not(.s-a-supprimer)", cadre);
  const borner = (cadre) => {
    const bouton = cadre.querySelector("[data-formset-ajouter]");
    if (bouton) bouton.disabled = visibles(cadre).length >= Number(cadre.dataset.formsetMax || 1000);
  };
  const ajouter = (cadre) => {
    const compteur = total(cadre);
    const modele = cadre.querySelector("template[data-formset-modele]");
    const boite = document.createElement("template");
    boite.innerHTML = modele.innerHTML.replaceAll("__prefix__", compteur.value);
    const ligne = boite.content.firstElementChild;
    cadre.querySelector("[data-formset-lignes]").append(ligne);
    compteur.value = Number(compteur.value) + 1;
    preparer(ligne);
    if (window.htmx) window.htmx.process(ligne);
    borner(cadre);
    const premier = ligne.querySelector("select, input:not([type=hidden]), textarea");
    (premier?.tomselect || premier)?.focus();
  };
  const retirer = (cadre, ligne) => {
    const effacer = ligne.querySelector("input[name$='-DELETE']");
    if (effacer) {
      effacer.checked = true;
      effacer.value = "on";
      ligne.classList.add("s-a-supprimer");
      ligne.hidden = true;
    } else {
      // The gap left in the numbering reads as an empty row, which Django skips.
      ligne.remove();
    }
    borner(cadre);
    cadre.dispatchEvent(new Event("change", { bubbles: true }));
    cadre.querySelector("[data-formset-ajouter]")?.focus();
  };
  // --- Keyboard: in rows marked data-formset-clavier, « Enter » goes to the next field, then to a new row ------------
  const champsDe = (ligne) => tous("select, input:not([type=hidden])", ligne).filter((champ) => champ.name && !champ.closest("[hidden]"));
  const avancer = (champ) => {
    const ligne = champ.closest("[data-formset-ligne]");
    const champs = champsDe(ligne);
    const lignes = visibles(champ.closest("[data-formset]"));
    const dessous = lignes[lignes.indexOf(ligne) + 1];
    const suivant = champs[champs.indexOf(champ) + 1] || (dessous && champsDe(dessous)[0]);
    if (suivant) return (suivant.tomselect || suivant).focus();
    const bouton = champ.closest("[data-formset]").querySelector("[data-formset-ajouter]");
    return bouton?.disabled ? bouton.focus() : bouton?.click();
  };
  document.addEventListener("choisi", (evenement) => {
    const champ = evenement.target;
    // Once Tom Select is done with the key or the click, and before the next key.
    if (champ.closest("[data-formset-clavier]") && !champ.multiple) queueMicrotask(() => avancer(champ));
  });
  document.addEventListener("keydown", (evenement) => {
    const ici = evenement.target;
    if (evenement.key !== "Enter" || evenement.defaultPrevented || !ici.closest("[data-formset-clavier]")) return;
    if (!ici.matches("select, input")) return;
    evenement.preventDefault();
    const champ = ici.matches("select") ? ici : ici.closest(".ts-wrapper")?.previousElementSibling || ici;
    if (champ.value) avancer(champ);
  });

  document.addEventListener("click", (evenement) => {
    const cadre = evenement.target.closest("[data-formset]");
    if (!cadre) return;
    if (evenement.target.closest("[data-formset-ajouter]")) ajouter(cadre);
    const croix = evenement.target.closest("[data-formset-retirer]");
    if (croix) retirer(cadre, croix.closest("[data-formset-ligne]"));
  });
})();
