// What every screen shares: theme, messages, choice lists, partial refreshes, keyboard. No framework, no eval.
(() => {
  "use strict";

  const tous = (selecteur, racine = document) => [
    ...(racine instanceof Element && racine.matches(selecteur) ? [racine] : []),
    ...racine.querySelectorAll(selecteur),
  ];

  // --- Theme -----------------------------------------------------------------------------------------------------
  const nommerTheme = () => {
    const sombre = document.documentElement.dataset.bsTheme === "dark";
    for (const bouton of tous("[data-theme-bascule][aria-label]")) {
      bouton.setAttribute("aria-label", sombre ? "Passer au thème clair" : "Passer au thème sombre");
    }
  };
  const basculerTheme = () => {
    const sombre = document.documentElement.dataset.bsTheme !== "dark";
    document.documentElement.dataset.bsTheme = sombre ? "dark" : "light";
    try {
      localStorage.setItem("samba-theme", sombre ? "sombre" : "clair");
    } catch {
      // Without storage the choice lasts until the next page.
    }
    nommerTheme();
  };

  // --- Messages --------------------------------------------------------------------------------------------------
  // Success leaves by itself; an error or a warning waits to be read.
  const preparerMessage = (message) => {
    if (!["success", "info"].includes(message.dataset.message) || message.dataset.minute) return;
    message.dataset.minute = "1";
    let reste = setTimeout(() => message.remove(), 7000);
    const retenir = () => clearTimeout(reste);
    const relancer = () => {
      clearTimeout(reste);
      reste = setTimeout(() => message.remove(), 4000);
    };
    message.addEventListener("mouseenter", retenir);
    message.addEventListener("focusin", retenir);
    message.addEventListener("mouseleave", relancer);
    message.addEventListener("focusout", relancer);
  };
  const signaler = (texte) => {
    const cadre = document.getElementById("messages");
    if (!cadre) return;
    for (const ancien of tous("[data-message-reseau]", cadre)) ancien.remove();
    const message = document.createElement("div");
    message.className = "s-message s-message-error";
    message.setAttribute("role", "alert");
    message.dataset.messageReseau = "";
    const corps = document.createElement("div");
    corps.className = "s-message-texte";
    corps.textContent = texte;
    const fermer = document.createElement("button");
    fermer.type = "button";
    fermer.className = "s-message-fermer";
    fermer.dataset.fermerMessage = "";
    fermer.setAttribute("aria-label", "Fermer ce message");
    fermer.textContent = "×";
    message.append(corps, fermer);
    cadre.append(message);
  };

  // --- Choice lists (Tom Select) ---------------------------------------------------------------------------------
  const etiquette = (champ) =>
    champ.dataset.tomLibelle || champ.getAttribute("aria-label") || champ.labels?.[0]?.textContent.trim() || champ.name;
  const noeud = (classe, texte, precision = "") => {
    const element = document.createElement("div");
    if (classe) element.className = classe;
    element.textContent = texte;
    if (precision) {
      const detail = document.createElement("span");
      detail.className = "s-precision";
      detail.textContent = precision;
      element.append(detail);
    }
    return element;
  };
  const distante = (champ) => champ.dataset.tomUrl;
  const demander = (url, texte) => {
    const adresse = new URL(url, location.href);
    adresse.searchParams.set("q", texte);
    return fetch(adresse, { headers: { Accept: "application/json" }, credentials: "same-origin" })
      .then((reponse) => (reponse.ok ? reponse.json() : Promise.reject(reponse.status)))
      .then((lus) => (Array.isArray(lus) ? lus : lus.resultats || []));
  };
  // The settings of a list whose options the server finds. `dit` is what it said last: `texte`, what it answered (null
  // while it is asked); `exacte`, the row that bears this very name; `panne`, when it did not answer.
  const parLeServeur = (champ, dit) => {
    const lettres = Number(champ.dataset.tomMin || 2);
    let numero = 0;
    return {
      valueField: "value",
      labelField: "text",
      searchField: ["text", "precision"],
      // The server already matched (synonyms, accents, typing errors): keep its order and all it found.
      score: () => () => 1,
      sortField: [{ field: "$order" }],
      shouldLoad: (texte) => champ.hasAttribute("data-tom-precharger") || texte.length >= lettres,
      loadThrottle: 250,
      closeAfterSelect: true,
      preload: champ.hasAttribute("data-tom-precharger") ? "focus" : false,
      // A name is new only once the server has said that it knows none. Digits alone would read as a key.
      create: champ.hasAttribute("data-tom-creer") && ((texte) => ({ value: texte, text: texte, marque: champ.dataset.tomCreer })),
      createFilter: (texte) => dit.texte === texte && !dit.exacte && !/^\d+$/.test(texte),
      load(texte, recevoir) {
        const moi = (numero += 1);
        Object.assign(dit, { texte: null, exacte: null, panne: false });
        this.clearOptions((option, cle) => this.items.includes(cle)); // keys are text, values may be numbers
        demander(distante(champ), texte)
          .catch(() => null)
          .then((lus) => {
            const tard = moi !== numero; // something else was asked since
            if (!tard) Object.assign(dit, { texte: lus && texte, exacte: lus?.find((ligne) => ligne.exacte), panne: !lus });
            // Left while the server was answering, a list does not come back over the buttons below: Tom Select
            // reopens one that has the focus.
            const aLeFocus = this.isFocused;
            this.isFocused = aLeFocus && this.isOpen;
            // « Enter » takes what begins with, or holds, what was typed; what only looks like it is chosen on purpose.
            this.settings.addPrecedence = Boolean(lus?.every((ligne) => ligne.ressemble));
            recevoir((!tard && lus) || []);
            this.isFocused = aLeFocus;
            if (tard || dit.entree !== texte) return;
            dit.entree = null;
            if (dit.exacte && aLeFocus) prendre(this, dit.exacte);
          });
      },
    };
  };
  const prendre = (liste, ligne) => liste.onOptionSelect(new Event("clavier"), liste.getOption(String(ligne.value), true));
  // « Enter » before the answer waits for it, and takes the name typed when the server knows it; nothing else is taken
  // unseen. On an empty list of several values it sends no form: one more than needed is easily typed.
  const retenirEntree = (liste, champ, dit) => (evenement) => {
    const texte = liste.inputValue();
    dit.entree = null;
    if (evenement.key !== "Enter") return;
    if (texte && dit.texte !== texte && liste.settings.shouldLoad(texte)) {
      dit.entree = texte;
      if (dit.panne) liste.load(texte);
    } else if (texte || !champ.multiple || champ.form?.method !== "post") return;
    evenement.preventDefault();
    evenement.stopPropagation();
  };
  const preparerListe = (champ) => {
    if (champ.tomselect || !window.TomSelect) return;
    const nom = etiquette(champ); // Tom Select takes the label away from the native list
    const dit = {};
    const seuil = champ.dataset.tomMin === "1" ? "Tapez le début d’un nom" : "Tapez au moins deux lettres";
    new window.TomSelect(champ, {
      plugins: champ.multiple ? ["remove_button"] : champ.required ? [] : ["clear_button"],
      maxOptions: 400,
      hidePlaceholder: true,
      create: champ.hasAttribute("data-tom-creer"),
      render: {
        option: (donnee) => noeud("", donnee.text, donnee.precision),
        item: (donnee) => noeud("", donnee.text, donnee.marque),
        no_results: () => noeud("no-results", dit.panne ? "La recherche n’a pas abouti : réessayez." : "Aucun résultat"),
        option_create: (donnee) => noeud("create", `Ajouter « ${donnee.input} »`),
        ...(distante(champ) && { not_loading: () => noeud("no-results", seuil) }),
        loading: () => noeud("no-results", "Recherche…"),
      },
      onInitialize() {
        this.control_input.setAttribute("aria-label", nom);
        // The native list stays for the form, not for screen readers: its label now names the visible one.
        champ.setAttribute("aria-hidden", "true");
        for (const bouton of tous(".clear-button", this.wrapper)) bouton.setAttribute("title", "Effacer");
        if (distante(champ)) this.wrapper.addEventListener("keydown", retenirEntree(this, champ, dit), true);
      },
      onItemAdd: () => champ.dispatchEvent(new CustomEvent("choisi", { bubbles: true })),
      ...(distante(champ) && parLeServeur(champ, dit)),
    });
  };

  // --- Sliders -----------------------------------------------------------------------------------------------------
  // The step is named to those who hear it, and marked for those who see it.
  const nommerPas = (evenement) => {
    const cadre = evenement.target.closest?.(".s-curseur");
    if (!cadre) return;
    cadre.dataset.valeur = evenement.target.value;
    evenement.target.setAttribute("aria-valuetext", evenement.target.list.options[evenement.target.value].label);
  };

  // --- Partial refreshes (htmx) ----------------------------------------------------------------------------------
  // Empty filters stay out of the address, and a change that changes nothing asks nothing.
  const alleger = (evenement) => {
    if (!evenement.target.matches?.("[data-filtres]")) return;
    const parametres = evenement.detail.formData;
    for (const champ of tous("[data-neutre]", evenement.target)) {
      if (champ.value === champ.dataset.neutre) parametres.delete(champ.name);
    }
    for (const cle of [...new Set(parametres.keys())]) {
      const valeurs = parametres.getAll(cle).filter((valeur) => valeur !== "");
      parametres.delete(cle);
      for (const valeur of valeurs) parametres.append(cle, valeur);
    }
    const demande = new URLSearchParams(parametres).toString();
    const montre = new URLSearchParams(location.search);
    montre.delete("page");
    const declencheur = evenement.detail.triggeringEvent?.type;
    if (declencheur !== "submit" && demande === montre.toString()) evenement.preventDefault();
  };
  const progression = (actif) => document.getElementById("progression-page")?.classList.toggle("actif", actif);
  // A session that ended answers a partial refresh with the login page: go there instead of drawing it in a corner.
  const garderSession = (evenement) => {
    if (evenement.detail.xhr.responseText?.includes("data-page-entree")) {
      evenement.detail.shouldSwap = false;
      location.reload();
    }
  };

  // A list that changed under the filters says how many rows it has now to those who cannot see it.
  const annoncer = (evenement) => {
    const compte = document.querySelector("#resultats .s-compte strong, #resultats .s-vide-titre");
    const annonce = document.getElementById("annonce");
    if (annonce && compte && evenement.detail.target?.id === "resultats") annonce.textContent = compte.textContent;
  };

  // --- Keyboard --------------------------------------------------------------------------------------------------
  const clavier = (evenement) => {
    if (evenement.key !== "/" || evenement.ctrlKey || evenement.metaKey || evenement.altKey) return;
    if (evenement.target.closest("input, textarea, select, [contenteditable]")) return;
    const recherche = document.querySelector("[data-recherche]");
    if (!recherche) return;
    evenement.preventDefault();
    recherche.focus();
    recherche.select();
  };

  // --- Everything ------------------------------------------------------------------------------------------------
  const preparateurs = [
    (racine) => tous("select[data-tom], select[data-tom-url]", racine).forEach(preparerListe),
    (racine) => tous("[data-message]", racine).forEach(preparerMessage),
    (racine) => tous("[data-erreurs]", racine)[0]?.focus(),
  ];
  const preparer = (racine) => preparateurs.forEach((action) => action(racine));
  window.Samba = { preparer, preparateurs, tous, signaler };

  document.addEventListener("click", (evenement) => {
    if (evenement.target.closest("[data-theme-bascule]")) basculerTheme();
    evenement.target.closest("[data-fermer-message]")?.closest(".s-message").remove();
    const lien = evenement.target.closest("[data-erreurs] a[href^='#']");
    const champ = lien && document.getElementById(lien.hash.slice(1));
    if (champ) {
      evenement.preventDefault();
      (champ.tomselect || champ.querySelector?.("input, select, textarea") || champ).focus();
    }
  });
  document.addEventListener("keydown", clavier);
  document.addEventListener("input", nommerPas);
  document.addEventListener("htmx:configRequest", alleger);
  document.addEventListener("htmx:beforeRequest", () => progression(true));
  document.addEventListener("htmx:afterRequest", () => progression(false));
  document.addEventListener("htmx:beforeSwap", garderSession);
  document.addEventListener("htmx:afterSettle", annoncer);
  document.addEventListener("htmx:load", (evenement) => {
    if (evenement.target !== document.body) preparer(evenement.target);
  });
  document.addEventListener("htmx:responseError", (evenement) => {
    signaler(
      evenement.detail.xhr.status === 403
        ? "Cette action ne vous est pas permise."
        : "L’action n’a pas abouti. Rechargez la page puis réessayez ; rien n’a été enregistré à moitié.",
    );
  });
  document.addEventListener("htmx:sendError", () => signaler("Le serveur ne répond pas. Vérifiez la connexion puis réessayez."));
  document.addEventListener("DOMContentLoaded", () => {
    nommerTheme();
    preparer(document);
    const ici = document.querySelector(".s-sousbarre-lien.actif");
    if (ici) ici.parentElement.scrollLeft = ici.offsetLeft - ici.parentElement.clientWidth / 3;
  });
})();
