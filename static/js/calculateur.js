// Two-way rate calculator (BES-2): vente = achat / (1 − marge), half up to the cent; marge = 1 − achat / vente.
// <fieldset data-calculateur> with inputs [data-role=achat|vente|marge] (marge in %) and, optional, [data-role=message].
// Exact arithmetic on BigInt: the screen never shows a cent that the server would not.
(() => {
  "use strict";

  // "1 234,5" → 12345000n (four decimals), null when empty, NaN when it is no number.
  const ECHELLE = 10000n;
  const lire = (texte) => {
    const propre = texte.replace(/[\s\u00a0\u202f€%]/g, "").replace(",", ".");
    if (propre === "") return null;
    const morceaux = /^(\d+)(?:\.(\d*))?$/.exec(propre);
    if (!morceaux) return NaN;
    return BigInt(morceaux[1]) * ECHELLE + BigInt((morceaux[2] || "").slice(0, 4).padEnd(4, "0"));
  };
  const arrondi = (numerateur, denominateur) => (2n * numerateur + denominateur) / (2n * denominateur);
  // A number of hundredths, as its field writes it.
  const ecrire = (champ, centiemes) => {
    const entier = centiemes / 100n;
    const reste = String(centiemes % 100n).padStart(2, "0");
    const court = champ.dataset.role === "marge" ? reste.replace(/0+$/, "") : reste;
    const texte = court ? `${entier}.${court}` : `${entier}`;
    champ.value = champ.type === "number" ? texte : texte.replace(".", ",");
  };
  const euros = (dixMilliemes) => {
    const valeur = Number(arrondi(dixMilliemes, 100n)) / 100;
    return valeur.toLocaleString("fr-FR", { style: "currency", currency: "EUR" });
  };

  const CENT = 100n * ECHELLE;
  // Each answer is in hundredths (cents, or hundredths of a percent), from values in ten-thousandths.
  const calculs = {
    vente: ({ achat, marge }) => arrondi(achat * CENT, (CENT - marge) * 100n),
    achat: ({ vente, marge }) => arrondi(vente * (CENT - marge), CENT * 100n),
    marge: ({ achat, vente }) => arrondi((vente - achat) * 10000n, vente),
  };
  // What follows when one of the three is typed: the purchase price is what was negotiated, it moves last.
  const suites = { achat: ["vente", "marge"], marge: ["vente", "achat"], vente: ["marge", "achat"] };

  const champs = (cadre) => Object.fromEntries(["achat", "vente", "marge"].map((role) => [role, cadre.querySelector(`[data-role="${role}"]`)]));
  const lus = (tous) => Object.fromEntries(Object.entries(tous).map(([role, champ]) => [role, champ ? lire(champ.value) : null]));

  const faute = ({ achat, vente, marge }) => {
    if ([achat, vente, marge].some((valeur) => Number.isNaN(valeur))) return "Écrivez des nombres, par exemple 450 ou 512,50.";
    if (marge !== null && marge >= CENT) return "La marge reste inférieure à 100 %.";
    return "";
  };
  const dire = (cadre, texte, faux) => {
    const message = cadre.querySelector("[data-role=message]");
    if (!message) return;
    message.textContent = texte;
    message.classList.toggle("s-faux", faux);
  };
  const bilan = (cadre) => {
    const { achat, vente } = lus(champs(cadre));
    if (typeof achat !== "bigint" || typeof vente !== "bigint") return dire(cadre, "", false);
    if (vente < achat) return dire(cadre, "Le prix de vente est inférieur au prix d’achat.", true);
    return dire(cadre, `Il reste ${euros(vente - achat)} par jour.`, false);
  };
  const calculer = (cadre, source) => {
    const tous = champs(cadre);
    const valeurs = lus(tous);
    const erreur = faute(valeurs);
    if (erreur) return dire(cadre, erreur, true);
    if (valeurs[source] === null) return bilan(cadre);
    for (const cible of suites[source]) {
      const autre = ["achat", "vente", "marge"].find((role) => role !== source && role !== cible);
      if (!tous[cible] || valeurs[autre] === null) continue;
      // A margin cannot be read from a zero sale, nor be negative: the fields stay as typed and the message says why.
      const impossible = cible === "marge" && (valeurs.vente === 0n || valeurs.vente < valeurs.achat);
      if (!impossible) {
        ecrire(tous[cible], calculs[cible](valeurs));
        tous[cible].dispatchEvent(new CustomEvent("calcule", { bubbles: true }));
      }
      break;
    }
    return bilan(cadre);
  };

  document.addEventListener("input", (evenement) => {
    const role = evenement.target.dataset?.role;
    const cadre = evenement.target.closest?.("[data-calculateur]");
    if (cadre && role in suites) calculer(cadre, role);
  });
  window.Samba.preparateurs.push((racine) => window.Samba.tous("[data-calculateur]", racine).forEach(bilan));
})();
