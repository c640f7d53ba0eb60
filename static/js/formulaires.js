// Forms: sent once, confirmed when they ask for it, never left with something typed unless one says so.
(() => {
  "use strict";

  // --- Files dropped anywhere on their form ------------------------------------------------------------------------
  const zone = (evenement) => evenement.target.closest?.("[data-depot-zone]");
  document.addEventListener("dragover", (evenement) => {
    const cadre = zone(evenement);
    if (!cadre || !evenement.dataTransfer?.types.includes("Files")) return;
    evenement.preventDefault();
    cadre.classList.add("s-depot-survol");
  });
  document.addEventListener("dragleave", (evenement) => {
    const cadre = zone(evenement);
    if (cadre && !cadre.contains(evenement.relatedTarget)) cadre.classList.remove("s-depot-survol");
  });
  document.addEventListener("drop", (evenement) => {
    const cadre = zone(evenement);
    if (!cadre || !evenement.dataTransfer?.files.length) return;
    evenement.preventDefault();
    cadre.classList.remove("s-depot-survol");
    const champ = cadre.querySelector("input[type=file]");
    champ.files = evenement.dataTransfer.files;
    champ.dispatchEvent(new Event("change", { bubbles: true }));
    cadre.requestSubmit();
  });
  const { tous, preparateurs } = window.Samba;

  // --- Confirmation: <form data-confirmer="Question"> or <button data-confirmer="Question"> ------------------------
  const question = (formulaire, bouton) => bouton?.dataset.confirmer || formulaire.dataset.confirmer;
  const demander = (formulaire, bouton) => {
    const dialogue = document.getElementById("dialogue-confirmer");
    dialogue.querySelector("[data-dialogue-texte]").textContent = question(formulaire, bouton);
    const oui = dialogue.querySelector("[data-dialogue-oui]");
    const danger = (bouton || formulaire.querySelector("[type=submit]"))?.className.includes("danger");
    oui.classList.toggle("btn-danger", Boolean(danger));
    oui.classList.toggle("btn-primary", !danger);
    oui.textContent = bouton?.textContent.trim() || "Confirmer";
    dialogue.returnValue = "";
    dialogue.addEventListener(
      "close",
      () => {
        if (dialogue.returnValue !== "oui") return;
        formulaire.dataset.confirme = "1";
        formulaire.requestSubmit(bouton || undefined);
      },
      { once: true },
    );
    dialogue.showModal();
  };

  // --- Leaving with something typed: <form data-confirmer-quitter> --------------------------------------------------
  const modifies = new Set();
  const toucher = (evenement) => {
    const formulaire = evenement.target.form || evenement.target.closest?.("form");
    if (formulaire?.hasAttribute("data-confirmer-quitter") && evenement.isTrusted) modifies.add(formulaire);
  };
  window.addEventListener("beforeunload", (evenement) => {
    for (const formulaire of modifies) if (!formulaire.isConnected) modifies.delete(formulaire);
    if (modifies.size) evenement.preventDefault();
  });
  // A form that comes back with its errors still holds what was typed.
  preparateurs.push((racine) => {
    for (const formulaire of tous("form[data-confirmer-quitter]", racine)) {
      if (formulaire.querySelector("[data-erreurs]")) modifies.add(formulaire);
    }
  });

  // --- One click, one record: every POST form ------------------------------------------------------------------------
  const liberer = (formulaire) => {
    delete formulaire.dataset.envoye;
    for (const bouton of tous("[aria-busy]", formulaire)) bouton.removeAttribute("aria-busy");
  };
  document.addEventListener(
    "submit",
    (evenement) => {
      const formulaire = evenement.target;
      const bouton = evenement.submitter;
      if (formulaire.method !== "post") return;
      const retenir = () => {
        evenement.preventDefault();
        evenement.stopImmediatePropagation();
      };
      if (formulaire.dataset.envoye) return retenir();
      if (question(formulaire, bouton) && !formulaire.dataset.confirme) {
        retenir();
        return demander(formulaire, bouton);
      }
      delete formulaire.dataset.confirme;
      // A file comes down and the page stays: the next click is another file.
      if (formulaire.hasAttribute("data-telechargement")) return undefined;
      formulaire.dataset.envoye = "1";
      bouton?.setAttribute("aria-busy", "true");
      modifies.delete(formulaire);
    },
    true,
  );
  // A download leaves the page where it is; the « back » button brings a form back as it was.
  window.addEventListener("pageshow", (evenement) => {
    if (evenement.persisted) tous("form").forEach(liberer);
  });
  document.addEventListener("htmx:afterRequest", (evenement) => {
    const formulaire = evenement.target.closest?.("form");
    if (!formulaire) return;
    liberer(formulaire);
    if (!evenement.detail.successful && formulaire.hasAttribute("data-confirmer-quitter")) modifies.add(formulaire);
  });

  // « Tout cocher »: every box of that name in the form; once all are ticked, none.
  document.addEventListener("click", (evenement) => {
    const bouton = evenement.target.closest("[data-tout-cocher]");
    if (!bouton) return;
    const cases = tous(`input[type=checkbox][name="${bouton.dataset.toutCocher}"]`, bouton.form);
    const cocher = cases.some((une) => !une.checked);
    for (const une of cases) une.checked = cocher;
  });
  document.addEventListener("input", toucher);
  document.addEventListener("change", toucher);
  document.addEventListener("click", (evenement) => {
    if (evenement.target.closest("[data-sans-confirmation]")) modifies.clear();
  });
  // A plain GET form keeps its address short too.
  document.addEventListener("formdata", (evenement) => {
    if (!evenement.target.matches("[data-filtres]")) return;
    for (const [cle, valeur] of [...evenement.formData]) {
      if (valeur === "" && evenement.formData.getAll(cle).every((v) => v === "")) evenement.formData.delete(cle);
    }
  });
})();
